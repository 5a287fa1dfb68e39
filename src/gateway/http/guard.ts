import type { MiddlewareHandler } from 'hono'
import { downloads } from '#contract/downloads'
import { endpoints } from '#contract/endpoints'
import { HEADERS } from '#contract/headers'
import type { Admission } from '../auth/admission.ts'
import type { Credentials } from '../auth/credentials.ts'
import type { Roles } from '../auth/roles.ts'
import type { SessionCookie } from '../auth/session-cookie.ts'
import { revokeAll, type Sessions } from '../auth/sessions.ts'
import { CloudFailure, type Identity } from '../cloud/driver.ts'
import { isLoopback } from '../loopback.ts'
import type { Attempts } from './attempts.ts'
import type { Ctx, Env } from './env.ts'
import { RequestRefused } from './problems.ts'

/** Where the gateway listens, and where browsers find it. */
export type Site = { host: string; publicUrl: URL | undefined }

const ADDRESS = /^(?:\d+\.\d+\.\d+\.\d+|\[.*\])$/

const hostOf = (c: Ctx) => new URL(c.req.url)

/**
 * Against DNS rebinding, by which a foreign page's name suddenly points here, so that it would be taken for the console's
 * own: the gateway answers to its local names and to the name of its `PUBLIC_URL`; where it is bound to more than the
 * loopback also to addresses, which no page of another site has for a name.
 */
export function hostGuard({ host, publicUrl }: Site): MiddlewareHandler<Env> {
  const isOurs = (name: string) =>
    isLoopback(name) ||
    name === publicUrl?.hostname ||
    (!isLoopback(host) && (ADDRESS.test(name) || name === host))
  return async (c, next) => {
    const { hostname } = hostOf(c)
    if (!isOurs(hostname))
      throw new RequestRefused(
        421,
        'CONSOLE.HOST',
        publicUrl
          ? `This server is called ${publicUrl.host} (PUBLIC_URL), and was asked for as "${hostname}" (the header Host). Have ` +
              'the proxy in front pass Host on (nginx: proxy_set_header Host $http_host), or correct PUBLIC_URL.'
          : `This server is not known by the name "${hostname}" (the header Host). If that is its name, or that of a proxy ` +
              'in front, set PUBLIC_URL to the address that browsers use.',
      )
    await next()
  }
}

/** Tells a proxy that hides the name of the console from a page of another site, where the browser says which it is. */
export function originGuard({ publicUrl }: Site): MiddlewareHandler<Env> {
  return async (c, next) => {
    const origin = c.req.header('origin')
    const isOwn = c.req.header('sec-fetch-site') === 'same-origin'
    if (isOwn && origin !== undefined && !isOwnOrigin(c, origin, publicUrl))
      throw new RequestRefused(
        421,
        'CONSOLE.HOST',
        `The page is at ${origin}, and this server is called ${publicUrl?.origin ?? hostOf(c).host}. Set PUBLIC_URL to ` +
          'the address that browsers use, or have the proxy in front pass the header Host on.',
      )
    await next()
  }
}

/** Whether a page is at an address of the console. */
function isOwnOrigin(c: Ctx, origin: string, publicUrl: URL | undefined): boolean {
  if (!URL.canParse(origin)) return false
  const { host, origin: whole } = new URL(origin)
  return whole === publicUrl?.origin || host === hostOf(c).host
}

/**
 * Finds out who acts and leaves it as `who`: the user of the token; the user of the session in the cookie;
 * or, on a demo, the demo operator, unless the browser has signed out. Cookie and demo count only for
 * requests of the console's own page and its download links. All others are refused with 401, as the cloud
 * does it. The cloud must have known the user within the last minute, except for a poll, whose route asks the
 * cloud when there is something to tell.
 */
