import type { Clock } from './driver.ts'

/** What ends the changes of a batch: `signal` all of it, `stop` what has not been sent. */
export type Ends = { signal?: AbortSignal | undefined; stop?: AbortSignal | undefined }

/** When calls may be made: as long as neither has ended. */
export function createSending({ signal, stop }: Ends, clock: Clock) {
  const until = AbortSignal.any([signal, stop].filter((one) => one !== undefined))
  return {
    until,
    stopped: () => stop?.aborted === true,
    /** Waits before a call is made again, for nothing once no call is made any more. Rejects when `signal` has ended. */
    async pause(ms: number): Promise<void> {
      await clock.sleep(ms, until).catch(() => signal?.throwIfAborted())
    },
  }
}
