import {
  type BatchEvent,
  type Clock,
  CloudFailure,
  type CloudImage,
  type Identity,
  type ShareBatch,
} from './driver.ts'
import type { GlanceCalls } from './glance-calls.ts'
import type { Pace } from './pace.ts'
import type { Locks } from './pair-locks.ts'
import { createSending, type Ends } from './sending.ts'
import { streamed } from './stream.ts'

/** What the changes of one driver share. */
export type PairTools = { calls: GlanceCalls; clock: Clock; pace: Pace; locks: Locks }

export type PairEvent = Extract<BatchEvent, { kind: 'pair' }>
type Refusal = { code: string; message: string }

/** How often a call is made whose end nobody knows, or that the cloud had no time for. */
export const TRIES = 4

/** Adds every pair of a batch, each by a call of its own. Throws what concerns them all. */
export function addPairs(
  { calls, clock, pace, locks }: PairTools,
  who: Identity,
  batch: ShareBatch,
  ends: Ends = {},
): AsyncIterable<PairEvent> {
  const { signal } = ends
  const { until, stopped, pause } = createSending(ends, clock)
  const refusals = new Map<string, Promise<Refusal | null>>()
  const fullImages = new Map<string, Promise<ReadonlySet<string>>>()

  const membersOf = async (image: string): Promise<ReadonlySet<string>> =>
    new Set((await calls.listMembers(who, image, signal)).map((member) => member.member_id))

  const once = <T>(known: Map<string, Promise<T>>, image: string, ask: (image: string) => Promise<T>) => {
    const asked = known.get(image) ?? ask(image)
    known.set(image, asked)
    return asked
  }

  const looks = new Map<string, Promise<CloudImage>>()
  const look = (image: string) => calls.showImage(who, image, signal)
  const following = new Map(batch.images.map((image, at) => [image, batch.images[at + 1]]))

  /** Why an image can have no recipients; makes it fit to have some where that was agreed to. */
  const prepare = async (id: string): Promise<Refusal | null> => {
    try {
      const image = await once(looks, id, look)
      const next = following.get(id)
      // Looked at ahead of time, so that its first pairs do not wait; whether it failed is asked later.
      if (next !== undefined) once(looks, next, look).catch(() => {})
      if (image.obstacle) return { code: image.obstacle.code, message: image.obstacle.reason }
      if (!image.becomesShared) return null
      if (!batch.makeShared) return NOT_SHARED
      await locks(id, async () => {
        until.throwIfAborted()
        await calls.makeShared(who, id)
      })
      return null
    } catch (error) {
      if (!(error instanceof CloudFailure) || concernsAll(error)) throw error
      // Whoever cannot look tries: the calls themselves tell what stands in the way.
      if (mayPass(error)) return null
      return error.status === 404
        ? { code: 'IMG.0027', message: `The image ${id} is not visible.` }
        : told(error)
    }
  }

  const add = async (image: string, project: string): Promise<{ refusal?: Refusal; wasThere?: boolean }> => {
    if (project === who.project.id) return { refusal: OWN_PROJECT }
    const refusal = await once(refusals, image, prepare)
    if (refusal) return { refusal }
    let failure: CloudFailure | undefined
    for (let tries = 1; ; tries++) {
      try {
        await pace.run(() => calls.addMember(who, image, project), until)
        return {}
      } catch (error) {
        if (!(error instanceof CloudFailure)) {
          if (stopped() && failure) return { refusal: told(failure) }
          throw error
        }
        if (error.status === 409) return { wasThere: tries === 1 }
        // Glance counts before it looks for duplicates: a member of a full image is refused as well.
        if (error.status === 413)
          return (await once(fullImages, image, membersOf)).has(project)
            ? { wasThere: tries === 1 }
            : { refusal: { code: 'IMG.0088', message: error.message } }
        if (!mayPass(error)) {
          if (error.status === 401) throw error
          return { refusal: told(error) }
        }
        failure = error
        if (stopped()) return { refusal: told(error) }
        if (tries === TRIES) {
          if (concernsAll(error)) throw error
          return { refusal: told(error) }
        }
        await pause(delayOf(error, tries))
        // Glance adds a pair twice when asked twice: it may have been added although nobody was told.
        if ((await membersOf(image)).has(project)) return {}
      }
    }
  }

  return streamed(
    pairsOf(batch),
    async ({ image, project }): Promise<PairEvent[]> => {
      until.throwIfAborted()
      const { refusal, wasThere } = await locks(lockOf(image, project), () => add(image, project))
      if (refusal) return [{ kind: 'pair', image, project, outcome: 'failed', ...refusal }]
      return [{ kind: 'pair', image, project, outcome: 'success', ...(wasThere && { wasThere }) }]
    },
    () => pace.width,
  )
}

const NOT_SHARED: Refusal = {
  code: 'CONSOLE.NOT_SHARED',
  message:
    'The image is private. It must be made "shared" before it can have recipients, and nobody agreed to that.',
}
/** Glance would take the owner as a member. */
const OWN_PROJECT: Refusal = { code: 'IMG.0076', message: 'An image cannot be shared with its owner.' }

function* pairsOf({ images, projects }: ShareBatch) {
  for (const image of new Set(images)) for (const project of new Set(projects)) yield { image, project }
}

/** MariaDB compares IDs without case: what it takes for one pair is one pair here. */
export const lockOf = (image: string, project: string) => `${image} ${project}`.toLowerCase()

/** Refusals of a pair as its result; the request ID is what the cloud's own people ask for. */
export const told = ({ code, message, requestId }: CloudFailure): Refusal => ({
  code,
  message: requestId ? `${message} (request ${requestId})` : message,
})

/** Whether the call may yet have been carried out, or may be another time. */
export const mayPass = ({ status }: CloudFailure) => status === 0 || status === 429 || status >= 500

/** Whether it is no matter of one pair: the token has ended, or the cloud cannot be reached or is throttling. */
export const concernsAll = ({ status }: CloudFailure) =>
  status === 0 || status === 401 || status === 429 || status === 503

/** How long to wait before a pair is looked at again, in ms. */
export const delayOf = ({ retryAfterMs }: CloudFailure, tries: number) =>
  Math.max(retryAfterMs ?? 0, 1000 * 2 ** (tries - 1))
