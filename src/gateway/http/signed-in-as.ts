import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { SIGNED_IN_AS_QUERY } from '#contract/downloads'
import { HEADERS } from '#contract/headers'
import type { Identity } from '../cloud/driver.ts'
import type { Ctx, Env } from './env.ts'
import { RequestRefused } from './problems.ts'

type Person = Pick<Identity, 'user' | 'project'>

/**
 * A word for a user in a project: always the same one, at every gateway, and neither ID can be read from it.
 */
export const signedInAs = ({ user, project }: Person): string =>
  createHash('sha256')
    .update(JSON.stringify([user.id, project.id]))
    .digest('base64url')
    .slice(0, 22)

/**
 * Refuses a call of a page that was loaded for somebody else: all tabs of a browser share one cookie, so a
 * sign-in in one of them changes who the others act as. A call that does not say from whose page it comes is
 * let through.
 */
export function requireSignedInAs(c: Ctx, who: Person) {
  const said = c.req.header(HEADERS.signedInAs) ?? c.req.query(SIGNED_IN_AS_QUERY)
  if (said === undefined || said === signedInAs(who)) return
  throw new RequestRefused(
    409,
    'CONSOLE.OTHER_SESSION',
    `${who.user.name} in ${who.project.name} has signed in since this page was loaded. ` +
      'Nothing was read or done.',
  )
}

/** Comes after `identityGuard`: refuses calls of another's page, and has every answer say whose it is. */
export const pageGuard: MiddlewareHandler<Env> = async (c, next) => {
  const who = c.get('who')
  requireSignedInAs(c, who)
  await next()
  c.header(HEADERS.signedInAs, signedInAs(who))
}
