import type { Context } from 'hono'
import type { Identity } from './drivers/driver.ts'

/** What middleware leaves for the routes: the request's ID, and who acts where a route asks for it. */
export type Env = { Variables: { requestId: string; who: Identity } }

export type Ctx = Context<Env>
