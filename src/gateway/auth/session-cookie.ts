import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Ctx } from '../http/env.ts'

const NAME = 'image-share'
/** The cookie of a browser that has signed out: it is not signed in again without being asked. */
export const SIGNED_OUT = 'none'

/** Whether the browser is connected by TLS, to here or to the proxy in front. */
const isSecure = (c: Ctx, trustProxy: boolean) =>
  new URL(c.req.url).protocol === 'https:' ||
  (trustProxy && c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https')

/**
 * The cookie that holds a session: no script can read it, no other site can send it, and by TLS no
 * neighbouring subdomain can set it (prefix `__Host-`). It ends with the browser.
 */
export function sessionCookie(trustProxy: boolean) {
  const prefix = (c: Ctx) => (isSecure(c, trustProxy) ? ('host' as const) : undefined)
  return {
    read: (c: Ctx): string | undefined => getCookie(c, NAME, prefix(c)),
    write: (c: Ctx, id: string) =>
      setCookie(c, NAME, id, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        secure: isSecure(c, trustProxy),
        ...(prefix(c) && { prefix: 'host' }),
      }),
    clear: (c: Ctx) => deleteCookie(c, prefix(c) ? `__Host-${NAME}` : NAME, { path: '/' }),
  }
}

export type SessionCookie = ReturnType<typeof sessionCookie>
