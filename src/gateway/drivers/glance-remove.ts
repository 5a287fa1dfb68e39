import type { MemberBatch } from '#ims/members'
import { CloudFailure, type Identity } from './driver.ts'
import {
  concernsAll,
  delayOf,
  lockOf,
  mayPass,
  type PairEvent,
  type PairTools,
  TRIES,
  told,
} from './glance-add.ts'
import { createSending, type Ends } from './sending.ts'
import { streamed } from './stream.ts'

/** Glance marks a deleted row with the second: on MariaDB a second row of the pair cannot be deleted in the same one. */
const NEXT_SECOND_MS = 1200

/**
 * Removes every pair of a batch, each by a call of its own. Then it reads the members of the image: Glance can have a
 * pair several times, and a call that failed may have been carried out. What is left is removed again, unless that was
 * stopped. Throws what concerns all pairs.
 */
export function removePairs(
  { calls, clock, pace, locks }: PairTools,
  who: Identity,
  { images, projects }: MemberBatch,
  ends: Ends = {},
): AsyncIterable<PairEvent> {
  const { signal } = ends
  const { until, stopped, pause } = createSending(ends, clock)

  /** Null: the member is gone, at least once. */
  const remove = async (image: string, project: string): Promise<CloudFailure | null> => {
    try {
      await locks(lockOf(image, project), () =>
        pace.run(() => calls.removeMember(who, image, project), until),
      )
      return null
    } catch (error) {
      if (!(error instanceof CloudFailure) || error.status === 401) throw error
      return error.status === 404 ? null : error
    }
  }

  /** The members that were to be removed and are still there, as often as they are. */
  const remaining = async (image: string, wanted: readonly string[]) => {
    try {
      const members = await calls.listMembers(who, image, signal)
      const there = members.map((member) => member.member_id)
      return there.filter((project) => wanted.includes(project))
    } catch (error) {
      // An image that is gone has no members.
      if (error instanceof CloudFailure && error.status === 404) return []
      throw error
    }
  }

  const finish = async (image: string, results: ReadonlyMap<string, CloudFailure | null>) => {
    const failures = new Map(results)
    let left = [...results.keys()].filter((project) => isOpen(failures.get(project)))
    let rows = Number.POSITIVE_INFINITY
    for (let tries = 1; left.length > 0; tries++) {
      const there = await remaining(image, left)
      if (there.length < rows) tries = 1
      rows = there.length
      left = [...new Set(there)]
      const failure = left.map((project) => failures.get(project)).find((one) => one)
      if (left.length === 0 || stopped()) break
      if (tries === TRIES) {
        if (failure && concernsAll(failure)) throw failure
        break
      }
      await pause(Math.max(failure ? delayOf(failure, tries) : 0, NEXT_SECOND_MS))
      for (const project of left)
        if (!stopped())
          failures.set(project, await remove(image, project).catch(onStop(failures.get(project))))
    }
    const still = new Set(left)
    return [...failures].map(([project, failure]): PairEvent => {
      const pair = { kind: 'pair' as const, image, project }
      if (!still.has(project) && isOpen(failure)) return { ...pair, outcome: 'success' }
      return { ...pair, outcome: 'failed', ...(failure ? told(failure) : STILL_THERE) }
    })
  }

  /** A call that is not made again as that was stopped leaves what the one before it told. */
  const onStop = (before: CloudFailure | null | undefined) => (error: unknown) => {
    if (!stopped() || error instanceof CloudFailure) throw error
    return before ?? null
  }

  const wanted = new Set(projects)
  const results = new Map<string, Map<string, CloudFailure | null>>()
  const removed = streamed(
    [...new Set(images)].flatMap((image) => [...wanted].map((project) => ({ image, project }))),
    async ({ image, project }) => {
      const failure = await remove(image, project)
      const ofImage = results.get(image) ?? new Map<string, CloudFailure | null>()
      results.set(image, ofImage)
      ofImage.set(project, failure)
      return ofImage.size === wanted.size ? finish(image, ofImage) : []
    },
    () => pace.width,
  )
  return beforeError(removed, async function* () {
    if (!stopped()) return
    for (const [image, ofImage] of results)
      if (ofImage.size < wanted.size) yield* await finish(image, ofImage)
  })
}

/** All of a stream; where an error ends it, more before the error. */
async function* beforeError<T>(stream: AsyncIterable<T>, more: () => AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* stream
  } catch (error) {
    yield* more()
    throw error
  }
}

/** Whether the members must be read to know how it ended; what the cloud refuses is not carried out. */
const isOpen = (failure: CloudFailure | null | undefined) => !failure || mayPass(failure)

const STILL_THERE = {
  code: 'IMG.0113',
  message: 'The project is still among the members of the image, however often it is removed.',
}
