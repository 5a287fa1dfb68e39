import type { Clock } from '../../cloud/driver.ts'
import { JobStopped } from '../model/run.ts'

/** How long calls under way are followed after a stop, and how long members that cannot be read are asked for, in ms. */
export const STOP_MS = 30_000

/** Whether a run was broken off by nothing but a stop. */
export const isStop = (error: unknown): boolean =>
  error instanceof JobStopped || (error instanceof AggregateError && error.errors.every(isStop))

/**
 * A signal that ends with `signal`, or with the reason of `stop` `STOP_MS` after it: by then calls under way were
 * followed for long enough. `over` lets the clock go.
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

/** For `catch`: what the store refuses because of a stop ends the sending of this run as well. */
export const heedStop =
  (stop: AbortController) =>
  (error: unknown): never => {
    if (isStop(error)) stop.abort(error)
    throw error
  }

/** For `catch`: after a stop there is this instead. */
export const ignoreStop =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (isStop(error)) return instead
    throw error
  }
