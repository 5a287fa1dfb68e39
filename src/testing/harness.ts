import path from 'node:path'
import pino from 'pino'
import { createGateway, type GatewayOptions } from '#gateway/gateway'
import { listen } from '#gateway/listen'
import { createTestClock, type TestClock } from './clock.ts'
import { demoLogin } from './demo-login.ts'

export type WorldOptions = {
  /** Folder of the databases, for stories of a restart; everything is in memory unless told. */
  dataDir?: string
  /** A PostgreSQL in place of the file. */
  databaseUrl?: string
  /** Images of the embedded cloud. */
  images?: number
  /** Which cloud the embedded one plays; an Image Management Service unless told. */
  flavour?: 'ims' | 'glance'
  /** The embedded cloud asks for user and password unless true, which is the default. */
  demoSignIn?: boolean
  /** Names of roles that are taken to only look. */
  readOnlyRoles?: readonly string[]
  /** A share, or a stop, that names no confirmed plan is refused. */
  requirePlan?: boolean
  /** A proxy in front tells how a browser is connected. */
  trustProxy?: boolean
  /** Goes on with this time, for stories of a restart. */
  clock?: TestClock
  /** When time begins, in ms since 1970, where no clock is given. */
  startAt?: number
  /** The address that the gateway is bound to, and other settings of its door. */
  door?: Partial<Pick<GatewayOptions, 'host' | 'publicUrl' | 'metricsToken' | 'admitted'>>
  /** Gets every line of the log, at every level. */
  onLog?: (line: string) => void
}

export type World = Awaited<ReturnType<typeof createWorld>>

const HOST = '127.0.0.1'

/**
 * A gateway and its embedded cloud in this process, on a stepped clock: for tests through `app.request`, and for the
 * browser through `listen`. Built to `dist/server/harness.js`, it serves the built app beside it.
 */
export async function createWorld({
  dataDir,
  databaseUrl,
  images,
  flavour,
  startAt,
  trustProxy,
  demoSignIn,
  readOnlyRoles,
  requirePlan,
  clock = createTestClock(startAt),
  door,
  onLog,
}: WorldOptions = {}) {
  const log = pino({ level: onLog ? 'debug' : 'silent' }, { write: (line) => onLog?.(line) })
  const gateway = await createGateway({
    dataDir: dataDir ?? null,
    databaseUrl,
    host: HOST,
    clock,
    log,
    embeddedImages: images,
    ...(flavour !== undefined && { flavour }),
    ...(trustProxy !== undefined && { trustProxy }),
    ...(demoSignIn !== undefined && { demoSignIn }),
    ...(readOnlyRoles !== undefined && { readOnlyRoles }),
    ...(requirePlan !== undefined && { requirePlan }),
    ...door,
    appDir: path.join(import.meta.dirname, '../app'),
  })
  const { app, runner, embedded: cloud, driver } = gateway
  if (!cloud) throw new Error('The harness has no embedded cloud.')
  return {
    app,
    clock,
    cloud,
    driver,
    runner,
    /** Serves the world on this port, on any free one unless told. */
    async listen(wanted = 0) {
      const { port, close } = await listen({
        fetch: (request) => app.fetch(request),
        host: HOST,
        port: wanted,
      })
      return { url: `http://${HOST}:${port}`, port, close }
    },
    /** Signs in a user of the embedded cloud, whose password is the name: token, project, roles. */
    tokenFor: (user: string, project = 'golden-images') => driver.signIn(demoLogin(user, { project })),
    drain: gateway.drain,
    close: gateway.close,
  }
}
