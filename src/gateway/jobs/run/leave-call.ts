import type { OpenCall, RunPair } from '../../store/runs.ts'
import type { CallEnd, CallTools } from './cloud-call.ts'

/**
 * Leaves a call as the job was stopped. The cloud may still work on it; or nothing of it was sent, or not all of its pairs:
 * a driver that sends single pairs has told which.
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
