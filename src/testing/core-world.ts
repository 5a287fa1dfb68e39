import { createEmbeddedCloud, type EmbeddedOptions } from '#embedded/cloud'
import { createAccess } from '#gateway/access/access'
import { createCloudCache } from '#gateway/access/cloud-cache'
import { createOwnImages } from '#gateway/access/own-images'
import { createCredentials } from '#gateway/auth/credentials'
import { createEncryption } from '#gateway/auth/encryption'
import { createSessions } from '#gateway/auth/sessions'
import type { Driver, Login } from '#gateway/cloud/driver'
import { createGlanceDriver } from '#gateway/cloud/glance/glance'
import { createImsDriver } from '#gateway/cloud/ims/ims'
import { createJobActions } from '#gateway/jobs/job-actions'
import { createPlanner } from '#gateway/jobs/plan/planner'
import { createRunner } from '#gateway/jobs/runner'
import type { Store } from '#gateway/store/database'
import { createTestClock, type TestClock } from './clock.ts'
import { OPERATOR } from './demo-login.ts'
import { atEnd } from './removals.ts'
import { openTestStore } from './stores.ts'

/** One request as it reached the cloud. */
export type SeenRequest = { method: string; path: string; token: string | null; body: string }

/** Whether it is a set call of the specification. */
export const isBatch = ({ method, path }: SeenRequest) =>
  method !== 'GET' && path === '/v1/cloudimages/members'

/** Lets the cloud have a request, of which its client need not know. */
export const carryOut = (
  cloud: { fetch(request: Request): Promise<Response> },
  { method, path, token, body }: SeenRequest,
) =>
  cloud.fetch(
    new Request(`http://cloud.test${path}`, {
      method,
      headers: { 'X-Auth-Token': token ?? '' },
      ...(body && { body }),
    }),
  )

type Instead = Response | Error | null

/** An embedded cloud, a stepped clock and a driver between them, with every request on record. */
export function createCloudWorld(options: Partial<Omit<EmbeddedOptions, 'now'>> = {}) {
  const clock = createTestClock()
  const cloud = createEmbeddedCloud({ database: ':memory:', ...options, now: clock.now })
  const seen: SeenRequest[] = []
  /** Answers in the cloud's place when it returns something; `Error` breaks the connection. */
  const faulty: { answer: (request: SeenRequest) => Instead | Promise<Instead> } = { answer: () => null }
  const fetch = async (request: Request) => {
    const body = await request.clone().text()
    const { pathname, search } = new URL(request.url)
    const entry = {
      method: request.method,
      path: pathname + search,
      token: request.headers.get('x-auth-token'),
      body,
    }
    seen.push(entry)
    const instead = await faulty.answer(entry)
    if (instead instanceof Error) throw instead
    return instead ?? cloud.fetch(request)
  }
  // One base address with its version, one without, as catalogs have them.
  const endpoints = {
    identity: 'http://cloud.test/v3',
    image: 'http://cloud.test/',
    keys: 'http://cloud.test/v1.0',
  }
  const create = options.flavour === 'glance' ? createGlanceDriver : createImsDriver
  const driver = create({ fetch, endpoints, clock })
  return {
    clock,
    cloud,
    driver,
    seen,
    faulty,
    /** The set calls among the requests. */
    changes: () => seen.filter(isBatch),
  }
}

export type CloudWorld = ReturnType<typeof createCloudWorld>

/** The gateway's core over a cloud: its own store and runner, which may be left behind as a crash would. */
export async function createCore(
  world: CloudWorld,
  o: { store?: Store; login?: Login | null; driver?: Driver } = {},
) {
  const { clock } = world
  const driver = o.driver ?? world.driver
  const store = withoutJumps(o.store ?? (await openTestStore(clock.now)), clock)
  const encryption = createEncryption([Buffer.alloc(32)])
  const sessions = createSessions({ store: store.sessions, encryption, clock })
  const login = o.login === undefined ? OPERATOR : o.login
  const credentials = createCredentials({ driver, clock, login, encryption, store, sessions })
  const ownImages = createOwnImages({ driver, clock })
  const access = createAccess({ driver, clock, store, ownImages })
  const cloudCache = createCloudCache({ driver, clock, store, ownImages, access })
  const logged: { level: string; fields: object; message: string }[] = []
  const log = (level: string) => (fields: object, message: string) => {
    logged.push({ level, fields, message })
  }
  const newId = () => crypto.randomUUID().replaceAll('-', '')
  const planner = createPlanner({ driver, access, cloudCache, store })
  const runner = createRunner({
    driver,
    store,
    access,
    cloudCache,
    planner,
    credentials,
    clock,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    newId,
  })
  atEnd(() => void runner.stop())
  const actions = createJobActions({ driver, access, cloudCache, store, planner, runner, credentials })
  return { store, credentials, access, cloudCache, runner, planner, actions, logged }
}

/** What the runner asks of a database takes none of the world's time, however long the database needs. */
function withoutJumps(store: Store, clock: TestClock): Store {
  const wrap = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, name) {
        const member = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...args: unknown[]) => {
          const result = member.apply(target, args)
          return result instanceof Promise ? clock.during(result) : result
        }
      },
    })
  const parts = Object.entries(store).filter(([, part]) => typeof part === 'object')
  return { ...store, ...Object.fromEntries(parts.map(([name, part]) => [name, wrap(part)])) }
}

export type Core = Awaited<ReturnType<typeof createCore>>
