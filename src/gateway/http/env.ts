import type { Context } from 'hono'
import type { Identity } from '../cloud/driver.ts'

/**
 * What middleware leaves for the routes: the request's ID, and who acts. `confirm` answers who that is as the
 * cloud has said within the last minute, for use after a wait; it throws `CloudFailure` 401 once the token is
 * not valid any more.
 */
export type Env = { Variables: { requestId: string; who: Identity; confirm: () => Promise<Identity> } }

export type Ctx = Context<Env>
