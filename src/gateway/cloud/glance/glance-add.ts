import type { Code } from '#contract/codes'
import {
  type BatchEvent,
  type ChangeOptions,
  type Clock,
  CloudFailure,
  type CloudImage,
  type Identity,
  type PairIds,
  type ShareBatch,
} from '../driver.ts'
import type { Pace } from '../pace.ts'
import { streamed } from '../stream.ts'
import type { GlanceCalls } from './glance-calls.ts'
import type { Locks } from './pair-locks.ts'

/** What the changes of one driver share. */
export type PairTools = { calls: GlanceCalls; clock: Clock; pace: Pace; locks: Locks }

export type PairEvent = Extract<BatchEvent, { kind: 'pair' }>
/** Why a pair is not added. `refused`: nothing was done, and nothing will come of it later. */
type GlanceRefusal = { code: Code; message: string; refused?: boolean }
/** How the addition of a pair ended; `by` as in `PairEvent`. */
type Added = { refusal: GlanceRefusal } | { by?: 'others' | 'unknown' }

/** How often a call is made whose end nobody knows, or that the cloud had no time for. */
export const TRIES = 4

/** Adds every pair of a batch, each by a call of its own. Throws what concerns them all. */
export function addPairs(
  { calls, clock, pace, locks }: PairTools,
  who: Identity,
  batch: ShareBatch,
  { signal, admit, check }: ChangeOptions,
): AsyncIterable<PairEvent> {
  const refusals = new Map<string, Promise<GlanceRefusal | null>>()
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
  const prepare = async (id: string): Promise<GlanceRefusal | null> => {
    try {
      const image = await once(looks, id, look)
      const next = following.get(id)
      // Looked at ahead of time, so that its first pairs do not wait; whether it failed is asked later.
      if (next !== undefined) once(looks, next, look).catch(() => {})
      if (image.obstacle) return { code: image.obstacle.code, message: image.obstacle.reason, refused: true }
      if (!image.becomesShared) return null
      if (!batch.makeShared) return NOT_SHARED
      await locks(id, () => {
        check?.()
        return calls.makeShared(who, id)
      })
      return null
    } catch (error) {
      return refusalToLook(id, error)
    }
  }

  /** Whether a pair that the cloud refuses to add is there already. */
  const isThere = async ({ status }: CloudFailure, image: string, project: string): Promise<boolean> =>
    // Glance counts before it looks for duplicates: a member of a full image is refused as well.
    status === 409 || (status === 413 && (await once(fullImages, image, membersOf)).has(project))

  /** `onUntouched`: what has failed concerns all pairs, and no call for this one may have been carried out. */
  const add = async (image: string, project: string, onUntouched: () => void): Promise<Added> => {
    if (project === who.project.id) return { refusal: OWN_PROJECT }
    const pair: TriedPair = { image, project, tries: 0, isUntouched: true }
    try {
      const refusal = await once(refusals, image, prepare)
      let added: Added | null = refusal && { refusal }
      while (!added) added = await addOnce(pair)
      return added
    } catch (error) {
      if (pair.isUntouched) onUntouched()
      throw error
    }
  }

  /** What one more call for the pair has led to; null: nobody knows, and it is worth another one. */
  const addOnce = async (pair: TriedPair): Promise<Added | null> => {
    const { image, project } = pair
    pair.tries += 1
    const addMember = () => {
      check?.()
      return calls.addMember(who, image, project)
    }
    const error = await tryCall(() => pace.run(addMember, { signal }))
    if (!error) return {}
    if (await isThere(error, image, project)) return foundThere(pair)
    if (!error.isDefinite) pair.isUntouched = false
    if (isLastTry(error, pair.tries))
      return { refusal: { ...refusalOf(ofOnePair(error)), refused: pair.isUntouched } }
    await clock.sleep(delayOf(error, pair.tries), signal)
    // Glance adds a pair twice when asked twice: it may have been added although nobody was told.
    return (await membersOf(image)).has(project) ? foundThere(pair) : null
  }

  return streamed<PairIds, PairEvent>({
    items: pairsOf(batch),
    width: () => pace.width,
    admit,
    async work({ image, project }, tell) {
      const untaken = () => tell({ kind: 'pair', image, project, outcome: 'untaken' })
      const added = await locks(lockOf(image, project), () => add(image, project, untaken))
      if ('refusal' in added) tell({ kind: 'pair', image, project, outcome: 'failed', ...added.refusal })
      else tell({ kind: 'pair', image, project, outcome: 'success', ...added })
    },
  })
}

