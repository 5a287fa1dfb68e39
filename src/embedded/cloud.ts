import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { MAX_BODY_BYTES } from '#ims/members'
import type { Call, Flavour, Handler, Pace, Reply, Route, Service, World } from './call.ts'
import { glanceImageRoutes } from './glance-images.ts'
import { identityRoutes } from './identity.ts'
import { imageRoutes } from './images.ts'
import { jobRoutes } from './jobs.ts'
import { keyRoutes } from './keys.ts'
import { memberRoutes } from './members.ts'
import { nativeMemberRoutes } from './native-members.ts'
import { schemaRoutes } from './schemas.ts'
import { seedWorld } from './seed.ts'
import { settleJobs } from './settle.ts'
import { openStore } from './store.ts'
import { versionRoutes } from './versions.ts'
import { showVisibility } from './visibility.ts'
import { gatewayRefusal, glanceRefusal, keystoneRefusal, WireRefusal } from './wire-refusal.ts'

export type EmbeddedOptions = {
  /** Path of its SQLite file, or `:memory:`. */
  database: string
  /** ms since 1970 */
  now: () => number
  /** `ims` unless told. */
  flavour?: Flavour
  /** How many images the seeded world has, 60 unless told; never fewer than the named ones. */
  images?: number
  /** Tenant projects, 300 unless told. */
  projects?: number
  /** How long a job takes; 500 / 1000 / 1 unless told (a documented sample took 2.4 s). */
  pace?: Pace
  /** Makes tokens, job IDs and request IDs; the machine's own source unless told. */
  randomHex?: (bytes: number) => string
}

const ROUTES: Record<Flavour, readonly Route[]> = {
  ims: [
    ...versionRoutes,
    ...schemaRoutes,
    ...identityRoutes,
    ...imageRoutes,
    ...nativeMemberRoutes,
    ...memberRoutes,
    ...jobRoutes,
    ...keyRoutes,
  ],
  glance: [...versionRoutes, ...schemaRoutes, ...identityRoutes, ...glanceImageRoutes, ...nativeMemberRoutes],
}
const SERVICES: Record<Flavour, readonly Service[]> = {
  ims: ['identity', 'image', 'kms'],
  glance: ['identity', 'image'],
}

/** `root`: where clients reach it, if that is not where they say. */
type Env = { Bindings: { root: string | undefined } }

/**
 * An image service with identity and keys in one process: a fetch handler over one SQLite file. It does
 * nothing between requests: what has fallen due since the last one is carried out first, so its state follows
 * from its history and the clock alone. Throws a readable sentence when the file cannot be used.
 */
export function createEmbeddedCloud(options: EmbeddedOptions): {
  fetch(request: Request): Promise<Response>
  /**
   * `/v3` alone, for whoever serves nothing else of it: the catalog points to nothing else. `root`: where clients reach
   * it, if that is not where they say.
   */
  signIn(request: Request, root?: string): Promise<Response>
  close(): void
} {
  const { images = 60, projects = 300, pace = { initMs: 500, baseMs: 1000, perPairMs: 1 } } = options
  const { randomHex = (bytes: number) => randomBytes(bytes).toString('hex') } = options
  const store = openStore(options.database, (empty) =>
    seedWorld(empty, { images, projects, now: options.now() }),
  )
  const { flavour = 'ims' } = options
  showVisibility(store, flavour)
  const world: World = { store, flavour, pace, randomHex }

  const serve = (routes: readonly Route[], services: readonly Service[]) => {
    const respond = async (
      { req, env: { root } }: Context<Env>,
      params: Record<string, string>,
      handle: Handler,
    ) => {
      const request = req.raw
      const url = new URL(request.url)
      const call: Call = {
        world,
        now: options.now(),
        requestId: randomHex(16),
        method: request.method,
        path: url.pathname,
        origin: root ?? url.origin,
        services,
        param: (name) => params[name] ?? notInPath(name),
        query: url.searchParams,
        header: (name) => request.headers.get(name) ?? undefined,
        text: await request.text(),
      }
      const reply = store.transaction(() => {
        settleJobs(store, call.now)
        return carryOut(call, handle)
      })
      return reply === 'never' ? untilAborted(request.signal) : toResponse(call, reply)
    }
    const app = new Hono<Env>()
    for (const { method, path, handle } of routes)
      app.on(method, path, (c) => respond(c, c.req.param(), handle))
    app.notFound((c) => respond(c, {}, notPublished))
    // A failure of ours rejects, like a connection that breaks; it never looks like an answer of the cloud.
    app.onError((error) => {
      throw error
    })
    return async (request: Request, root?: string) => app.fetch(request, { root })
  }
  const whole = serve(ROUTES[flavour], SERVICES[flavour])
  return {
    fetch: (request) => whole(request),
    signIn: serve(identityRoutes, ['identity']),
    close: () => store.close(),
  }
}

function carryOut(call: Call, handle: Handler): Reply {
  try {
    if (Buffer.byteLength(call.text) > MAX_BODY_BYTES)
      throw gatewayRefusal(call, 413, 'APIGW.0201', 'The request body is too large.')
    return handle(call)
  } catch (error) {
    if (error instanceof WireRefusal) return error.reply
    throw error
  }
}

function notInPath(name: string): never {
  throw new RangeError(`The path of this route has no {${name}}.`)
}

/** Not 404 where OpenStack has the call: its clients take that for something which is gone already. */
function notPublished(call: Call): never {
  const unsupported = `${call.method} ${call.path} is not supported by the embedded cloud.`
  if (call.path.startsWith('/v3/')) throw keystoneRefusal(501, unsupported)
  if (call.path.startsWith('/v2/images')) throw glanceRefusal(501, unsupported)
  throw gatewayRefusal(call, 404, 'APIGW.0101', 'The API does not exist or is not published.')
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason))
  })

/** As Glance decides it: JSON is for those who ask for nothing else, or like it better. */
const takesAnything = (call: Call) => /(\*\/\*|text\/html)(?!\s*;\s*q)/.test(call.header('accept') ?? '')

function toResponse(call: Call, reply: Exclude<Reply, 'never'>): Response {
  const headers = { 'x-request-id': call.requestId, ...reply.headers }
  if (reply.html !== undefined && takesAnything(call))
    return new Response(reply.html, {
      status: reply.status,
      headers: { ...headers, 'content-type': 'text/html; charset=UTF-8' },
    })
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers })
  return Response.json(reply.body, { status: reply.status, headers })
}
