import pMap from 'p-map'
import { itemAt } from '#contract/item-at'
import { isAnswer } from '#contract/job'
import type { OpenCall, RunPair } from '../model/run.ts'
import { readingOf } from '../settle.ts'
import { CALLS, type CallTools } from './call-tools.ts'
import { followCall } from './cloud-call.ts'
import { savePairs } from './open-pairs.ts'
import { settleStopped } from './settle-stopped.ts'
import { isStop, leaveAfter } from './stopping.ts'
import { delayAfter, isTransient, mostUrgent } from './transient-failure.ts'
import type { WhoEnds } from './who-ends.ts'

/**
 * What the end of a stopped job works with. `leave`: aborted when calls under way are not followed any
 * longer.
 */
export type EndTools = Omit<CallTools, 'who' | 'giveUp'> & WhoEnds & { leave: AbortSignal }

/** Images whose members are read in one go. */
const IMAGES = 64

/**
 * Ends a job that somebody stopped. Calls under way are followed until `leave`, then left. The members of
 * every image that was part of a call are read back, and each open pair gets its result: the members decide
 * about those that were sent, all others were not sent. A cloud that tells nothing for `STOP_MS` is not
 * waited for.
 */
export async function endStopped(tools: EndTools, underWay: readonly OpenCall[]): Promise<void> {
  const { job, pairs, runs } = tools
  const left = await followCalls(tools, underWay)
  for (const { n } of left) await runs.closeCall(job.seq, n, LEFT, [])
  const sent = pairs.images().filter((image) => pairs.among([image]).some(({ wasSent }) => wasSent))
  const size = isAnswer(job.action) ? sent.length : IMAGES
  for (let at = 0; at < sent.length; at += size)
    // After so long without any answer, the other images are not waited for as well.
    if (!(await readBack(tools, sent.slice(at, at + size), left))) break
  await savePairs(
    tools,
    pairs.among(pairs.images()).map((pair) => settleStopped(job.action, pair, null)),
  )
}

const LEFT = {
  status: 'interrupted',
  code: 'CONSOLE.STOPPED',
  message: 'The job was stopped, and this call had not ended in time.',
} as const

/** Follows the calls under way as long as there is time; answers those that had not ended by then. */
async function followCalls(tools: EndTools, underWay: readonly OpenCall[]): Promise<readonly OpenCall[]> {
  let left = underWay
  while (left.length > 0) {
    const who = await tools.identify()
    if (!who) return left
    const callTools = { ...tools, signal: tools.leave, who, giveUp: true }
    const ends = await pMap(left, (call) => followCall(call, callTools), CALLS)
    left = ends.flatMap(({ underWay }) => underWay ?? [])
    if (!ends.some(({ transientFailure }) => transientFailure?.status === 401)) return left
    await tools.reject(who)
  }
  return left
}

/** Settles what the members of these images show. Answers whether the cloud answered for any of them. */
async function readBack(
  tools: EndTools,
  images: readonly number[],
  left: readonly OpenCall[],
): Promise<boolean> {
  const { job, pairs, access, clock, stop } = tools
  const over = new AbortController()
  const signal = leaveAfter(stop.signal, { clock, signal: tools.signal, over: over.signal })
  const sets = left.map((call) => ({ call, images: new Set(call.images), projects: new Set(call.projects) }))
  const callOf = ({ image, project }: RunPair) =>
    sets.find(({ images, projects }) => images.has(image) && projects.has(project))?.call
  let hasAnswered = false
  try {
    for (let tries = 1; ; tries++) {
      const who = await tools.identify()
      if (!who) return hasAnswered
      const open = images.filter((image) => pairs.among([image]).length > 0)
      const ids = open.map((at) => itemAt(job.images, at))
      const readings = await access.readFor(job.action, who, ids, signal)
      const final = [...readings.entries()].filter(
        ([, members]) => !('failure' in members && isTransient(members.failure, 'read')),
      )
      hasAnswered ||= final.length > 0
      const settled = final.flatMap(([at, members]) =>
        pairs.among([itemAt(open, at)]).map((pair) => {
          const reading = readingOf(job.action, members, itemAt(job.projects, pair.project))
          return settleStopped(job.action, pair, reading, callOf(pair))
        }),
      )
      await savePairs(tools, settled)
      const transientFailure = mostUrgent(
        readings.flatMap((members) =>
          'failure' in members && isTransient(members.failure, 'read') ? [members.failure] : [],
        ),
      )
      if (!transientFailure) return true
      if (transientFailure.status === 401) await tools.reject(who)
      else await clock.sleep(delayAfter(transientFailure, tries), signal)
    }
  } catch (error) {
    if (tools.signal.aborted || !isStop(error)) throw error
    return hasAnswered
  } finally {
    over.abort()
  }
}
