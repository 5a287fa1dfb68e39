import type { Code } from '#contract/codes'
import { itemAt } from '#contract/item-at'
import { wantsPresent } from '#contract/job'
import type { BatchEvent } from '../../cloud/driver.ts'
import type { OpenCall, RunPair } from '../model/run.ts'
import { readingOf, settle } from '../settle.ts'
import type { CallEnd, CallTools } from './call-tools.ts'
import { savePairs } from './open-pairs.ts'
import { ignoreStop } from './stopping.ts'

/** How the cloud says that a call ended. */
export type CallResult =
  | { outcome: 'success' }
  | { outcome: 'failed'; code: Code; message: string; requestId?: string | null }

/**
 * Whether a pair may have been sent before this call. If so, what this call finds out does not say who made
 * it so. For a call of an earlier run the answer is always yes.
 */
export type WasSent = (pair: RunPair) => boolean

/**
 * Stores what the cloud says about single pairs, and reads back the images for which all pairs are reported.
 */
export async function takeClaims(
  call: OpenCall,
  events: readonly BatchEvent[],
  tools: CallTools,
  wasSent: WasSent,
): Promise<void> {
  const { pairs } = tools
  const claimed = events.flatMap((event) => {
    if (event.kind !== 'pair') return []
    const pair = pairs.find(event.image, event.project)
    return pair?.state === 'sent' ? [claimedBy(event, pair, { tools, wasSent: wasSent(pair) })] : []
  })
  if (claimed.length === 0) return
  await savePairs(tools, claimed)
  const complete = [...new Set(claimed.map((pair) => pair.image))].filter((image) =>
    pairs.among([image], call.projects).every((pair) => pair.claim !== null),
  )
  await readBack(complete, call, tools, (pair) => pair.state === 'done' || pair.state === 'failed')
}

/** A sent pair with what the cloud says about it. */
function claimedBy(
  event: Extract<BatchEvent, { kind: 'pair' }>,
  pair: RunPair,
  { tools, wasSent }: { tools: CallTools; wasSent: boolean },
): RunPair {
  if (event.outcome === 'untaken') return { ...pair, state: 'waiting', wasSent }
  if (event.outcome === 'failed') {
    const { code, message, refused } = event
    return { ...pair, claim: 'failed', code, message, wasSent: refused ? wasSent : true }
  }
  if (event.by !== 'others' || wasSent) return { ...pair, claim: 'success', unproven: event.by !== undefined }
  // This job had not sent the pair before: somebody else was quicker, and an undo must leave it alone.
  return {
    ...pair,
    claim: 'success',
    state: 'unchanged',
    present: wantsPresent(tools.job.action),
    readAt: tools.clock.now(),
  }
}

/** Stores how a call ended, then reads the members of the images that are not settled yet: they decide. */
export async function endCall(call: OpenCall, result: CallResult, tools: CallTools): Promise<CallEnd> {
  const { job, pairs, runs } = tools
  const unclaimed = pairs.among(call.images, call.projects).filter((pair) => pair.claim === null)
  const failure = result.outcome === 'failed' ? { code: result.code, message: result.message } : null
  // Pairs that were not reported one by one have the result of the call, also those that were never sent.
  const claimed = unclaimed.map(
    (pair): RunPair =>
      failure ? { ...pair, ...failure, state: 'sent' } : { ...pair, claim: 'success', state: 'sent' },
  )
  pairs.put(claimed)
  await runs.closeCall(
    job.seq,
    call.n,
    {
      status: result.outcome,
      code: failure?.code ?? null,
      message: failure?.message ?? null,
      ...(result.outcome === 'failed' && { requestId: result.requestId ?? null }),
    },
    claimed,
  )
  const open = call.images.filter((image) => pairs.among([image], call.projects).length > 0)
  await readBack(open, call, tools, () => true)
  return {}
}

/**
 * Reads the members of images and settles the call's pairs. Images that cannot be read are left to the next
 * round, or to the end of the job once it was stopped. `final`: which results are accepted. Before the
 * cloud's job has ended, a missing member may still come.
 */
async function readBack(
  images: readonly number[],
  call: OpenCall,
  tools: CallTools,
  final: (pair: RunPair) => boolean,
): Promise<void> {
  const { job, pairs, access, who, signal } = tools
  const ids = images.map((at) => itemAt(job.images, at))
  const settled: RunPair[] = []
  const readings = await access.readFor(job.action, who, ids, signal).catch(ignoreStop([]))
  for (const [at, members] of readings.entries()) {
    if ('failure' in members) continue
    for (const pair of pairs.among([itemAt(images, at)], call.projects)) {
      const reading = readingOf(job.action, members, itemAt(job.projects, pair.project))
      const next = settle(job.action, pair, reading, call)
      if (next !== pair && final(next)) settled.push(next)
    }
  }
  await savePairs(tools, settled)
}
