import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

type Bytes = Uint8Array<ArrayBuffer>
type File = { type: string; etag: string; immutable: boolean; raw: Bytes; br?: Bytes; gzip?: Bytes }

/**
 * The built app by address (`/assets/…`); about a megabyte, so it is kept in memory and no path can leave it.
 */
export type Files = ReadonlyMap<string, File>

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** How the page of the build says where the console is: its files and calls are relative to that. */
const BASE = '<base href="/" />'

/**
 * Reads a built app: every file with the `.br` and `.gz` beside it, and the page, which gets the path below which the
 * console is. A missing folder counts as an app without files.
 */
export function readFiles(folder: string, basePath: string): Files {
  const found = new Map<string, File>()
  for (const name of listFiles(folder)) {
    const type = TYPES[path.extname(name)]
    if (!type) continue
    const file = path.join(folder, name)
    const isPage = type === TYPES['.html']
    const raw = isPage ? pageAt(basePath, file) : read(file)
    if (!raw) continue
    const br = isPage ? brotliCompressSync(raw) : read(`${file}.br`)
    const gzip = isPage ? gzipSync(raw) : read(`${file}.gz`)
    const address = `/${name.split(path.sep).join('/')}`
    found.set(address, {
      type,
      etag: `"${createHash('sha256').update(raw).digest('base64url').slice(0, 22)}"`,
      // Vite names assets by their content.
      immutable: address.startsWith('/assets/'),
      raw,
      ...(br && { br }),
      ...(gzip && { gzip }),
    })
  }
  return found
}

function listFiles(folder: string): string[] {
  const all = statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder, { recursive: true }) : []
  return all.map(String).filter((name) => statSync(path.join(folder, name)).isFile())
}

const pageAt = (basePath: string, file: string): Bytes =>
  new TextEncoder().encode(readFileSync(file, 'utf8').replace(BASE, `<base href="${basePath}" />`))

const read = (file: string): Bytes | undefined =>
  statSync(file, { throwIfNoEntry: false }) && new Uint8Array(readFileSync(file))

/** Addresses that are never a page of the app. */
const API = /^\/(v1|v3|console|assets)\/|^\/(openapi\.json|healthz)$/

/** The file of a GET request at this path; a page's address gives `index.html`. Null: there is none. */
export function serveFile(files: Files, pathname: string, request: Request): Response | null {
  const wantsPage = request.headers.get('accept')?.includes('text/html') && !API.test(pathname)
  const file =
    files.get(pathname === '/' ? '/index.html' : pathname) ?? (wantsPage && files.get('/index.html'))
  if (!file) return null
  const encoding = pickEncoding(file, request.headers.get('accept-encoding') ?? '')
  const headers = {
    'content-type': file.type,
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
    ...(encoding && { 'content-encoding': encoding }),
  }
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers })
  return new Response(file[encoding ?? 'raw'], { headers })
}

function pickEncoding(file: File, accepted: string): 'br' | 'gzip' | undefined {
  const offers = accepted.split(',').map((offer) => offer.trim().toLowerCase())
  const takes = (name: string) =>
    offers.some((o) => o === name || (o.startsWith(`${name};`) && !/q=0(\.0*)?$/.test(o)))
  return (['br', 'gzip'] as const).find((name) => file[name] && takes(name))
}
