import pMap from 'p-map'
import { cover, type Rectangle, splitInTwo } from '#contract/rectangles'
import { CloudFailure, type Identity } from '../../cloud/driver.ts'
import { revokeIdleGrants } from '../grants/revoke-grants.ts'
import type { RunPair } from '../model/run.ts'
import { CALLS, type CallEnd, type CallTools } from './call-tools.ts'
import { followCall, sendCall } from './cloud-call.ts'
import { endStopped } from './end-stopped.ts'
import { readRound } from './read-round.ts'
import { identify, recover } from './recover.ts'
import { beginRun, type ReadImage, type Run, type RunTools } from './run-state.ts'
import { isStop } from './stopping.ts'
import { MAX_TRIES, mostUrgent } from './transient-failure.ts'
import { createWhoEnds } from './who-ends.ts'

/**
 * Runs a job to its end. Rejects when the signal is aborted, the lease is lost, or the job's user must sign
 * in (`NobodySignedIn`); then the job can be run again later.
 *
 * Every round does the same, so a first run, a run after a crash, with a new token, or after an outage of the
 * cloud are one and the same. A stop ends the rounds, whatever they wait for (`endStopped`).
 */
export async function runJob(id: string, tools: RunTools): Promise<void> {
  const run = await beginRun(id, tools)
  const { job, pairs, runs, cloudCache, credentials, signal } = run
  const unlessStopped = (error: unknown) => {
    if (signal.aborted || !isStop(error)) throw error
  }
  await sendAll(run).catch(unlessStopped)
  // After a stop the remaining grants are left as they are, which is stored with the job.
  if (pairs.count() === 0) await closing(run).catch(unlessStopped)
  else {
    const whoEnds = createWhoEnds(id, credentials, run.stopper)
    await endStopped({ ...callTools(run), ...whoEnds, signal, leave: run.leave }, run.underWay)
  }
  run.over.abort()
  await runs.finish(job.seq)
  cloudCache.forget(job.projectId)
}

async function sendAll(run: Run): Promise<void> {
  while (run.pairs.count() > 0 && !run.stop.signal.aborted) {
    const who = await identify(run)
    if (who) await doRound(run, who)
  }
}

/**
 * One round: watches the calls that are under way, reads the members of each other image with open pairs,
 * settles what they show, refuses what is impossible, and sends the rest. So nothing is ever sent without
 * having read the members before.
 */
async function doRound(run: Run, who: Identity): Promise<void> {
  const call: CallTools = { ...callTools(run), who, giveUp: run.callTries + 1 >= MAX_TRIES }
  const watched = await pMap(run.underWay, (open) => followCall(open, call), CALLS)
  run.underWay = watched.flatMap((end) => end.underWay ?? [])

  const { ready, failures } = await readRound(run, who)
  await tellProgress(run, ready)

  const sent = await sendReady(run, ready, call)
  run.underWay.push(...sent.flatMap((end) => end.underWay ?? []))

  const callFailures = [...watched, ...sent].flatMap((end) => end.transientFailure ?? [])
  if (callFailures.length > 0) run.callTries += 1
  const failure = mostUrgent([...failures, ...callFailures])
  if (failure) await recover(run, failure, who)
}

/** Tells with the job that it goes on, and after its first read what is left to be sent. */
async function tellProgress(run: Run, ready: readonly ReadImage[]): Promise<void> {
  const { job, runs } = run
  if (ready.length > 0) {
    run.refusalsInARow = 0
    if (run.isWaiting) await runs.begin(job.seq)
    run.isWaiting = false
  }
  if (!run.isPlanned) await runs.savePlan(job.seq)
  run.isPlanned = true
}

/**
 * Sends the waiting pairs of these images in few calls. Images that need the job's vault have calls of their
 * own, as a call has one vault for all of its images.
 */
async function sendReady(
  { job, pairs, driver }: Run,
  ready: readonly ReadImage[],
  call: CallTools,
): Promise<CallEnd[]> {
  const inVault = new Set(ready.filter(({ members }) => members.takesVault).map(({ image }) => image))
  const needsVault = ({ image }: RunPair) => job.vaultId !== null && inVault.has(image)
  const unsent = pairs.among(ready.map(({ image }) => image)).filter(({ state }) => state === 'waiting')
  const { batch } = driver.capabilities
  const plain = cover(
    unsent.filter((pair) => !needsVault(pair)),
    batch,
  )
  const withVault = cover(unsent.filter(needsVault), batch).map((rectangle) => ({
    ...rectangle,
    vaultId: job.vaultId ?? undefined,
  }))
  const parts = await pMap([...plain, ...withVault], (rectangle) => sendInParts(rectangle, call), CALLS)
  return parts.flat()
}

/** Sends a rectangle in one call, and in ever smaller ones where the cloud refuses it as a whole. */
async function sendInParts(
  rectangle: Rectangle & { vaultId?: string | undefined },
  tools: CallTools,
): Promise<CallEnd[]> {
  const end = await sendCall(rectangle, tools)
  if (!end.splitsAgain) return [end]
  const [first, second] = splitInTwo(rectangle)
  return [...(await sendInParts(first, tools)), ...(await sendInParts(second, tools))]
}

/** What a stop does once its pairs are settled: it takes back grants, and reads what its projects still have. */
async function closing(run: Run): Promise<void> {
  const { job, leave, access, runs } = run
  if (job.revokeGrants) await tryOften(run, (who) => revokeIdleGrants({ ...run, signal: leave }, who))
  if (job.proves)
    await tryOften(run, async (who) => {
      const read = await access.readProof(who, job.projects, run.until)
      await runs.saveProof(job.seq, { ...read, user: who.user })
    })
}

/** Tries something with the rights of the job a few times. */
async function tryOften(run: Run, act: (who: Identity) => Promise<void>): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; ) {
    const who = await identify(run)
    if (!who) continue
    try {
      await act(who)
      return
    } catch (error) {
      if (!(error instanceof CloudFailure)) throw error
      tries += 1
      await recover(run, error, who)
    }
  }
}

/** What all calls of a run work with. */
const callTools = (run: Run): Omit<CallTools, 'who' | 'giveUp'> => ({
  ...run,
  signal: run.leave,
  check() {
    run.stop.signal.throwIfAborted()
    run.check()
  },
  onAccepted() {
    run.callTries = 0
    run.failuresInARow = 0
  },
})
