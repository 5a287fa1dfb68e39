import type { CloudFailure } from '../../cloud/driver.ts'
import type { OpenCall, RunPair } from '../model/run.ts'
import { endCall } from './call-claims.ts'
import type { CallEnd, CallTools } from './call-tools.ts'
import { isTransient } from './transient-failure.ts'

/**
 * Leaves a call as the job was stopped. The cloud may still work on it; or nothing of it was sent, or not all
 * of its pairs: a driver that sends single pairs has told which.
 */
export async function leaveCall(
  call: OpenCall,
  { job, pairs, runs, signal, driver }: CallTools,
  before: readonly RunPair[] | undefined,
): Promise<CallEnd> {
  if (!before || signal.aborted) return { underWay: call }
  const asBefore = driver.capabilities.sendsSinglePairs ? [] : before
  pairs.put(asBefore)
  const end = {
    status: 'stopped',
    code: 'CONSOLE.STOPPED',
    message: 'The job was stopped before all of it was sent.',
  } as const
  await runs.closeCall(job.seq, call.n, end, asBefore)
  return {}
}

/** What becomes of a call that has failed as a whole. */
export async function interruptCall(
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
 * Whether one pair of several may be the reason: no document tells which checks come before the job, nor how
 * many IDs one call may have.
 */
const isRefused = (failure: CloudFailure) =>
  failure.status >= 400 && failure.status < 500 && !isTransient(failure, 'change')
