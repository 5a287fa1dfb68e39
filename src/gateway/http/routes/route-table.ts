import type { Hono } from 'hono'
import type * as z from 'zod/mini'
import type { Endpoint, PathParam } from '#contract/endpoint'
import { type Endpoints, endpoints } from '#contract/endpoints'
import type { Identity } from '../../cloud/driver.ts'
import type { Env } from '../env.ts'
import { type ReadHeaders, readHeaders } from './read-headers.ts'
import { readJsonBody } from './read-json.ts'
import { readQuery } from './read-query.ts'

type Name = keyof Endpoints
type Query<E> = E extends { query: infer Q extends z.ZodMiniType } ? z.output<Q> : undefined
type Body<E> = E extends { body: infer B extends z.ZodMiniType } ? z.output<B> : undefined

/**
 * One call, read by its entry in the table of endpoints: a handler gets nothing that the entry does not name.
 */
type Call<E extends Endpoint> = {
  who: Identity
  query: Query<E>
  body: Body<E>
  headers: ReadHeaders<E['headers'][number]>
  param: (name: PathParam<E['path']>) => string
  /** Is aborted once the caller has gone. */
  signal: AbortSignal
  /** Fails when the cloud does not know the token any more; called before an answer that took long. */
  confirm: () => Promise<Identity>
}

/** The functions that answer these calls, by name of the call. */
export type Handlers<N extends Name> = {
  [K in N]: (call: Call<Endpoints[K]>) => Promise<z.input<Endpoints[K]['response']>>
}

type AnyHandler = (call: Call<Endpoint>) => Promise<object>

/**
 * Registers handlers with the methods and paths of the table of endpoints, so that the two cannot drift
 * apart.
 */
export function register(app: Hono<Env>, handlers: Partial<Handlers<Name>>) {
  for (const [name, handler] of Object.entries(handlers)) {
    const handle = handler as AnyHandler
    const endpoint: Endpoint = endpoints[name as Name]
    const { method, path, query, body } = endpoint
    app.on(method, toPattern(path), async (c) => {
      const confirm = c.get('confirm')
      const headers = readHeaders(endpoint, c.req.raw.headers)
      const read = body && (await readJsonBody(c.req.raw, { ...endpoint, body }))
      const answer = await handle({
        // A body may have taken long to arrive.
        who: body ? await confirm() : c.get('who'),
        query: (query && readQuery(query, new URL(c.req.url).searchParams)) as undefined,
        body: read as undefined,
        headers,
        param: (key) => c.req.param(key),
        signal: c.req.raw.signal,
        confirm,
      })
      // The reading may have taken long, too.
      if (isRead(name as Name)) await confirm()
      return c.json(answer)
    })
  }
}

/** A poll asks by itself, and only when there is something to tell. */
const isRead = (name: Name) =>
  name !== 'jobChanges' && (name === 'shares' || name === 'provenance' || endpoints[name].method === 'GET')

/** `{id}` of the contract as Hono writes it. */
export const toPattern = <P extends string>(path: P) => path.replace(/\{(\w+)\}/g, ':$1') as Pattern<P>

type Pattern<P extends string> = P extends `${infer Before}{${infer K}}${infer Rest}`
  ? `${Before}:${K}${Pattern<Rest>}`
  : P
