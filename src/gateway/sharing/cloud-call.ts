import { ANSWERED, STOPPED } from '#contract/job'
import { type BatchEvent, type Clock, CloudFailure, type Driver, type Identity } from '../drivers/driver.ts'
import { readFor } from '../read-members.ts'
import type { OpenCall, RunJob, RunPair, RunStore } from '../store/runs.ts'
import type { Rectangle } from './batches.ts'
import { chunks } from './chunks.ts'
import type { OpenPairs } from './open-pairs.ts'
import { mayPass } from './setback.ts'
import { readingOf, settle, wantsPresent } from './settle.ts'
import { isStop } from './stopping.ts'

/** What a call of a running job works with. */
export type CallTools = {
  job: RunJob
  pairs: OpenPairs
  driver: Driver
  runs: RunStore
  clock: Clock
  who: Identity
  /** Ends with the run, and some time after a stop: calls under way are left then. */
  signal: AbortSignal
  /** Aborted once somebody has stopped the job: no call is made any more. */
  stop: AbortController
  /** A failure that may pass counts as the call's result, because it has been tried often enough. */
  giveUp: boolean
  /** How many refused calls may yet be made again in two halves. */
  splits: { left: number }
  onAccepted(): void
}

/**
 * How a call was left. `setback`: why it has no result yet; `underWay`: the cloud still works on it; `halve`: it was
 * refused as a whole, and its pairs are to be sent in two calls.
 */
export type CallEnd = { setback?: CloudFailure; underWay?: OpenCall; halve?: true }

/** The cloud's last word on a call. */
type Verdict =
  | { outcome: 'success' }
  | { outcome: 'failed'; code: string; message: string; requestId?: string | null }

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
  const { job, pairs, driver, who, signal, stop } = tools
  if (stop.signal.aborted) return {}
  signal.throwIfAborted()
  const n = await open(tools, { images, projects })
  if (n === null) return {}
  const before = pairs.among(images, projects)
  pairs.put(before.map((pair) => ({ ...pair, state: 'sent', wasSent: true })))
  const call: OpenCall = { n, images, projects, cloudJobId: null }
  const batch = batchOf(job, call)
  const change = () => {
    const { action, makeShared } = job
    if (action === 'share') return driver.share(who, { ...batch, makeShared }, signal, stop.signal)
    if (action === 'unshare') return driver.unshare(who, batch, signal, stop.signal)
    const answer = { images: batch.images, status: ANSWERED[action], ...(vaultId && { vaultId }) }
    return driver.answer(who, answer, signal, stop.signal)
  }
  return watch(call, change(), tools, before)
}

/** Stores that a call is about to be made; null, and a stop of this run, where the store knows of a stop already. */
async function open({ job, driver, runs, who, stop }: CallTools, { images, projects }: Rectangle) {
  try {
    const { method, path } = driver.capabilities.calls[job.action]
    return await runs.openCall(job.seq, { method, path, images, projects, user: who.user })
  } catch (error) {
    if (!isStop(error)) throw error
    stop.abort(error)
    return null
  }
}

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
  const { job, runs, giveUp } = tools
  const isFirst = before?.every((pair) => !pair.wasSent) ?? false
  try {
    let verdict: Verdict = LOST
    for await (const chunk of chunks(events, { ...CHUNK, clock: tools.clock })) {
      for (const event of chunk) {
        if (event.kind === 'accepted') {
          call.cloudJobId = event.cloudJobId
          await runs.accepted(job.seq, call.n, event)
          tools.onAccepted()
        } else if (event.kind === 'ended') verdict = event
        else if (event.kind === 'began' && isFirst) call.beganAt = event.at
      }
      await takeClaims(call, chunk, tools, isFirst)
    }
    return await end(call, verdict, tools)
  } catch (error) {
    if (isStop(error)) return leave(call, tools, before)
    if (!(error instanceof CloudFailure)) throw error
    if (before && isRefusedWhole(call, error) && tools.splits.left > 0)
      return takeBack(call, error, tools, before)
    if (giveUp || isLast(call, tools) || !mayPass(error, 'change')) {
      const { code, message, requestId } = error
      return end(call, { outcome: 'failed', code, message, requestId }, tools)
    }
    if (call.cloudJobId !== null) return { setback: error, underWay: call }
    const { code, message, requestId } = error
    await runs.closeCall(job.seq, call.n, { status: 'interrupted', code, message, requestId }, [])
    return { setback: error }
  }
}

/** Whether the cloud has nothing of the call that could be followed, and it is not made again as the job was stopped. */
const isLast = ({ cloudJobId }: OpenCall, { stop }: CallTools) => cloudJobId === null && stop.signal.aborted

