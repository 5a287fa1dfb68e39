import { createHash } from 'node:crypto'
import type { Clock } from '../cloud/driver.ts'
import type { SignInFailureStore } from '../store/sign-in/sign-in-failures.ts'

/** How many failed sign-ins in a row cause no wait. */
const FREE = 5
const FIRST_MS = 2000
const LONGEST_MS = 5 * 60_000
/** After this long without a failure the count begins anew. */
const FORGET_MS = 15 * 60_000

/** Slows down the guessing of passwords, for each user from each address; nobody else is locked out by it. */
export type Throttle = {
  /** How long to wait before the next attempt, in ms; 0: none. */
  wait(key: string): Promise<number>
  failed(key: string): Promise<void>
  succeeded(key: string): Promise<void>
}

const digestOf = (key: string) => createHash('sha256').update(key).digest('hex')

/** A throttle over the store, which all gateways share: after some failures the wait doubles with each. */
export function createThrottle({ store, clock }: { store: SignInFailureStore; clock: Clock }): Throttle {
  return {
    async wait(key) {
      const now = clock.now()
      const entry = await store.find(digestOf(key))
      if (!entry || entry.failures < FREE || now - entry.at > FORGET_MS) return 0
      const pause = Math.min(FIRST_MS * 2 ** (entry.failures - FREE), LONGEST_MS)
      return Math.max(0, entry.at + pause - now)
    },
    failed: (key) => store.add(digestOf(key), clock.now(), clock.now() - FORGET_MS),
    succeeded: (key) => store.remove(digestOf(key)),
  }
}
