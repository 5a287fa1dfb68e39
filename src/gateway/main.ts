import { setMaxListeners } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { systemClock } from './cloud/clock.ts'
import { readConfig } from './config/config.ts'
import { describeCloud } from './config/describe-cloud.ts'
import { readCloud } from './config/read-cloud.ts'
import { whatIsOpen } from './config/what-is-open.ts'
import { createGateway } from './gateway.ts'
import { listen } from './listen.ts'
import { describeUrl } from './store/postgres.ts'

// Every call under way listens to the signal of its job: a hundred are no leak.
setMaxListeners(200)

/** How much of the log is kept to be written later, in bytes; more than that is lost. */
const MAX_UNWRITTEN = 1024 * 1024

process.stdout.on('error', () => {})

/** The process: reads the environment, listens, says where, and stops gracefully. Logs go to stderr. */
async function start() {
  const { values } = parseArgs({ options: { cloud: { type: 'string' } } })
  const config = readConfig(process.env, (file) => readFileSync(file, 'utf8'))
  const cloud = readCloud({
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    readFile,
    named: values.cloud,
  })
  const { host, dataDir, databaseUrl, embeddedImages, sessionKey, trustProxy } = config
  const log = pino({ level: config.logLevel }, openLog())
  // Alive from the first moment, however long the store takes; ready for nothing.
  let fetch = (request: Request): Response | Promise<Response> =>
    new Response('Starting', { status: new URL(request.url).pathname === '/healthz' ? 200 : 503 })
  // First the port: a second start by mistake should hear of that, and not touch the data.
  const server = await listen({ fetch: (request) => fetch(request), host, port: config.port })
  const gateway = await createGateway({
    dataDir,
    databaseUrl,
    host,
    cloud,
    clock: systemClock,
    log,
    embeddedImages,
    sessionKey,
    olderSessionKey: config.olderSessionKey,
    publicUrl: config.publicUrl,
    metricsToken: config.metricsToken,
    admitted: config.admitted,
    trustProxy,
    demoSignIn: config.demoSignIn,
    readOnlyRoles: config.readOnlyRoles,
    requirePlan: config.requirePlan,
    accessMaxAge: config.accessMaxAge,
    appDir: path.join(import.meta.dirname, '../app'),
  })
  fetch = (request) => gateway.app.fetch(request)

  const picked = cloud === null ? 'the embedded cloud' : describeCloud(cloud)
  log.info({ cloud: cloud?.name }, `working on ${picked}`)
  for (const sentence of [...(cloud?.warnings ?? []), ...whatIsOpen(config, cloud)])
    log.warn({ cloud: cloud?.name }, sentence)

  let stopping = false
  const stop = async () => {
    // A second signal means now. Jobs under way are resumed at the next start either way.
    if (stopping) process.exit(1)
    stopping = true
    // Still answering, so that whoever sends requests here hears from /readyz to send them elsewhere.
    await gateway.drain()
    await server.close()
    await gateway.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop().catch(fail))

  process.stdout.write(`Image Share Console at ${addressOf(host, server.port)}
  data   ${databaseUrl === undefined ? dataDir : `${describeUrl(databaseUrl)}, ${dataDir}`}
  cloud  ${picked}
`)
}

/** What cannot be written to the log, on a full disk for one, is no reason to refuse requests, or to end. */
function openLog() {
  const log = pino.destination({ fd: 2, sync: true, maxLength: MAX_UNWRITTEN })
  log.on('error', () => {})
  return log
}

const readFile = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null)

const addressOf = (host: string, port: number) => {
  const isLocal = ['127.0.0.1', '0.0.0.0', '::1', '::'].includes(host)
  const named = host.includes(':') ? `[${host}]` : host
  return `http://${isLocal ? 'localhost' : named}:${port}`
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

start().catch(fail)
