import { itemAt } from '#contract/item-at'
import { ANSWERED } from '#contract/job'
import type { Rectangle } from '#contract/rectangles'
import { type BatchEvent, CloudFailure, type PairIds } from '../../cloud/driver.ts'
import type { OpenCall, RunJob, RunPair } from '../model/run.ts'
import { interruptCall, leaveCall } from './broken-call.ts'
import { type CallResult, endCall, takeClaims, type WasSent } from './call-claims.ts'
import type { CallEnd, CallTools } from './call-tools.ts'
import { chunks } from './chunks.ts'
import { heedStop, isStop } from './stopping.ts'

/** How results are stored together. That the cloud took a call, or has ended it, is stored without delay. */
const CHUNK = { size: 500, lingerMs: 100, urgent: ({ kind }: BatchEvent) => kind !== 'pair' }

/**
 * Stores a call with its pairs, makes it, and follows it to its end; does nothing once the job was stopped.
 * `vaultId`: for an answer that needs one.
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

/** Follows a call that was made before a restart, or with a token that has expired since. */
export async function followCall(call: OpenCall, tools: CallTools): Promise<CallEnd> {
  const { job, driver, runs, who, signal } = tools
  if (call.cloudJobId !== null)
    return watch(call, driver.follow(who, batchOf(job, call), call.cloudJobId, signal), tools)
  // Nobody knows whether the cloud took it. Its pairs are read and, where missing, sent again.
  await runs.closeCall(job.seq, call.n, { status: 'interrupted', code: null, message: null }, [])
  return {}
}

const batchOf = (job: RunJob, call: OpenCall) => ({
  images: call.images.map((at) => itemAt(job.images, at)),
  projects: call.projects.map((at) => itemAt(job.projects, at)),
})

/** `before`: the call's pairs as they were before it, unless it was made by an earlier run. */
async function watch(
  call: OpenCall,
  events: AsyncIterable<BatchEvent>,
  tools: CallTools,
  before?: readonly RunPair[],
): Promise<CallEnd> {
  const sentBefore = new Set(before?.filter(({ wasSent }) => wasSent).map(keyOf))
  const wasSent: WasSent = (pair) => !before || sentBefore.has(keyOf(pair))
  const isFirst = before !== undefined && sentBefore.size === 0
  try {
    let result: CallResult = LOST
    for await (const chunk of chunks(events, { ...CHUNK, clock: tools.clock })) {
      for (const event of chunk) {
        await noteStart(call, event, { tools, isFirst })
        if (event.kind === 'ended') result = event
      }
      await takeClaims(call, chunk, tools, wasSent)
    }
    return await endCall(call, result, tools)
  } catch (error) {
    if (isStop(error)) return leaveCall(call, tools, before)
    if (!(error instanceof CloudFailure)) throw error
    return interruptCall(call, error, tools, before)
  }
}

/** Notes that the cloud took a call, and when it began with it. */
async function noteStart(
  call: OpenCall,
  event: BatchEvent,
  { tools, isFirst }: { tools: CallTools; isFirst: boolean },
): Promise<void> {
  if (event.kind === 'accepted') {
    call.cloudJobId = event.cloudJobId
    await tools.runs.accepted(tools.job.seq, call.n, event)
    tools.onAccepted()
  } else if (event.kind === 'began') {
    call.beganAt = event.at
    call.isFirst = isFirst
  }
}

const keyOf = ({ image, project }: RunPair) => `${image} ${project}`

const LOST: CallResult = {
  outcome: 'failed',
  code: 'CONSOLE.LOST',
  message: 'The cloud never told how the call ended.',
}
