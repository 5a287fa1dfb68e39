import type { MemberBatch } from '#ims/members'
import { type ChangeOptions, CloudFailure, type Identity, type PairIds } from '../driver.ts'
import { streamed } from '../stream.ts'
import {
  delayOf,
  lockOf,
  mayBeAdmitted,
  ofOnePair,
  type PairEvent,
  type PairTools,
  TRIES,
  told,
} from './glance-add.ts'

/** Glance marks a deleted row with the second: on MariaDB a second row of the pair cannot be deleted in the same one. */
const NEXT_SECOND_MS = 1200

/**
 * Removes every pair of a batch, each by a call of its own. Then it reads the members of the image: Glance can have a
 * pair several times, and a call that failed may have been carried out. What is left is removed again. Throws what
 * concerns all pairs.
 */
export function removePairs(
  { calls, clock, pace, locks }: PairTools,
  who: Identity,
  { images, projects }: MemberBatch,
  { signal, admit, check }: ChangeOptions,
): AsyncIterable<PairEvent> {
  /** Why a member could not be removed; else whether it was there, at least once. */
  const remove = async (image: string, project: string): Promise<Removal> => {
    try {
      await locks(lockOf(image, project), () =>
        pace.run(
          () => {
            check?.()
            return calls.removeMember(who, image, project)
          },
          { signal },
        ),
      )
      return 'removed'
    } catch (error) {
      if (!(error instanceof CloudFailure)) throw error
      return error.status === 404 ? 'absent' : error
    }
  }

  /** The members that were to be removed and are still there, as often as they are. */
  const remaining = async (image: string, wanted: ReadonlySet<string>) => {
    try {
      const members = await calls.listMembers(who, image, signal)
      const there = members.map((member) => member.member_id)
      return there.filter((project) => wanted.has(project))
    } catch (error) {
      // An image that is gone has no members.
      if (error instanceof CloudFailure && error.status === 404) return []
      throw error
    }
  }

  const finish = async (image: string, results: ReadonlyMap<string, Removal[]>) => {
    const pending = [...results].filter(([, removals]) => isPending(removals.at(-1)))
    let left = pending.map(([project]) => project)
    let rows = Number.POSITIVE_INFINITY
    for (let tries = 1; left.length > 0; tries++) {
      const there = await remaining(image, new Set(left))
      // Whatever goes away is worth the full number of tries for the rest.
      if (there.length < rows) tries = 1
      rows = there.length
      left = [...new Set(there)]
      const failure = left.map((project) => failureOf(results.get(project))).find((one) => one)
      if (tries === TRIES) return stillThere(left, failure)
      if (left.length > 0)
        await removeAgain(left, { image, results, wait: failure ? delayOf(failure, tries) : 0 })
    }
    return stillThere([])
  }

  const removeAgain = async (
    left: readonly string[],
    o: { image: string; results: ReadonlyMap<string, Removal[]>; wait: number },
  ) => {
    await clock.sleep(Math.max(o.wait, NEXT_SECOND_MS), signal)
    for (const project of left) o.results.get(project)?.push(await remove(o.image, project))
  }

  const wanted = new Set(projects)
  const results = new Map<string, Map<string, Removal[]>>()
  /** Images of whose pairs all is told. */
  const finished = new Set<string>()
  const removals = streamed<PairIds, PairEvent>({
    items: [...new Set(images)].flatMap((image) => [...wanted].map((project) => ({ image, project }))),
    width: () => pace.width,
    admit,
    async work({ image, project }, tell) {
      const ofImage = results.get(image) ?? new Map<string, Removal[]>()
      results.set(image, ofImage)
      const untaken = (error: unknown): never => {
        tell({ kind: 'pair', image, project, outcome: 'untaken' })
        throw error
      }
      // What is thrown here was thrown before the call was made.
      const removal = await remove(image, project).catch(untaken)
      if (removal instanceof CloudFailure && removal.status === 401) return untaken(removal)
      ofImage.set(project, [removal])
      // Told at once, so that a crash leaves little in doubt; should it still be there, that is told afterwards.
      if (removal === 'removed') tell({ kind: 'pair', image, project, outcome: 'success' })
      if (ofImage.size < wanted.size) return
      const still = await finish(image, ofImage)
      for (const [one, removals] of ofImage)
        if (still.has(one) || removals[0] !== 'removed')
          tell({ kind: 'pair', image, project: one, ...outcomeOf(removals, still.has(one)) })
      finished.add(image)
    },
  })
  return tellingUntaken(removals, () =>
    [...results].flatMap(([image, ofImage]) =>
      finished.has(image)
        ? []
        : [...ofImage].flatMap(([project, removals]) => (isUntouched(removals) ? [{ image, project }] : [])),
    ),
  )
}

/** Where the removals end early, pairs of which nothing is told yet are as they were if no call for them has done anything. */
async function* tellingUntaken(
  removals: AsyncIterable<PairEvent>,
  untouched: () => readonly PairIds[],
): AsyncIterable<PairEvent> {
  try {
    yield* removals
  } catch (error) {
    for (const { image, project } of untouched()) yield { kind: 'pair', image, project, outcome: 'untaken' }
    throw error
  }
}

type Removal = CloudFailure | 'removed' | 'absent'

const failureOf = (removals: readonly Removal[] = []) => {
  const last = removals.at(-1)
  return last instanceof CloudFailure ? last : undefined
}

/** Whether the members must be read to know how it ended; what the cloud refuses is not carried out. */
const isPending = (removal: Removal | undefined) =>
  !(removal instanceof CloudFailure) || mayBeAdmitted(removal)

/** Whether none of the calls for a pair may have removed it. */
const isUntouched = (removals: readonly Removal[]) =>
  removals.every((one) => one === 'absent' || (one instanceof CloudFailure && one.isDefinite))

/** What came of the removals of one pair, and whether it is still there. */
function outcomeOf(removals: readonly Removal[], isStillThere: boolean) {
  const failure = failureOf(removals)
  const refused = isUntouched(removals)
  if (isStillThere || !isPending(removals.at(-1)))
    return { outcome: 'failed' as const, refused, ...(failure ? told(failure) : STILL_THERE) }
  if (removals.includes('removed')) return { outcome: 'success' as const }
  return { outcome: 'success' as const, by: refused ? ('others' as const) : ('unknown' as const) }
}

/** The members that could not be removed. Throws a failure that concerns all pairs. */
function stillThere(projects: readonly string[], failure?: CloudFailure): ReadonlySet<string> {
  if (failure) ofOnePair(failure)
  return new Set(projects)
}

const STILL_THERE = {
  code: 'IMG.0113',
  message: 'The project is still among the members of the image, however often it is removed.',
} as const