/** Leaves a call as the job was stopped: the cloud may still work on it, or the driver has made only a part of it. */
async function leave(
  call: OpenCall,
  { job, pairs, runs, signal }: CallTools,
  before: readonly RunPair[] | undefined,
): Promise<CallEnd> {
  if (!before || signal.aborted) return { underWay: call }
  // Of each pair that was sent something was told.
  const unsent = before.filter(({ image, project }) =>
    pairs.among([image], [project]).some(({ claim }) => claim === null),
  )
  pairs.put(unsent)
  const end = { status: 'stopped', code: STOPPED, message: 'The job was stopped before all of it was sent.' }
  await runs.closeCall(job.seq, call.n, end, unsent)
  return {}
}

/**
 * Whether one pair of several may be the reason: no document tells which checks come before the job, nor how many IDs
 * one call may have.
 */
const isRefusedWhole = ({ images, projects, cloudJobId }: OpenCall, failure: CloudFailure) =>
  cloudJobId === null &&
  images.length * projects.length > 1 &&
  failure.status >= 400 &&
  failure.status < 500 &&
  !mayPass(failure, 'change')

/** Stores that a call was refused, and that its pairs are as they were. */
async function takeBack(
  call: OpenCall,
  { code, message, requestId }: CloudFailure,
  { job, pairs, runs, splits }: CallTools,
  before: readonly RunPair[],
): Promise<CallEnd> {
  splits.left -= 1
  pairs.put(before)
  await runs.closeCall(job.seq, call.n, { status: 'failed', code, message, requestId }, before)
  return { halve: true }
}

const LOST: Verdict = {
  outcome: 'failed',
  code: 'CONSOLE.LOST',
  message: 'The cloud never told how the call ended.',
}

/** Stores what the cloud says about single pairs, and confirms the images about which it has said everything. */
async function takeClaims(
  call: OpenCall,
  events: readonly BatchEvent[],
  tools: CallTools,
  isFirst: boolean,
): Promise<void> {
  const { job, pairs, runs, clock } = tools
  const claimed: RunPair[] = []
  for (const event of events) {
    if (event.kind !== 'pair') continue
    const pair = pairs.find(event.image, event.project)
    if (pair?.state !== 'sent') continue
    if (event.outcome === 'failed')
      claimed.push({ ...pair, claim: 'failed', code: event.code, message: event.message })
    // Nothing of ours was under way before: somebody else was quicker, and an undo must leave the pair alone.
    else if (event.wasThere && isFirst) {
      const present = wantsPresent(job.action)
      claimed.push({ ...pair, claim: 'success', state: 'unchanged', present, readAt: clock.now() })
    } else claimed.push({ ...pair, claim: 'success' })
  }
  if (claimed.length === 0) return
  pairs.put(claimed)
  await runs.savePairs(job.seq, claimed)
  const complete = [...new Set(claimed.map((pair) => pair.image))].filter((image) =>
    pairs.among([image], call.projects).every((pair) => pair.claim !== null),
  )
  await readBack(complete, call, tools, (pair) => pair.state === 'done' || pair.state === 'failed')
}

/** Stores the last word, then reads the members of the images that are not settled yet: they decide. */
async function end(call: OpenCall, verdict: Verdict, tools: CallTools): Promise<CallEnd> {
  const { job, pairs, runs } = tools
  const unclaimed = pairs.among(call.images, call.projects).filter((pair) => pair.claim === null)
  const failure = verdict.outcome === 'failed' ? { code: verdict.code, message: verdict.message } : null
  const told = unclaimed.map(
    (pair): RunPair => (failure ? { ...pair, ...failure } : { ...pair, claim: 'success' }),
  )
  pairs.put(told)
  await runs.closeCall(
    job.seq,
    call.n,
    {
      status: verdict.outcome,
      code: failure?.code ?? null,
      message: failure?.message ?? null,
      ...(verdict.outcome === 'failed' && { requestId: verdict.requestId ?? null }),
    },
    told,
  )
  const open = call.images.filter((image) => pairs.among([image], call.projects).length > 0)
  await readBack(open, call, tools, () => true)
  return {}
}

/**
 * Reads the members of images and settles the call's pairs. Images that cannot be read are left to the next round.
 * `final`: which results are taken. Before the cloud's job has ended, a member that is missing may still come.
 */
async function readBack(
  images: readonly number[],
  call: OpenCall,
  tools: CallTools,
  final: (pair: RunPair) => boolean,
): Promise<void> {
  const { job, pairs, runs } = tools
  const ids = images.map((at) => job.images[at] ?? '')
  const settled: RunPair[] = []
  for (const [at, members] of (await read(job, tools, ids)).entries()) {
    if ('failure' in members) continue
    for (const pair of pairs.among([images[at] ?? -1], call.projects)) {
      const reading = readingOf(job.action, members, job.projects[pair.project] ?? '')
      const next = settle(job.action, pair, reading, call.beganAt)
      if (next !== pair && final(next)) settled.push(next)
    }
  }
  if (settled.length === 0) return
  pairs.put(settled)
  await runs.savePairs(job.seq, settled)
}

/** Nothing is read once the call was left: what ends the job does so. */
const read = (job: RunJob, tools: CallTools, ids: readonly string[]) =>
  readFor(job.action, tools, ids).catch((error: unknown) => {
    if (isStop(error)) return []
    throw error
  })
