import type { ChangeOptions, Clock, PairIds } from './driver.ts'
import type { Pace } from './pace.ts'

/** The requests of one change, each made only as long as that is wanted. */
export function createSending(
  { signal, stop, admit, check }: ChangeOptions,
  { clock, pace }: { clock: Clock; pace: Pace },
) {
  const until = AbortSignal.any([signal, stop].filter((one) => one !== undefined))
  return {
    until,
    stopped: () => stop?.aborted === true,
    /** Takes pairs whose requests are about to be made. Rejects once none is made any more. */
    async admit(pairs: readonly PairIds[]): Promise<void> {
      until.throwIfAborted()
      await admit?.(pairs)
    },
    /** Makes a request that changes something, as soon as there is a place for it. Rejects once none is made any more. */
    send: <T>(request: () => Promise<T>): Promise<T> =>
      pace.run(() => {
        check?.()
        return request()
      }, until),
    /** Waits before a request is made again, for nothing once none is made any more. Rejects when `signal` has ended. */
    async pause(ms: number): Promise<void> {
      await clock.sleep(ms, until).catch(() => signal?.throwIfAborted())
    },
  }
}
