import type { Code } from '#contract/codes'
import type { BatchEvent } from '../../cloud/driver.ts'
import type { OpenCall, RunPair } from '../../store/runs.ts'
import { readingOf, settle, wantsPresent } from '../settle.ts'
import type { CallEnd, CallTools } from './cloud-call.ts'
import { ignoreStop } from './stopping.ts'

/** The cloud's last word on a call. */
export type CallResult =
  | { outcome: 'success' }
  | { outcome: 'failed'; code: Code; message: string; requestId?: string | null }

/**
 * Whether a pair may have been sent before this call: then what this call finds out says nothing about whose doing it is. Of
 * a call of an earlier run nobody knows.
 */
export type WasSent = (pair: RunPair) => boolean

/** Stores what the cloud says about single pairs, and confirms the images about which it has said everything. */
export async function takeClaims(
  call: OpenCall,
  events: readonly BatchEvent[],
  tools: CallTools,
  wasSent: WasSent,
): Promise<void> {
  const { job, pairs, runs, clock } = tools
  const claimed: RunPair[] = []
  for (const event of events) {
    if (event.kind !== 'pair') continue
    const pair = pairs.find(event.image, event.project)
    if (pair?.state !== 'sent') continue
    if (event.outcome === 'untaken') claimed.push({ ...pair, state: 'waiting', wasSent: wasSent(pair) })
    else if (event.outcome === 'failed') {
      const mayCome = event.refused ? wasSent(pair) : true
      claimed.push({ ...pair, claim: 'failed', code: event.code, message: event.message, wasSent: mayCome })
    }
    // Nothing of ours was under way before: somebody else was quicker, and an undo must leave the pair alone.
    else if (event.by === 'others' && !wasSent(pair)) {
      const present = wantsPresent(job.action)
      claimed.push({ ...pair, claim: 'success', state: 'unchanged', present, readAt: clock.now() })
    } else claimed.push({ ...pair, claim: 'success', unproven: event.by !== undefined })
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
export async function endCall(call: OpenCall, verdict: CallResult, tools: CallTools): Promise<CallEnd> {
  const { job, pairs, runs } = tools
  const unclaimed = pairs.among(call.images, call.projects).filter((pair) => pair.claim === null)
  const failure = verdict.outcome === 'failed' ? { code: verdict.code, message: verdict.message } : null
  // Those that were never admitted have the result of the call all the same.
  const told = unclaimed.map(
    (pair): RunPair =>
      failure ? { ...pair, ...failure, state: 'sent' } : { ...pair, claim: 'success', state: 'sent' },
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
 * Reads the members of images and settles the call's pairs. Images that cannot be read are left to the next round, or to
 * the end of the job once it was stopped.
 * `final`: which results are taken. Before the cloud's job has ended, a member that is missing may still come.
 */
async function readBack(
  images: readonly number[],
  call: OpenCall,
  tools: CallTools,
  final: (pair: RunPair) => boolean,
): Promise<void> {
  const { job, pairs, runs, access, who, signal } = tools
  const ids = images.map((at) => job.images[at] ?? '')
  const settled: RunPair[] = []
  const readings = await access.readFor(job.action, who, ids, signal).catch(ignoreStop([]))
  for (const [at, members] of readings.entries()) {
    if ('failure' in members) continue
    for (const pair of pairs.among([images[at] ?? -1], call.projects)) {
      const reading = readingOf(job.action, members, job.projects[pair.project] ?? '')
      const next = settle(job.action, pair, reading, call)
      if (next !== pair && final(next)) settled.push(next)
    }
  }
  if (settled.length === 0) return
  pairs.put(settled)
  await runs.savePairs(job.seq, settled)
}