/** A pair while calls for it are made. `isUntouched`: none of them may have been carried out. */
type TriedPair = PairIds & { tries: number; isUntouched: boolean }

/** A pair that is there without a call that is known to have added it. */
const foundThere = ({ isUntouched }: TriedPair): Added => ({ by: isUntouched ? 'others' : 'unknown' })

/** Makes a call; answers how it has failed. What it throws was thrown before the call was made. */
export async function tryCall(call: () => Promise<unknown>): Promise<CloudFailure | null> {
  try {
    await call()
    return null
  } catch (error) {
    if (error instanceof CloudFailure) return error
    throw error
  }
}

/** What stands in the way of recipients when an image cannot be looked at. Throws what concerns all pairs. */
function refusalToLook(id: string, error: unknown): GlanceRefusal | null {
  if (!(error instanceof CloudFailure) || concernsAll(error)) throw error
  // Without the right to look at an image the share is tried anyway: the calls themselves tell what stands in the way.
  if (mayBeAdmitted(error)) return null
  if (error.status === 404)
    return { code: 'IMG.0027', message: `The image ${id} is not visible.`, refused: true }
  return { ...told(error), refused: true }
}

const NOT_SHARED: GlanceRefusal = {
  refused: true,
  code: 'CONSOLE.NOT_SHARED',
  message:
    'The image is private. It must be made "shared" before it can have recipients, and nobody agreed to that.',
}
/** Glance would take the owner as a member. */
const OWN_PROJECT: GlanceRefusal = {
  refused: true,
  code: 'IMG.0076',
  message: 'An image cannot be shared with its owner.',
}

function* pairsOf({ images, projects }: ShareBatch) {
  for (const image of new Set(images)) for (const project of new Set(projects)) yield { image, project }
}

/** MariaDB compares IDs without case: what it takes for one pair is one pair here. */
export const lockOf = (image: string, project: string) => `${image} ${project}`.toLowerCase()

/** A full image is known by a code of the family's own. */
const refusalOf = (error: CloudFailure): GlanceRefusal =>
  error.status === 413 ? { code: 'IMG.0088', message: error.message } : told(error)

/** Refusals of a pair as its result; the request ID is what the cloud's own people ask for. */
export const told = ({ code, message, requestId }: CloudFailure): GlanceRefusal => ({
  code,
  message: requestId ? `${message} (request ${requestId})` : message,
})

/** Whether the call may yet have been carried out, or may be another time. */
export const mayBeAdmitted = ({ status }: CloudFailure) => status === 0 || status === 429 || status >= 500

/** Whether it is no matter of one pair: the token has ended, or the cloud cannot be reached or is throttling. */
const concernsAll = ({ status }: CloudFailure) =>
  status === 0 || status === 401 || status === 429 || status === 503

/** Whether a failed call for a pair is not to be made again. */
export const isLastTry = (error: CloudFailure, tries: number) => tries === TRIES || !mayBeAdmitted(error)

/** A failure that is the result of its pair. Throws one that concerns all pairs. */
export function ofOnePair(error: CloudFailure): CloudFailure {
  if (concernsAll(error)) throw error
  return error
}

/** How long to wait before a pair is looked at again, in ms. */
export const delayOf = ({ retryAfterMs }: CloudFailure, tries: number) =>
  Math.max(retryAfterMs ?? 0, 1000 * 2 ** (tries - 1))
