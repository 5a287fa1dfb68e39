import type { Store } from './store.ts'

/** How long a job takes, in ms: INIT, then the work itself, then a little for each pair. */
export type Pace = { initMs: number; baseMs: number; perPairMs: number }

/** Which cloud it plays: an Image Management Service, or plain Keystone and Glance. */
export type Flavour = 'ims' | 'glance'

/** A service that a catalog can point to. */
export type Service = 'identity' | 'image' | 'kms'

/** What every handler works on. */
export type World = { store: Store; flavour: Flavour; pace: Pace; randomHex: (bytes: number) => string }

/** One request, read whole, so that a handler is a plain function that runs inside one transaction. */
export type Call = {
  world: World
  /** ms since 1970 */
  now: number
  requestId: string
  method: string
  path: string
  /** Scheme and host as the client wrote them: the catalog points to where it was asked. */
  origin: string
  /** What is served there, for the catalog. */
  services: readonly Service[]
  /** What stands in the path under a name of the route; throws for a name that the route does not have. */
  param: (name: string) => string
  query: URLSearchParams
  header: (name: string) => string | undefined
  text: string
}

/** An answer; `html`: the same for whoever takes anything. `'never'` leaves the client waiting until it gives up. */
export type Reply =
  | { status: number; body?: unknown; html?: string; headers?: Record<string, string> }
  | 'never'

/** Throws a `WireRefusal` to answer with an error. */
export type Handler = (call: Call) => Reply

export type Route = { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; handle: Handler }

export const ok = (body: unknown): Reply => ({ status: 200, body })

/** `2016-09-01T02:05:14Z`, as images and members write times. */
export const inSeconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** `2024-11-06T06:30:00.778Z`, as jobs write times. */
export const inMillis = (ms: number) => new Date(ms).toISOString()

/** `2020-09-05T06:50:44.390000Z`, as tokens write times. */
export const inMicros = (ms: number) => new Date(ms).toISOString().replace('Z', '000Z')
