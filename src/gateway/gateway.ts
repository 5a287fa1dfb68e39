import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { createEmbeddedCloud, type EmbeddedOptions } from '#embedded/cloud'
import { createAccess } from './access/access.ts'
import { createCloudCache } from './access/cloud-cache.ts'
import { createOwnImages } from './access/own-images.ts'
import { createApp } from './app.ts'
import { createAdmission } from './auth/admission.ts'
import { createCredentials } from './auth/credentials.ts'
import { createEncryption, encryptionKeys } from './auth/encryption.ts'
import { createRoles } from './auth/roles.ts'
import { sessionCookie } from './auth/session-cookie.ts'
import { createSessions } from './auth/sessions.ts'
import { createThrottle } from './auth/sign-in-throttle.ts'
import { createCheckedFetch } from './cloud/checked-fetch.ts'
import type { Clock, Driver, Login } from './cloud/driver.ts'
import { createGlanceDriver } from './cloud/glance/glance.ts'
import { createImsDriver } from './cloud/ims/ims.ts'
import { createServiceFetch, SERVICES } from './cloud/service-fetch.ts'
import type { CloudConfig } from './config/read-cloud.ts'
import type { SignInNames } from './config/sign-in-names.ts'
import { createCloudFetch } from './connection/cloud-fetch.ts'
import { createAttempts } from './http/attempts.ts'
import { basePathOf } from './http/base-path.ts'
import { createMetrics, type Metrics } from './http/metrics.ts'
import type { AppLog } from './http/request-log.ts'
import { readFiles } from './http/static.ts'
import { createJobActions } from './jobs/job-actions.ts'
import { createPlanner } from './jobs/plan/planner.ts'
import { createRunner } from './jobs/runner.ts'
import { openStore } from './store/database.ts'
import { version } from './version.ts'

export type GatewayOptions = {
  /** Folder of `console.db` and `embedded.db`; null keeps both in memory. */
  dataDir: string | null
  /** A PostgreSQL in place of `console.db`. */
  databaseUrl?: string | undefined
  /** The address that the process is bound to. */
  host: string
  clock: Clock
  log: AppLog
  /** The cloud to work on; null: the embedded one. */
  cloud?: CloudConfig | null
  /**
   * The secret that the key of stored tokens is made from; undefined: a key of its own, kept in `dataDir`.
   */
  sessionKey?: string | undefined
  /** What that secret was before. */
  olderSessionKey?: string | undefined
  /** Where browsers find the console. */
  publicUrl?: URL | undefined
  metricsToken?: string | undefined
  /** IDs or names of the only domains, and projects, that may sign in. */
  admitted?: Parameters<typeof createAdmission>[0]
  /**
   * The embedded cloud signs its demo operator in by itself; else it asks for user and password as any cloud
   * does.
   */
  demoSignIn?: boolean
  /** A proxy in front tells the address of a client, and whether it uses TLS. */
  trustProxy?: boolean
  /** Names of roles that are taken to only look, in lower case. */
  readOnlyRoles?: readonly string[]
  /** A share, or a stop, that names no plan that was confirmed is refused. */
  requirePlan?: boolean
  /** How old rows of who has what may be before they are read again, in ms; ten minutes unless told. */
  accessMaxAge?: number
  embeddedImages?: number | undefined
  /** Which cloud the embedded one plays; an Image Management Service unless told. */
  flavour?: EmbeddedOptions['flavour']
  /** Folder of the built app. */
  appDir?: string
}

/** The demo operator of the embedded cloud, as whom the console acts there. */
const DEMO = { name: 'demo' }
const LOGIN: Login = {
  proof: { method: 'password', user: { name: 'operator', domain: DEMO }, password: 'operator' },
  project: { name: 'golden-images', domain: DEMO },
}

const DEMO_NAMES: SignInNames = {
  prefill: { method: 'password', user: '', domain: 'demo', project: '', projectDomain: '', id: '' },
  ids: [],
}

/** Who there is to try the embedded cloud as: one who shares, one who may only look, one who receives. */
const DEMO_USERS = [
  { user: 'operator', project: 'golden-images' },
  { user: 'viewer', project: 'golden-images' },
  { user: 'tenant', project: 'tenant-001' },
]

/** A name that is never resolved: the embedded cloud is called in process. */
const EMBEDDED = 'http://embedded.invalid'

/**
 * A whole gateway: the one place that chooses the parts and joins them. Jobs that had not ended go on. Throws
 * a sentence for the operator when the data cannot be used.
 */
