import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { createEmbeddedCloud } from './cloud.ts'
import { readSettings } from './settings.ts'

/** The embedded cloud on its own: a simulator for any IMS or Glance client, sign-in included. */

/** Room for tokens of several KB; Node refuses more than 16 KB of headers unless told. */
const MAX_HEADER_BYTES = 64 * 1024

function start() {
  const { port, host, folder, images } = readSettings(process.env)
  const database = resolve(join(folder, 'embedded.db'))
  const cloud = createEmbeddedCloud({ database, now: Date.now, ...(images !== undefined && { images }) })
  const serverOptions = { maxHeaderSize: MAX_HEADER_BYTES }
  const server = serve({ fetch: cloud.fetch, port, hostname: host, serverOptions }, ({ port: bound }) =>
    process.stdout.write(`Embedded cloud at http://${host}:${bound} (sign in at /v3), data in ${database}\n`),
  )
  server.on('error', ({ code, message }: NodeJS.ErrnoException) =>
    fail(code === 'EADDRINUSE' ? `Port ${port} on ${host} is in use; set PORT to another.` : message),
  )
  const stop = () => {
    server.close(() => cloud.close())
    // A call that a fault lets hang would keep the process alive.
    if ('closeAllConnections' in server) server.closeAllConnections()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function fail(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}

try {
  start()
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}
