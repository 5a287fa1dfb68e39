import type { Hono } from 'hono'
import type * as z from 'zod/mini'
import { type Endpoint, type Endpoints, endpoints } from '#contract/endpoints'
import type { Catalog } from '../catalog.ts'
import type { Driver, Identity } from '../drivers/driver.ts'
import type { Env } from '../env.ts'
import { Refusal } from '../problems.ts'
import type { Store } from '../store/database.ts'
import { readQuery } from './read-query.ts'

export type ConsoleParts = {
  driver: Driver
  store: Store
  catalog: Catalog
  cloud: { name: string; embedded: boolean }
  version: string
}

/** The console's own calls: all of the contract but the specification's. */
type Name = Exclude<keyof Endpoints, 'shareImages' | 'unshareImages'>
type Query<E> = E extends { query: infer Q extends z.ZodMiniType } ? z.output<Q> : undefined
type Call<E> = { who: Identity; query: Query<E>; param: (name: string) => string }
type Handlers = { [N in Name]: (call: Call<Endpoints[N]>) => Promise<z.input<Endpoints[N]['response']>> }

const PAGE = 100
const MAX_PAGE = 1000

/** Registers the calls with the methods and paths of the contract's table, so that the two cannot drift apart. */
export function consoleRoutes(app: Hono<Env>, parts: ConsoleParts) {
  for (const [name, handle] of Object.entries(handlers(parts))) {
    const { method, path, query }: Endpoint = endpoints[name as Name]
    app.on(method, toPattern(path), async (c) => {
      const call = {
        who: c.get('who'),
        query: query && readQuery(query, new URL(c.req.url).searchParams),
        param: (key: string) => c.req.param(key) ?? '',
      }
      return c.json(await (handle as (call: Call<unknown>) => Promise<object>)(call as Call<unknown>))
    })
  }
}

/** `{id}` of the contract as Hono writes it. */
export const toPattern = (path: string) => path.replace(/\{(\w+)\}/g, ':$1')

function handlers({ driver, store, catalog, cloud, version }: ConsoleParts): Handlers {
  return {
    settings: async ({ who: { user, project } }) => {
      const { recipientsPerImage, recipientsPerFullEcsImage } = driver.capabilities
      return { version, cloud, user, project, limits: { recipientsPerImage, recipientsPerFullEcsImage } }
    },
    images: async ({ who }) => ({ images: await catalog.images(who) }),
    recipients: async ({ who }) => ({ recipients: await catalog.recipients(who) }),
    jobs: ({ who, query: { cursor, limit, ...filter } }) =>
      store.jobs.page(who.project.id, filter, cursor, pageSize(limit)),
    jobChanges: ({ who, query }) => store.jobs.changes(who.project.id, query.since),
    jobByKey: async ({ who, param }) =>
      (await store.jobs.byKey(who.project.id, param('key'))) ?? notFound('No job was made with this key.'),
    job: async ({ who, param }) =>
      (await store.jobs.detail(who.project.id, param('id'))) ?? notFound('This project has no such job.'),
    jobPairs: async ({ who, param, query: { state, cursor, limit } }) =>
      (await store.jobs.pairs(who.project.id, param('id'), { state, cursor, limit: pageSize(limit) })) ??
      notFound('This project has no such job.'),
  }
}

function pageSize(limit: number | undefined): number {
  if (limit === undefined) return PAGE
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE) return limit
  throw new Refusal(400, 'CONSOLE.QUERY', `The parameter "limit" must be 1 to ${MAX_PAGE}.`, 'limit')
}

function notFound(message: string): never {
  throw new Refusal(404, 'CONSOLE.NOT_FOUND', message)
}
