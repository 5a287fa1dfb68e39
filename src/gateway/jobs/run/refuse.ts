import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Image } from '#contract/image'
import { itemAt } from '#contract/item-at'
import { isAnswer } from '#contract/job'
import { mayBeSent } from '#contract/pair'
import type { CloudCache } from '../../access/cloud-cache.ts'
import { CloudFailure, type Identity } from '../../cloud/driver.ts'
import { type KeyReading, readKey } from '../../cloud/read-key.ts'
import type { RunPair } from '../model/run.ts'
import { type Candidate, type ImageReading, planOutcomes, refusalOf } from '../plan/planned-outcomes.ts'
import { savePairs } from './open-pairs.ts'
import type { ReadImage, Run } from './run-state.ts'

/**
 * Refuses the waiting pairs of these images that are impossible, with the cloud's code, and those that were
 * not confirmed: they are never sent. Throws `CloudFailure` when the token is refused.
 */
export async function refuse(run: Run, who: Identity, images: readonly ReadImage[]): Promise<void> {
  const { action } = run.job
  if (isAnswer(action)) return savePairs(run, notReceived(run, images))
  if (action === 'share') await savePairs(run, await impossible(run, who, images))
  await savePairs(run, notConfirmed(run, images))
}

const waitingIn = ({ pairs }: Run, image: number): RunPair[] =>
  pairs.among([image]).filter((pair) => pair.state === 'waiting')

/** The answers about to be given to images that are not shared with the project (any more). */
const notReceived = (run: Run, images: readonly ReadImage[]): RunPair[] =>
  images
    .filter(({ members }) => members.byProject.size === 0)
    .flatMap(({ image, members }) =>
      waitingIn(run, image).map((pair) => ({
        ...pair,
        state: 'impossible',
        code: 'CONSOLE.NOT_RECEIVED',
        message: 'Not sent: the image is not shared with this project, or not any more.',
        present: false,
        readAt: members.at,
      })),
    )

/** The pairs about to be sent of which the plan that was confirmed said that they would not be. */
function notConfirmed(run: Run, images: readonly ReadImage[]): RunPair[] {
  const { action } = run.job
  if (isAnswer(action)) return []
  return (
    images
      .flatMap(({ image }) => waitingIn(run, image))
      // Unproven pairs are in a job only if they were ticked.
      .filter(({ confirmed }) => confirmed && confirmed !== 'unproven' && !mayBeSent(action, confirmed))
      .map((pair) => ({
        ...pair,
        state: 'impossible',
        code: 'CONSOLE.CHANGED',
        message:
          'Not sent: it changed after the plan was confirmed, which did not have it as a pair to be sent.',
      }))
  )
}

/** Pairs of an image before which everybody else has a turn. */
const MANY = 500

/** The pairs about to be sent that cannot be shared, with the reason. */
async function impossible(run: Run, who: Identity, images: readonly ReadImage[]): Promise<RunPair[]> {
  const { job, pairs, cloudCache } = run
  const open = images.filter(({ image }) => pairs.among([image]).length > 0)
  const ids = open.map(({ image }) => itemAt(job.images, image))
  const facts = await cloudCache.facts(who, ids).catch(ignoreRefusal(new Map<string, Image | null>()))
  const encrypted = [...facts.values()].some((image) => image?.keyId)
  const accounts = encrypted ? await accountsOf(cloudCache, who) : new Map<string, string>()
  const asked = open.flatMap(({ image }) =>
    waitingIn(run, image).map(({ project }) => itemAt(job.projects, project)),
  )
  const absent = await cloudCache.absent(who, [...new Set(asked)]).catch(ignoreRefusal(new Set<string>()))
  const keyOf = createKeyReader(run, who)
  const refused: RunPair[] = []
  for (const { image, members } of open) {
    const id = itemAt(job.images, image)
    const known = facts.get(id) ?? null
    const reading: ImageReading = { id, facts: known, members, key: await keyOf(known?.keyId ?? null) }
    const waiting = waitingIn(run, image)
    // A job can have a hundred thousand of them, and others are to have their answers meanwhile.
    if (waiting.length > MANY) await nextTurn()
    const candidates = waiting.map((pair): Candidate => {
      const project = itemAt(job.projects, pair.project)
      return { id: project, accountId: accounts.get(project) ?? '', isAbsent: absent.has(project) }
    })
    const outcomes = planOutcomes('share', reading, candidates, job.projectId)
    for (const [at, pair] of waiting.entries()) {
      const refusal = refusalOf(itemAt(outcomes, at), 'share', reading)
      if (refusal)
        refused.push({ ...pair, ...refusal, state: 'impossible', present: false, readAt: members.at })
    }
  }
  return refused
}

/** Reads each key once; null for an image without one, and for a key that the cloud does not show. */
function createKeyReader({ driver }: Run, who: Identity) {
  const keys = new Map<string, KeyReading | null>()
  return async (id: string | null): Promise<KeyReading | null> => {
    if (id === null) return null
    const read = keys.get(id) ?? (await readKey(driver, who, id).catch(ignoreRefusal(null)))
    keys.set(id, read)
    return read
  }
}

const accountsOf = async (cloudCache: CloudCache, who: Identity) =>
  new Map(
    (await cloudCache.recipients(who).catch(ignoreRefusal([]))).map(({ id, accountId }) => [id, accountId]),
  )

/**
 * For reads that only help to refuse early: without them the cloud decides. A refused token concerns the
 * whole job.
 */
const ignoreRefusal =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof CloudFailure && error.status !== 401) return instead
    throw error
  }