export async function createGateway(o: GatewayOptions) {
  const { dataDir, databaseUrl, host, clock, log, appDir, trustProxy = false, demoSignIn = true } = o
  const site = { host, publicUrl: o.publicUrl }
  const file = (name: string) => (dataDir === null ? ':memory:' : path.join(dataDir, name))
  const newId = () => randomBytes(16).toString('hex')
  const onLost = (error: Error) => log.warn({ err: error }, 'connection to the store lost')
  const place = databaseUrl === undefined ? { path: file('console.db') } : { url: databaseUrl, onLost }
  const store = await openStore({ ...place, now: clock.now })
  const metrics = createMetrics({ clock, jobs: store.jobs })
  let draining = false
  try {
    const tools: CloudTools = { clock, metrics, log, check: (token) => credentials.identify(token) }
    const { driver, embedded, name } = o.cloud
      ? realCloud(o.cloud, tools)
      : embeddedCloud(o, file('embedded.db'), tools)
    const demo = embedded !== null && demoSignIn
    const names = o.cloud?.signIn ?? DEMO_NAMES
    const encryption = createEncryption(
      encryptionKeys({ setting: o.sessionKey, older: o.olderSessionKey, dataDir }),
    )
    const sessions = createSessions({ store: store.sessions, encryption, clock })
    const credentials = createCredentials({
      driver,
      clock,
      login: demo ? LOGIN : null,
      encryption,
      store,
      sessions,
    })
    const ownImages = createOwnImages({ driver, clock })
    const access = createAccess({ driver, clock, store, ownImages })
    const cloudCache = createCloudCache({ driver, clock, store, ownImages, access })
    const counted = { ...store, runs: metrics.counted(store.runs) }
    const planner = createPlanner({ driver, access, cloudCache, store })
    const runner = createRunner({
      driver,
      store: counted,
      access,
      cloudCache,
      planner,
      credentials,
      clock,
      log,
      newId,
    })
    const actions = createJobActions({
      driver,
      access,
      cloudCache,
      store,
      planner,
      runner,
      credentials,
    })
    const app = createApp({
      driver,
      planner,
      actions,
      store,
      access,
      cloudCache,
      credentials,
      runner,
      clock,
      log,
      newId,
      metrics,
      readinessProblem: async () =>
        draining
          ? 'stopping'
          : store.ping().then(
              () => null,
              ({ message }: Error) => message,
            ),
      site,
      admission: createAdmission(o.admitted ?? { domains: null, projects: null }),
      metricsToken: o.metricsToken,
      version,
      cloud: { name, embedded: embedded !== null },
      signIn: {
        cloud: { name, embedded: embedded !== null },
        prefill: names.prefill,
        demoUsers: embedded ? DEMO_USERS : [],
      },
      filledInIds: names.ids,
      demo,
      sessions,
      requirePlan: o.requirePlan ?? false,
      accessMaxAge: o.accessMaxAge ?? 600_000,
      roles: createRoles(o.readOnlyRoles ?? ['reader']),
      attempts: createAttempts({
        throttle: createThrottle({ store: store.signInAttempts, clock }),
        trustProxy,
      }),
      cookie: sessionCookie({ trustProxy, publicUrl: o.publicUrl }),
      ...(embedded && { identity: embedded.signIn }),
      ...(appDir !== undefined && { files: readFiles(appDir, basePathOf(site)) }),
    })
    runner.resume()
    /**
     * Takes no more jobs, tells `/readyz`, and leaves those under way to other gateways, or to the next
     * start.
     */
    const drain = () => {
      draining = true
      return runner.stop()
    }
    const close = async () => {
      await drain()
      await store.close()
      embedded?.close()
    }
    return { app, driver, runner, embedded, drain, close }
  } catch (error) {
    await store.close()
    throw error
  }
}

type Cloud = { driver: Driver; embedded: ReturnType<typeof createEmbeddedCloud> | null; name: string }

/** `check` rejects when a token is not valid. */
type CloudTools = { clock: Clock; metrics: Metrics; log: AppLog; check: (token: string) => Promise<unknown> }

function embeddedCloud(
  { embeddedImages, flavour = 'ims' }: GatewayOptions,
  database: string,
  { clock, metrics, check }: CloudTools,
): Cloud {
  const embedded = createEmbeddedCloud({
    database,
    now: clock.now,
    flavour,
    ...(embeddedImages !== undefined && { images: embeddedImages }),
  })
  const endpoints = { identity: EMBEDDED, image: EMBEDDED, keys: EMBEDDED }
  const create = flavour === 'glance' ? createGlanceDriver : createImsDriver
  return {
    driver: create({
      fetch: createCheckedFetch({ fetch: metrics.timed(embedded.fetch), check, now: clock.now }),
      endpoints,
      clock: metrics.watched(clock),
    }),
    embedded,
    name: 'Embedded cloud',
  }
}

/** For the operator: `ms` is how far the clock of the cloud is ahead. */
function clockDifference(ms: number): string {
  if (ms === 0) return 'the clocks of the cloud and of this machine agree again'
  const minutes = Math.round(Math.abs(ms) / 60_000)
  const long = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return `the clock of the cloud is ${long} ${ms > 0 ? 'ahead of' : 'behind'} that of this machine: sessions and jobs go by the latter, times that the cloud tells do not fit; set one of them right`
}

function realCloud(cloud: CloudConfig, { metrics, check, log, clock: systemClock }: CloudTools): Cloud {
  const onClockDifference = (ms: number) => log.warn({ cloud: cloud.name }, clockDifference(ms))
  const clock = metrics.watched(systemClock)
  const services = createServiceFetch({ ...cloud, fetch: metrics.timed(createCloudFetch(cloud)) })
  const fetch = createCheckedFetch({ fetch: services, check, now: systemClock.now })
  const { limits } = cloud
  const driver =
    cloud.driver === 'ims'
      ? createImsDriver({ fetch, endpoints: SERVICES, clock, limits, onClockDifference })
      : createGlanceDriver({
          fetch,
          endpoints: SERVICES,
          clock,
          onClockDifference,
          recipientsPerImage: limits.recipientsPerImage,
        })
  return { driver, embedded: null, name: cloud.name }
}
