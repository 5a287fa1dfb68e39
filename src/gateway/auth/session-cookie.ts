import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** What stands in the cookie of a browser that has signed out: the demo does not sign in by itself again. */
export const SIGNED_OUT = 'none'

type Way = { trustProxy: boolean; publicUrl: URL | undefined }

/** Whether the browser is connected by TLS, to here or to the proxy in front: as the setting says, else as the call does. */
function isSecure(c: Context, { trustProxy, publicUrl }: Way): boolean {
  if (publicUrl) return publicUrl.protocol === 'https:'
  const forwarded = trustProxy && c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim()
  return forwarded === 'https' || new URL(c.req.url).protocol === 'https:'
}

/**
 * The cookie that holds a session: no script can read it, no other site can send it, and by TLS no
 * neighbouring subdomain can set it (prefix `__Host-`). It ends with the browser.
 *
 * The prefix asks for `Path=/`, below another path as well. It is worth more than a narrower path, which keeps out no page
 * of the same host. Instead the name tells two consoles on one host apart.
 */
export function sessionCookie(way: Way) {
  const name = ['image-share', ...(way.publicUrl?.pathname.split('/') ?? [])].filter(Boolean).join('-')
  const prefix = (c: Context) => (isSecure(c, way) ? ('host' as const) : undefined)
  return {
    read: (c: Context): string | undefined => getCookie(c, name, prefix(c)),
    write: (c: Context, id: string) =>
      setCookie(c, name, id, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        secure: isSecure(c, way),
        ...(prefix(c) && { prefix: 'host' }),
      }),
    clear: (c: Context) => deleteCookie(c, prefix(c) ? `__Host-${name}` : name, { path: '/' }),
  }
}

export type SessionCookie = ReturnType<typeof sessionCookie>
