import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'
import type { Site } from './guard.ts'

/**
 * Mantine writes style attributes, hence `unsafe-inline` for styles; scripts come from files of our own only.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Nothing of a device is used but the clipboard. */
const PERMISSIONS_POLICY = [
  ...[
    'camera',
    'microphone',
    'geolocation',
    'display-capture',
    'payment',
    'usb',
    'serial',
    'bluetooth',
    'hid',
  ].map((feature) => `${feature}=()`),
  'clipboard-write=(self)',
].join(', ')

/** A year, as the preload lists ask for. */
const HSTS = 'max-age=31536000'

/**
 * What browsers are told with every answer. API answers are never kept; files set their own `cache-control`.
 */
export const securityHeaders =
  ({ publicUrl }: Pick<Site, 'publicUrl'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next()
    c.header('permissions-policy', PERMISSIONS_POLICY)
    if (publicUrl?.protocol === 'https:') c.header('strict-transport-security', HSTS)
    c.header('content-security-policy', CONTENT_SECURITY_POLICY)
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('cross-origin-opener-policy', 'same-origin')
    c.header('cross-origin-resource-policy', 'same-origin')
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  }
