import pMap from 'p-map'
import type { Member, MemberStatus } from '#ims/members'
import { type Clock, CloudFailure, type Driver, type Identity } from './drivers/driver.ts'

/** A recipient's answer, and since when it is a member, in ms since 1970 (null: not told). */
export type Membership = { status: MemberStatus; since: number | null }

/** The recipients of an image by project ID as they were at a time, or why they cannot be read. */
export type Members = { byProject: ReadonlyMap<string, Membership>; at: number } | { failure: CloudFailure }

/** Reads at a time: more of them only add latency. */
const PARALLEL = 8

/** Reads the members of images; a failure concerns its image alone. Throws only when the signal is aborted. */
export async function readMembers(
  o: { driver: Driver; clock: Clock; who: Identity; signal?: AbortSignal },
  imageIds: readonly string[],
): Promise<Members[]> {
  return pMap(imageIds, (id) => readImageMembers(o, id), { concurrency: PARALLEL, stopOnError: false })
}

/** Reads the members of one image. */
export async function readImageMembers(
  { driver, clock, who, signal }: { driver: Driver; clock: Clock; who: Identity; signal?: AbortSignal },
  id: string,
): Promise<Members> {
  try {
    const at = clock.now()
    return { byProject: toMemberships(await driver.listMembers(who, id, signal)), at }
  } catch (error) {
    if (error instanceof CloudFailure) return { failure: asUnknownImage(error, id) }
    throw error
  }
}

const toMemberships = (members: readonly Member[]) =>
  new Map(
    members.map(({ member_id, status, created_at }) => [member_id, { status, since: timeOf(created_at) }]),
  )

const timeOf = (text: string) => {
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : time
}

/** The native call answers a plain 404; IMS has a code for an image that is not there. */
const asUnknownImage = (failure: CloudFailure, id: string) =>
  failure.status === 404
    ? new CloudFailure(failure.call, 404, 'IMG.0027', `The image ${id} is not visible to the project.`)
    : failure
