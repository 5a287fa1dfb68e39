import { ANSWERED } from '#contract/job'
import type { Access } from '../../access/access.ts'
import {
  type BatchEvent,
  type Clock,
  CloudFailure,
  type Driver,
  type Identity,
  type PairIds,
} from '../../cloud/driver.ts'
import type { OpenCall, RunJob, RunPair, RunStore } from '../../store/runs.ts'
import type { Rectangle } from '../rectangles.ts'
import { type CallResult, endCall, takeClaims, type WasSent } from './call-claims.ts'
import { chunks } from './chunks.ts'
import { leaveCall } from './leave-call.ts'
import type { OpenPairs } from './open-pairs.ts'
import { heedStop, isStop } from './stopping.ts'
import { isTransient } from './transient-failure.ts'

/** What a call of a running job works with. */
export type CallTools = {
  job: RunJob
  pairs: OpenPairs
  driver: Driver
  runs: RunStore
  access: Access
  clock: Clock
  who: Identity
  /** Ends with the run, and some time after a stop: calls under way are left then. */
  signal: AbortSignal
  /** Aborted once somebody has stopped the job. */
  stop: AbortController
  /** Throws once nothing may be sent any more: with a lease that is lost, or the reason of `stop`. */
  check(): void
  /** A failure that may pass counts as the call's result, because it has been tried often enough. */
  giveUp: boolean
  /** How many refused calls may yet be made again in two splitInTwo. */
  splits: { left: number }
  onAccepted(): void
}

/**
 * How a call was left. `transientFailure`: why it has no result yet; `underWay`: the cloud still works on it; `splitsAgain`: it was
 * refused as a whole, and its pairs are to be sent in two calls.
 */
export type CallEnd = { transientFailure?: CloudFailure; underWay?: OpenCall; splitsAgain?: true }

/** Results stored at once. That the cloud took a call, or has ended it, is stored without delay. */
const CHUNK = { size: 500, lingerMs: 100, urgent: ({ kind }: BatchEvent) => kind !== 'pair' }

/** Calls of one job at a time. All of them are waited for, so that nothing is written after the run has ended. */
export const CALLS = { concurrency: 4, stopOnError: false }

/**
 * Stores a call with its pairs, makes it, and sees it through; does nothing once the job was stopped. `vaultId`: of an
 * answer that needs one.
 */
export async function sendCall(
  { images, projects, vaultId }: Rectangle & { vaultId?: string | undefined },
  tools: CallTools,
): Promise<CallEnd> {
  try {
    return await send({ images, projects, vaultId }, tools)
  } catch (error) {
    if (isStop(error)) return {}
    throw error
  }
}

async function send(
  { images, projects, vaultId }: Rectangle & { vaultId?: string | undefined },
  tools: CallTools,
): Promise<CallEnd> {
  const { job, pairs, driver, runs, who, signal, check } = tools
  signal.throwIfAborted()
  check()
  const { calls, sendsSinglePairs } = driver.capabilities
  const { method, path } = calls[job.action]
  const marksPairs = !sendsSinglePairs
  const opened = { method, path, images, projects, marksPairs, user: who.user }
  const n = await runs.openCall(job.seq, opened).catch(heedStop(tools.stop))
  const before = pairs.among(images, projects)
  if (marksPairs) pairs.put(before.map(asSent))
  const call: OpenCall = { n, images, projects, cloudJobId: null }
  const batch = batchOf(job, call)
  const admit = async (ids: readonly PairIds[]) => {
    const admitted = ids.flatMap(({ image, project }) => pairs.find(image, project) ?? []).map(asSent)
    await runs.markSent(job.seq, admitted).catch(heedStop(tools.stop))
    pairs.put(admitted)
  }
  const how = { signal, check, admit }
  const change = () => {
    const { action, makeShared } = job
    if (action === 'share') return driver.share(who, { ...batch, makeShared }, how)
    if (action === 'unshare') return driver.unshare(who, batch, how)
    const answer = { images: batch.images, status: ANSWERED[action], ...(vaultId && { vaultId }) }
    return driver.answer(who, answer, how)
  }
  return watch(call, change(), tools, before)
}

