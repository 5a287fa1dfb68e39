import type { Clock } from '../../cloud/driver.ts'
import { JobStopped } from '../model/run.ts'

/**
 * After a stop, how long calls under way are followed, and how long unreadable members are tried again, in
 * ms.
 */
export const STOP_MS = 30_000

/** Whether a run was broken off by nothing but a stop. */
export const isStop = (error: unknown): boolean =>
  error instanceof JobStopped || (error instanceof AggregateError && error.errors.every(isStop))

/**
 * A signal that aborts with `signal`, or `STOP_MS` after `stop` with its reason: by then calls under way were
 * followed for long enough. `over` ends the wait for that.
 */
export function leaveAfter(
  stop: AbortSignal,
  { clock, signal, over }: { clock: Clock; signal: AbortSignal; over: AbortSignal },
): AbortSignal {
  const leave = new AbortController()
  const wait = () =>
    void clock.sleep(STOP_MS, AbortSignal.any([signal, over])).then(
      () => leave.abort(stop.reason),
      () => {},
    )
  if (stop.aborted) wait()
  else stop.addEventListener('abort', wait, { once: true, signal: over })
  return AbortSignal.any([signal, leave.signal])
}

/** For `catch`: when the store refuses something because of a stop, this run sends nothing more either. */
export const heedStop =
  (stop: AbortController) =>
  (error: unknown): never => {
    if (isStop(error)) stop.abort(error)
    throw error
  }

/** For `catch`: the value to use instead after a stop. */
export const ignoreStop =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (isStop(error)) return instead
    throw error
  }
