import { createHash } from 'node:crypto'
import type { Clock } from '../cloud/driver.ts'
import type { SignInAttemptStore } from '../store/sign-in/sign-in-attempts.ts'

/** `burst` attempts at once, and one more every `everyMs` (the generic cell rate algorithm). */
type Rate = { burst: number; everyMs: number }

/**
 * The rates that attempts must keep: those from one address and all together, before anybody has said who tries; then
 * those for one user, and for one user from one address.
 */
const RATES = {
  userFromAddress: { burst: 5, everyMs: 10_000 },
  user: { burst: 20, everyMs: 5000 },
  address: { burst: 30, everyMs: 2000 },
  all: { burst: 300, everyMs: 100 },
} as const satisfies Record<string, Rate>

/** An attempt waits this long for its turn; one that would have to wait longer is told when to come back. */
const PATIENCE_MS = 15_000

/** Who tries to sign in, null as long as nobody has said, and from where. */
type Attempt = { user: string | null; address: string }

/**
 * Slows down the guessing of passwords and tokens, over all gateways. An attempt counts before it is made, so that many
 * at once are no more than many in a row; one that is taken back counts for nothing. Nobody is locked out: the right
 * user waits in the same line as whoever guesses.
 */
export type Throttle = {
  /**
   * Settles when it is the turn of this attempt, with what takes it back; or answers how long to wait before another
   * one, in ms.
   */
  enter(attempt: Attempt, signal?: AbortSignal): Promise<{ takeBack(): Promise<void> } | { waitMs: number }>
}

const digestOf = (key: readonly string[]) => createHash('sha256').update(JSON.stringify(key)).digest('hex')

/** A throttle over the store, which all gateways share. */
export function createThrottle({ store, clock }: { store: SignInAttemptStore; clock: Clock }): Throttle {
  return {
    async enter({ user, address }, signal) {
      const near = networkOf(address)
      const keys = (
        user === null
          ? [
              { rate: RATES.address, key: ['address', near] },
              { rate: RATES.all, key: ['all'] },
            ]
          : [
              { rate: RATES.userFromAddress, key: ['user from address', user, near] },
              { rate: RATES.user, key: ['user', user] },
            ]
      ).map(({ rate, key }) => ({ ...rate, digest: digestOf(key) }))
      const now = clock.now()
      const taken: typeof keys = []
      const giveBack = async () => {
        for (const one of taken) await store.giveBack(one)
      }
      let waitMs = 0
      for (const one of keys) {
        const turn = await store.take(one, { now, patienceMs: PATIENCE_MS })
        if ('refused' in turn) {
          await giveBack()
          return { waitMs: turn.refused }
        }
        taken.push(one)
        waitMs = Math.max(waitMs, turn.waitMs)
      }
      if (waitMs > 0) await clock.sleep(waitMs, signal)
      return { takeBack: giveBack }
    },
  }
}

/**
 * What counts as one address: an IPv4 address, or the network of an IPv6 address (/64), which one customer has. Proxies
 * may write the port with it.
 */
export function networkOf(address: string): string {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)
  if (mapped) return mapped[1] ?? plain
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const groups = (part: string) => part.split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const all = [
    ...groups(head),
    ...Array.from({ length: Math.max(0, missing) }, () => '0'),
    ...groups(tail ?? ''),
  ]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