const asSent = (pair: RunPair): RunPair => ({
  ...pair,
  state: 'sent',
  wasSent: true,
  claim: null,
  present: null,
  code: null,
  message: null,
  unproven: false,
})

/** Sees a call through that was made before a restart or with a token that has died since. */
export async function followCall(call: OpenCall, tools: CallTools): Promise<CallEnd> {
  const { job, driver, runs, who, signal } = tools
  if (call.cloudJobId !== null)
    return watch(call, driver.follow(who, batchOf(job, call), call.cloudJobId, signal), tools)
  // Nobody knows whether the cloud took it. Its pairs are read and, where missing, sent again.
  await runs.closeCall(job.seq, call.n, { status: 'interrupted', code: null, message: null }, [])
  return {}
}

const batchOf = (job: RunJob, call: OpenCall) => ({
  images: call.images.map((at) => job.images[at] ?? ''),
  projects: call.projects.map((at) => job.projects[at] ?? ''),
})

/** `before`: the call's pairs as they were before it, unless it was made by an earlier run. */
async function watch(
  call: OpenCall,
  events: AsyncIterable<BatchEvent>,
  tools: CallTools,
  before?: readonly RunPair[],
): Promise<CallEnd> {
  const { job, runs } = tools
  const sentBefore = new Set(before?.filter(({ wasSent }) => wasSent).map(keyOf))
  const wasSent: WasSent = (pair) => !before || sentBefore.has(keyOf(pair))
  try {
    let verdict: CallResult = LOST
    for await (const chunk of chunks(events, { ...CHUNK, clock: tools.clock })) {
      for (const event of chunk) {
        if (event.kind === 'accepted') {
          call.cloudJobId = event.cloudJobId
          await runs.accepted(job.seq, call.n, event)
          tools.onAccepted()
        } else if (event.kind === 'ended') verdict = event
        else if (event.kind === 'began') {
          call.beganAt = event.at
          call.isFirst = before !== undefined && sentBefore.size === 0
        }
      }
      await takeClaims(call, chunk, tools, wasSent)
    }
    return await endCall(call, verdict, tools)
  } catch (error) {
    if (isStop(error)) return leaveCall(call, tools, before)
    if (!(error instanceof CloudFailure)) throw error
    return interrupt(call, error, tools, before)
  }
}

const keyOf = ({ image, project }: RunPair) => `${image} ${project}`

/** What becomes of a call that has failed as a whole. */
async function interrupt(
  call: OpenCall,
  error: CloudFailure,
  tools: CallTools,
  before?: readonly RunPair[],
): Promise<CallEnd> {
  const { job, pairs, runs, splits, driver, stop } = tools
  const { code, message, requestId } = error
  const isWhole = call.cloudJobId === null && !driver.capabilities.sendsSinglePairs
  // One that was certainly not carried out leaves its pairs as they were.
  const asBefore = before && isWhole && error.isDefinite ? before : []
  pairs.put(asBefore)
  if (isWhole && before && isRefused(error) && before.length > 1 && splits.left > 0) {
    splits.left -= 1
    const again = error.isDefinite ? before : before.map((pair) => ({ ...pair, wasSent: true }))
    pairs.put(again)
    await runs.closeCall(job.seq, call.n, { status: 'failed', code, message, requestId }, again)
    return { splitsAgain: true }
  }
  // Once the job was stopped, a call that may have been carried out is not made again either.
  const isLast = isWhole && stop.signal.aborted && !error.isDefinite
  if (tools.giveUp || isLast || !isTransient(error, 'change'))
    return endCall(call, { outcome: 'failed', code, message, requestId }, tools)
  if (call.cloudJobId !== null) return { transientFailure: error, underWay: call }
  await runs.closeCall(job.seq, call.n, { status: 'interrupted', code, message, requestId }, asBefore)
  return { transientFailure: error }
}

/**
 * Whether one pair of several may be the reason: no document tells which checks come before the job, nor how many IDs
 * one call may have.
 */
const isRefused = (failure: CloudFailure) =>
  failure.status >= 400 && failure.status < 500 && !isTransient(failure, 'change')

const LOST: CallResult = {
  outcome: 'failed',
  code: 'CONSOLE.LOST',
  message: 'The cloud never told how the call ended.',
}
