import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { REQUEST_ID } from '#contract/headers'
import type { Clock } from '../cloud/driver.ts'
import type { Log } from '../jobs/runner.ts'
import type { Env } from './env.ts'

/** A pino logger, as far as it is in use. */
export type AppLog = Log & Record<'debug', Log['info']>

/**
 * Gives every request an ID and every answer a line in the log: method, the route's pattern, status and time.
 * Never the address itself, a header or a body: those may hold secrets.
 */
export function requestLog(o: { log: AppLog; clock: Clock; newId: () => string }): MiddlewareHandler<Env> {
  return async (c, next) => {
    const requestId = o.newId()
    const began = o.clock.now()
    c.set('requestId', requestId)
    await next()
    c.header(REQUEST_ID, requestId)
    const { method } = c.req
    const { status } = c.res
    const fields = { requestId, method, route: routePath(c), status, ms: o.clock.now() - began }
    // Screens read all the time; what changes something, or fails, is worth a line.
    const quiet = method === 'GET' && !c.req.path.startsWith('/v1/')
    const level = status < 400 && quiet ? 'debug' : 'info'
    o.log[status >= 500 ? 'error' : level](fields, 'request')
  }
}
