import type { Clock } from './drivers/driver.ts'

/** Failed sign-ins in a row that cost nothing. */
const FREE = 5
const FIRST_MS = 2000
const LONGEST_MS = 5 * 60_000
/** Whoever has not failed for so long begins anew. */
const FORGET_MS = 15 * 60_000

/** Slows down the guessing of passwords, for each user from each address; nobody else is locked out by it. */
export type Throttle = {
  /** How long to wait before the next attempt, in ms; 0: none. */
  wait(key: string): number
  failed(key: string): void
  succeeded(key: string): void
}

/** A throttle in memory: after some failures the wait doubles with each. */
export function createThrottle(clock: Clock): Throttle {
  const entries = new Map<string, { failures: number; at: number }>()
  return {
    wait(key) {
      const now = clock.now()
      for (const [old, { at }] of entries) if (now - at > FORGET_MS) entries.delete(old)
      const entry = entries.get(key)
      if (!entry || entry.failures < FREE) return 0
      const pause = Math.min(FIRST_MS * 2 ** (entry.failures - FREE), LONGEST_MS)
      return Math.max(0, entry.at + pause - now)
    },
    failed(key) {
      const failures = (entries.get(key)?.failures ?? 0) + 1
      entries.set(key, { failures, at: clock.now() })
    },
    succeeded: (key) => {
      entries.delete(key)
    },
  }
}