export function identityGuard(o: {
  credentials: Credentials
  sessions: Sessions
  cookie: SessionCookie
  demo: boolean
  site: Site
  admission: Admission
  attempts: Attempts
}): MiddlewareHandler<Env> {
  const { credentials, sessions, cookie, demo, site, admission, attempts } = o
  const isOwnPage = ownPage(site)

  const end = async (id: string) => revokeAll(await sessions.end(id), credentials)

  /** The user of a session. The session ends once the cloud does not accept its token any more. */
  const ofSession = async (c: Ctx, id: string) => {
    const session = await sessions.find(id, c.req.header(HEADERS.console) !== 'idle')
    const known = session?.identity
    if (!known) throw new RequestRefused(401, 'APIGW.0301', 'Nobody is signed in, or the session has ended.')
    const confirm = () =>
      credentials.identify(known.token).catch(async (error) => {
        if (isUnauthorized(error)) await end(id)
        throw error
      })
    return { who: isPoll(c) ? known : await confirm(), confirm }
  }

  const find = async (c: Ctx, id: string | undefined, own: boolean) => {
    const token = c.req.header('x-auth-token')
    if (token) {
      const identify = () => credentials.identify(token)
      const who = await (credentials.knows(token) ? identify() : attempts(c, null, identify))
      await credentials.learn(who, 'header')
      return { who, confirm: identify }
    }
    if (id !== undefined) return ofSession(c, id)
    if (demo && own) return { who: await credentials.own(), confirm: credentials.own }
    throw new RequestRefused(
      401,
      'APIGW.0301',
      'Incorrect IAM authentication information: X-Auth-Token is missing',
    )
  }

  return async (c, next) => {
    const own = !c.req.header('x-auth-token') && (isOwnPage(c) || isOwnLink(c))
    const id = (own && cookie.read(c)) || undefined
    const { who, confirm } = await find(c, id, own)
    // A poll only tells that there is news; whoever reads them comes by again.
    if (!isPoll(c)) admission.require(who)
    c.set('who', who)
    c.set('confirm', confirm)
    await next()
    // The cloud does not accept the token any more, whatever expiry it gave before.
    if (id !== undefined && isUnauthorized(c.error)) await end(id)
  }
}

const isUnauthorized = (error: unknown) => error instanceof CloudFailure && error.status === 401

const isPoll = (c: Ctx) => c.req.method === 'GET' && c.req.path === endpoints.jobChanges.path

/** Refuses what another site may have sent. */
export function requireOwnPage(c: Ctx, site: Site) {
  if (!ownPage(site)(c))
    throw new RequestRefused(403, 'CONSOLE.FOREIGN', 'This call is for the console’s own page.')
}

/** Refuses somebody whose roles are all taken to be for looking only. `what`: what was about to be done. */
export function requireChange(roles: Roles, who: Identity, what: string) {
  if (roles.mayChange(who)) return
  const names = who.roles.join(', ')
  throw new RequestRefused(403, 'CONSOLE.READ_ONLY', `The role ${names} may look, and not ${what}.`)
}

/**
 * A request that the console's own page made: a foreign page cannot send the custom header without a
 * preflight, which is never granted, and the browser tells where a request comes from.
 */
const ownPage =
  ({ publicUrl }: Site) =>
  (c: Ctx): boolean => {
    const from = c.req.header('sec-fetch-site')
    const origin = c.req.header('origin')
    return (
      c.req.header(HEADERS.console) !== undefined &&
      (from === undefined || from === 'same-origin' || from === 'none') &&
      (origin === undefined || isOwnOrigin(c, origin, publicUrl))
    )
  }

/**
 * A download that the console's own page links to, which can send no header of ours. The browser's mark is
 * enough here: no page can forge it, and what is only read and saved changes nothing.
 */
const isOwnLink = (c: Ctx): boolean =>
  c.req.method === 'GET' &&
  c.req.header('sec-fetch-site') === 'same-origin' &&
  DOWNLOADS.some((path) => path.test(c.req.path))

const DOWNLOADS = Object.values(downloads).map(
  ({ path }) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
)
