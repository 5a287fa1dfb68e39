import { itemAt } from '#contract/item-at'
import { CloudFailure, type Identity } from '../../cloud/driver.ts'
import type { Members } from '../../cloud/read-members.ts'
import type { RunPair } from '../model/run.ts'
import { readingOf, settle } from '../settle.ts'
import { savePairs } from './open-pairs.ts'
import { refuse } from './refuse.ts'
import type { ReadImage, Run } from './run-state.ts'
import { isTransient, MAX_TRIES } from './transient-failure.ts'

/**
 * Reads the members of each image with open pairs that no call has under way, settles what they show, and
 * refuses what is impossible. `ready`: images whose waiting pairs may be sent; `failures`: why others could
 * not be read for now.
 */
export async function readRound(
  run: Run,
  who: Identity,
): Promise<{ ready: ReadImage[]; failures: CloudFailure[] }> {
  const { ready, failures } = await readAndSettle(run, who)
  try {
    await refuse(run, who, ready)
    return { ready, failures }
  } catch (error) {
    // The token was refused while it was found out what is impossible: nothing may be sent in this round.
    if (!(error instanceof CloudFailure)) throw error
    return { ready: [], failures: [...failures, error] }
  }
}

/** An image that stays unreadable fails by itself. */
async function readAndSettle(
  run: Run,
  who: Identity,
): Promise<{ ready: ReadImage[]; failures: CloudFailure[] }> {
  const { job, pairs } = run
  const inCalls = new Set(run.underWay.flatMap((call) => call.images))
  const images = pairs.images().filter((image) => !inCalls.has(image))
  const ids = images.map((at) => itemAt(job.images, at))
  const readings = await run.access.readFor(job.action, who, ids, run.until)
  const ready: ReadImage[] = []
  const failures: CloudFailure[] = []
  const settled: RunPair[] = []
  for (const [at, members] of readings.entries()) {
    const image = itemAt(images, at)
    if ('failure' in members && isReadAgain(run, image, members.failure)) {
      failures.push(members.failure)
      continue
    }
    if (!('failure' in members)) ready.push({ image, members })
    for (const pair of settledBy(run, image, members)) settled.push(pair)
  }
  await savePairs(run, settled)
  return { ready, failures }
}

/** Whether an image that could not be read is read again in a later round; counts the failure. */
function isReadAgain({ readTries }: Run, image: number, failure: CloudFailure): boolean {
  if (!isTransient(failure, 'read')) return false
  const tried = (readTries.get(image) ?? 0) + 1
  if (failure.status !== 0 && failure.status !== 401) readTries.set(image, tried)
  return tried < MAX_TRIES
}

/** The pairs of an image that its members change. */
function settledBy({ job, pairs }: Run, image: number, members: Members): RunPair[] {
  return pairs.among([image]).flatMap((pair) => {
    const next = settle(job.action, pair, readingOf(job.action, members, itemAt(job.projects, pair.project)))
    return next === pair ? [] : [next]
  })
}
