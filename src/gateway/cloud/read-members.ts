import type { Member, MemberStatus } from '#ims/members'
import { parseTime } from '#ims/times'
import { type Clock, CloudFailure, type Driver, type Identity } from './driver.ts'
import { createPace } from './pace.ts'

/** A recipient's answer, and since when it is a member, in ms since 1970 (null: not told). */
export type Membership = { status: MemberStatus; since: number | null }

/**
 * The recipients of an image by project ID as they were at a time, when they began to be read, or why they cannot be
 * read. A recipient sees itself alone, and `takesVault`: the image needs a vault to be accepted.
 */
export type Members =
  | { byProject: ReadonlyMap<string, Membership>; at: number; takesVault?: boolean }
  | { failure: CloudFailure }

/** `background`: everybody else's reads come first. `onBegin`: is waited for once the read has its place, right before it. */
type ReadOptions = {
  signal?: AbortSignal | undefined
  background?: boolean | undefined
  onBegin?(at: number): Promise<void>
}

/** Reads the members of one image. Throws only what `onBegin` throws, and the reason of the signal. */
export type MemberReader = (who: Identity, imageId: string, options?: ReadOptions) => Promise<Members>

/** Reads members as fast as the cloud can answer. All that reads members shares one, or they would crowd each other. */
export function createMemberReader({ driver, clock }: { driver: Driver; clock: Clock }): MemberReader {
  const pace = createPace(clock)
  return async (who, id, { signal, background, onBegin } = {}) => {
    const read = async () => {
      const at = clock.now()
      await onBegin?.(at)
      return { byProject: toMemberships(await driver.listMembers(who, id, signal)), at }
    }
    try {
      return await pace.run(read, { signal, background })
    } catch (error) {
      if (error instanceof CloudFailure) return { failure: asUnknownImage(error, id) }
      throw error
    }
  }
}

/**
 * Reads what the project has answered, from the lists of what it receives: they are few calls for any number of images,
 * and the members of an image are its owner's to read. An image that is in none of them is not shared with the project.
 */
export async function readOwnAnswers(
  { driver, clock }: { driver: Driver; clock: Clock },
  who: Identity,
  imageIds: readonly string[],
  signal?: AbortSignal,
): Promise<Members[]> {
  if (imageIds.length === 0) return []
  try {
    const at = clock.now()
    const received = new Map((await driver.listReceived(who, signal)).map((image) => [image.id, image]))
    return imageIds.map((id) => {
      const image = received.get(id)
      const mine = image && ([who.project.id, { status: image.answer, since: null }] as const)
      return { byProject: new Map(mine ? [mine] : []), at, takesVault: image?.kind === 'full-ecs' }
    })
  } catch (failure) {
    if (failure instanceof CloudFailure) return imageIds.map(() => ({ failure }))
    throw failure
  }
}

/** Throws the failure of a read whose token was refused: that says nothing of the image, and concerns the whole request. */
export function throwIfTokenRefused(readings: readonly Members[]): void {
  for (const reading of readings)
    if ('failure' in reading && reading.failure.status === 401) throw reading.failure
}

const toMemberships = (members: readonly Member[]) =>
  new Map(
    members.map(({ member_id, status, created_at }) => [member_id, { status, since: parseTime(created_at) }]),
  )

/** The native call answers a plain 404; IMS has a code for an image that is not there. */
const asUnknownImage = (failure: CloudFailure, id: string) =>
  failure.status === 404
    ? new CloudFailure(failure.call, 404, 'IMG.0027', `The image ${id} is not visible to the project.`)
    : failure
