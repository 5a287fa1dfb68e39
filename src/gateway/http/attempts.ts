import { getConnInfo } from '@hono/node-server/conninfo'
import type { Throttle } from '../auth/sign-in-throttle.ts'
import { CloudFailure } from '../cloud/driver.ts'
import type { Ctx } from './env.ts'
import { RequestRefused } from './problems.ts'

/**
 * Makes an attempt to be somebody when it is its turn; `user`: under which name it counts, null as long as
 * nobody has said one. It counts only when the cloud refuses it. Refuses with 429 when its turn is too far away.
 */
export type Attempts = <T>(c: Ctx, user: string | null, attempt: () => Promise<T>) => Promise<T>

/** Attempts under a throttle; `trustProxy`: the proxy in front tells the address of a client. */
export function createAttempts({
  throttle,
  trustProxy,
}: {
  throttle: Throttle
  trustProxy: boolean
}): Attempts {
  return async (c, user, attempt) => {
    const turn = await throttle.enter({ user, address: addressOf(c, trustProxy) }, c.req.raw.signal)
    if ('waitMs' in turn) {
      const sentence = `Too many failed attempts. Wait ${Math.ceil(turn.waitMs / 1000)} s, then try again.`
      throw new RequestRefused(429, 'CONSOLE.THROTTLED', sentence, undefined, turn.waitMs)
    }
    try {
      const result = await attempt()
      await turn.takeBack()
      return result
    } catch (error) {
      // What the cloud has not looked at says nothing about who tries.
      if (!(error instanceof CloudFailure) || error.status !== 401) await turn.takeBack()
      throw error
    }
  }
}

function addressOf(c: Ctx, trustProxy: boolean): string {
  const forwarded = trustProxy && c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  const { incoming } = (c.env ?? {}) as { incoming?: unknown }
  // Within one process there is no socket, and all clients count as one.
  return forwarded || (incoming === undefined ? '' : (getConnInfo(c).remote.address ?? ''))
}
