import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { createEmbeddedCloud } from '#embedded/cloud'
import { createApp } from './app.ts'
import { createCatalog } from './catalog.ts'
import { createCredentials } from './credentials.ts'
import type { Clock, Login } from './drivers/driver.ts'
import { createImsDriver } from './drivers/ims.ts'
import type { AppLog } from './request-log.ts'
import { createJobActions } from './sharing/job-actions.ts'
import { createPlanner } from './sharing/planner.ts'
import { createRunner } from './sharing/runner.ts'
import { readFiles } from './static.ts'
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
  embeddedImages?: number | undefined
  /** Folder of the built app. */
  appDir?: string
}

/** The demo operator of the embedded cloud, as whom the console acts there. */
const DEMO = { name: 'demo' }
const LOGIN: Login = {
  proof: { method: 'password', user: { name: 'operator', domain: DEMO }, password: 'operator' },
  project: { name: 'golden-images', domain: DEMO },
}

/** A name that is never resolved: the embedded cloud is called in process. */
const EMBEDDED = 'http://embedded.invalid'

/**
 * A whole gateway: the one place that chooses the parts and joins them. Jobs that had not ended go on. Throws a
 * sentence for the operator when the data cannot be used.
 */
export async function createGateway({
  dataDir,
  databaseUrl,
  host,
  clock,
  log,
  embeddedImages,
  appDir,
}: GatewayOptions) {
  const file = (name: string) => (dataDir === null ? ':memory:' : path.join(dataDir, name))
  const newId = () => randomBytes(16).toString('hex')
  const onLost = (error: Error) => log.warn({ err: error }, 'connection to the store lost')
  const place = databaseUrl === undefined ? { path: file('console.db') } : { url: databaseUrl, onLost }
  const store = await openStore({ ...place, now: clock.now })
  try {
    const cloud = createEmbeddedCloud({
      database: file('embedded.db'),
      now: clock.now,
      ...(embeddedImages !== undefined && { images: embeddedImages }),
    })
    const driver = createImsDriver({
      fetch: cloud.fetch,
      endpoints: { identity: EMBEDDED, image: EMBEDDED, keys: EMBEDDED },
      clock,
    })
    const credentials = createCredentials({ driver, clock, login: LOGIN })
    const catalog = createCatalog({ driver, clock, store })
    const runner = createRunner({ driver, store, catalog, credentials, clock, log, newId })
    const planner = createPlanner({ driver, clock, catalog, store })
    const actions = createJobActions({ driver, clock, catalog, store, planner, runner, newId })
    const app = createApp({
      driver,
      planner,
      actions,
      store,
      catalog,
      credentials,
      runner,
      clock,
      log,
      newId,
      host,
      version,
      cloud: { name: 'Embedded cloud', embedded: true },
      identity: cloud.fetch,
      ...(appDir !== undefined && { files: readFiles(appDir) }),
    })
    await runner.resume()
    const close = async () => {
      await runner.stop()
      await store.close()
      cloud.close()
    }
    return { app, driver, runner, cloud, cloudName: 'the embedded cloud', close }
  } catch (error) {
    await store.close()
    throw error
  }
}
