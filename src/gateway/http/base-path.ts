import { getPath } from 'hono/utils/url'
import type { Site } from './guard.ts'

/** The path below which browsers find the console, as `/images/`; `/` unless `PUBLIC_URL` has one. */
export const basePathOf = ({ publicUrl }: Pick<Site, 'publicUrl'>): string => publicUrl?.pathname ?? '/'

/**
 * The path of a request within the console: a proxy has left the path of `PUBLIC_URL` on it, or has taken it off. One
 * that takes off all but its last slash leaves two at the beginning.
 */
export function pathWithin(basePath: string): (request: Request) => string {
  return (request) => {
    const path = getPath(request).replace(/^\/+/, '/')
    return `${path}/`.startsWith(basePath) ? `/${path.slice(basePath.length)}` : path
  }
}
