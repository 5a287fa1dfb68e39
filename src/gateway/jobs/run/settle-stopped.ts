import type { JobAction } from '#contract/job'
import type { CallStart, RunPair } from '../model/run.ts'
import { type Reading, settle } from '../settle.ts'

/**
 * The result of a pair of a job that was stopped, from the members that were read afterwards (null: nobody
 * read them). One that was in no call is `unsent`, whatever the members show: the job is not to answer for
 * it. One that was sent is as the members show it; it is `unconfirmed` where nobody can know whether its call
 * is still to change something.
 */
export function settleStopped(
  action: JobAction,
  pair: RunPair,
  reading: Reading | null,
  call?: CallStart,
): RunPair {
  const read = reading !== null && !('failure' in reading)
  const seen = { present: read ? reading.present : null, readAt: read ? reading.at : null }
  if (!pair.wasSent) return { ...pair, ...seen, state: 'unsent', code: 'CONSOLE.STOPPED', message: UNSENT }
  if (read) {
    const settled = settle(action, pair, reading, call)
    return settled.state === 'waiting' || settled.state === 'sent'
      ? { ...pair, ...seen, state: 'unconfirmed', code: 'CONSOLE.STOPPED', message: UNKNOWN }
      : settled
  }
  if (pair.code !== null) return { ...pair, state: 'failed' }
  const why = reading === null ? '' : `: ${reading.failure.message}`
  const message = `${UNKNOWN} The members could not be read${why || '.'}`
  return { ...pair, ...seen, state: 'unconfirmed', code: 'CONSOLE.STOPPED', message }
}

const UNSENT = 'Not sent: the job was stopped before.'
const UNKNOWN = 'It was sent, and the job was stopped before it was known how its call ended.'
