import pMap from 'p-map'
import type { Code } from '#contract/codes'
import { NEEDS_SIGN_IN } from '#contract/job'
import { cover, type Rectangle, splitInTwo } from '#contract/rectangles'
import type { Access } from '../../access/access.ts'
import type { CloudCache } from '../../access/cloud-cache.ts'
import type { Credentials } from '../../auth/credentials.ts'
import { type Clock, CloudFailure, type Driver, type Identity } from '../../cloud/driver.ts'
import type { GrantStore } from '../../store/grants.ts'
import type { RunStore } from '../../store/runs/run-store.ts'
import { revokeIdleGrants } from '../grants/revoke-grants.ts'
import type { RunPair } from '../model/run.ts'
import { JobStopped } from '../model/run.ts'
import { CALLS, type CallEnd, type CallTools } from './call-tools.ts'
import { followCall, sendCall } from './cloud-call.ts'
import { endStopped } from './end-stopped.ts'
import { createOpenPairs } from './open-pairs.ts'
import { createReader } from './read-round.ts'
import { isStop, leaveAfter } from './stopping.ts'
import { delayAfter, MAX_TRIES, mostUrgent } from './transient-failure.ts'
import { createWhoEnds } from './who-ends.ts'

/** What the run of a job works with. */
export type RunTools = {
  driver: Driver
  runs: RunStore
  grants: GrantStore
  access: Access
  cloudCache: CloudCache
  credentials: Credentials
  clock: Clock
  /** Hears, before the job says so, that its user is not signed in: the next sign-in is to run it again. */
  onNobody(): void
  /** Throws once nothing may be sent for the job any more, as its lease has run out. */
  check(): void
  /** Tells the log why the job cannot go on for now. */
  onTransientFailure(failure: CloudFailure): void
  signal: AbortSignal
  /** Is aborted when somebody stops the job, by whoever hears of it first. */
  stop: AbortController
  /** Who stopped it, where that was asked for at this gateway. */
  stopper(): Identity | null
}

/** Ends the run of a job that waits for a sign-in. */
export class NobodySignedIn extends Error {
  override readonly name = 'NobodySignedIn'
}

/**
 * How many refused calls one run makes again in two parts: enough to find a few bad pairs among thousands,
 * and soon over when the cloud refuses everything.
 */
const SPLITS = 40

/**
 * Runs a job to its end. Rejects when the signal is aborted, the lease is lost, or the job's user must sign
 * in (`NobodySignedIn`); then the job can be run again later.
 *
 * Every round does the same: watch the calls that are under way, read the members of each image that still
 * has open pairs, settle what they show, refuse what is impossible, send the rest. So a first run, a run
 * after a crash, with a new token, or after an outage of the cloud are one and the same, and nothing is ever
 * sent without having read the members before. A stop ends the rounds, whatever they wait for (`endStopped`).
 */
export async function runJob(id: string, tools: RunTools): Promise<void> {
  const { driver, runs, access, cloudCache, credentials, clock, signal, stop } = tools
  const job = await runs.load(id)
  if (job.stopping) stop.abort(new JobStopped())
  /** What a run does until it is stopped, and the calls that it then still follows. */
  const until = AbortSignal.any([signal, stop.signal])
  const over = new AbortController()
  const leave = leaveAfter(stop.signal, { clock, signal, over: over.signal })
  const pairs = createOpenPairs(job)
  const read = createReader({ ...tools, job, pairs, signal: until })
  let underWay = job.calls
  let callTries = 0
  let failuresInARow = 0
  let refusalsInARow = 0
  let waiting = false
  let actor = job.actor
  let planned = false
  const common = {
    job,
    pairs,
    driver,
    runs,
    access,
    clock,
    stop,
    check() {
      stop.signal.throwIfAborted()
      tools.check()
    },
    signal: leave,
    splits: { left: SPLITS },
    onAccepted: () => {
      callTries = 0
      failuresInARow = 0
    },
  }
  await runs.begin(job.seq)
  // What was read for screens may be older than the job: an image may have become active, or full.
  cloudCache.forget(job.projectId)

  const wait = async (problem: { code: Code; message: string }) => {
    waiting = true
    await runs.wait(job.seq, problem)
  }

  /** Leaves the job until its user has signed in, or somebody else has taken it over. */
  const waitForSignIn = async (): Promise<never> => {
    stop.signal.throwIfAborted()
    tools.onNobody()
    await wait({
      code: NEEDS_SIGN_IN,
      message: `Waits for ${actor.name || actor.id} to sign in to the project. Then it goes on by itself.`,
    })
    throw new NobodySignedIn()
  }

  const recover = async (failure: CloudFailure, who: Identity | null) => {
    tools.onTransientFailure(failure)
    if (failure.status === 401 && who) {
      refusalsInARow += 1
      await credentials.refuse(id, who, refusalsInARow > 1)
      // Twice in a row: the cloud may say that the token is valid, but takes no call with it.
      if (refusalsInARow > 1) await waitForSignIn()
      return
    }
    failuresInARow += 1
    await wait({ code: failure.code, message: failure.message })
    await clock.sleep(delayAfter(failure, failuresInARow), until)
  }

  /** Somebody who may act; null after a wait, as much may have changed meanwhile. */
  const identify = async (): Promise<Identity | null> => {
    try {
      const who = (await credentials.forJob(id)) ?? (await waitForSignIn())
      // Taken over while it ran: what is left is an attempt of its own.
      if (who.user.id !== actor.id) waiting = true
      actor = who.user
      return who
    } catch (error) {
      if (!(error instanceof CloudFailure)) throw error
      await recover(error, null)
      return null
    }
  }

  const sendAll = async () => {
    while (pairs.count() > 0 && !stop.signal.aborted) {
      const identity = await identify()
      if (!identity) continue
      const call = {
        ...common,
        who: identity,
        giveUp: callTries + 1 >= MAX_TRIES,
      }

      const followed = await pMap(underWay, (open) => followCall(open, call), CALLS)
      underWay = followed.flatMap((end) => end.underWay ?? [])
      const images = pairs.images()
      const stillInCalls = new Set(underWay.flatMap((open) => open.images))
      const { ready, withVault, failures } = await read(
        identity,
        images.filter((image) => !stillInCalls.has(image)),
      )
      if (ready.length > 0) refusalsInARow = 0
      if (ready.length > 0 && waiting) {
        waiting = false
        await runs.begin(job.seq)
      }
      if (!planned) await runs.savePlan(job.seq)
      planned = true
      const unsent = pairs.among(ready).filter((pair) => pair.state === 'waiting')
      const needsVault = ({ image }: RunPair) => job.vaultId !== null && withVault.includes(image)
      const plain = cover(
        unsent.filter((pair) => !needsVault(pair)),
        driver.capabilities.batch,
      )
      const inVault = cover(unsent.filter(needsVault), driver.capabilities.batch)
      const parts = await pMap(
        [...plain, ...inVault.map((rectangle) => ({ ...rectangle, vaultId: job.vaultId ?? undefined }))],
        (rectangle) => sendInParts(rectangle, call),
        CALLS,
      )
      const sent = parts.flat()
      underWay.push(...sent.flatMap((end) => end.underWay ?? []))

      const callFailures = [...followed, ...sent].flatMap((end) => end.transientFailure ?? [])
      if (callFailures.length > 0) callTries += 1
      const transientFailure = mostUrgent([...failures, ...callFailures])
      if (transientFailure) await recover(transientFailure, identity)
    }
  }

  const revokeGrants = async () => {
    for (let tries = 0; job.revokeGrants && tries < MAX_TRIES; ) {
      const who = await identify()
      if (!who) continue
      try {
        await revokeIdleGrants({ ...tools, job, signal: leave }, who)
        break
      } catch (error) {
        if (!(error instanceof CloudFailure)) throw error
        tries += 1
        await recover(error, who)
      }
    }
  }

  const unlessStopped = (error: unknown) => {
    if (signal.aborted || !isStop(error)) throw error
  }
  await sendAll().catch(unlessStopped)
  // After a stop the remaining grants are left as they are, which is stored with the job.
  if (pairs.count() === 0) await revokeGrants().catch(unlessStopped)
  else {
    const whoEnds = createWhoEnds(id, credentials, tools.stopper)
    await endStopped({ ...common, ...whoEnds, signal, leave, giveUp: true }, underWay)
  }
  over.abort()
  await runs.finish(job.seq)
  cloudCache.forget(job.projectId)
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
