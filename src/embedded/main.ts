import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { createEmbeddedCloud } from './cloud.ts'

/** The embedded cloud on its own: a simulator for any IMS or Glance client, sign-in included. */

const port = Number(process.env.PORT ?? 8081)
const host = process.env.HOST ?? '127.0.0.1'
const folder = resolve(process.env.DATA_DIR ?? 'data')

/** Room for tokens of several KB; Node refuses more than 16 KB of headers unless told. */
const MAX_HEADER_BYTES = 64 * 1024

function fail(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException
  const text = code === 'EADDRINUSE' ? `Port ${port} on ${host} is in use; set PORT to another.` : message
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

try {
  mkdirSync(folder, { recursive: true })
  const cloud = createEmbeddedCloud({
    database: join(folder, 'embedded.db'),
    now: Date.now,
    ...(process.env.EMBEDDED_IMAGES && { images: Number(process.env.EMBEDDED_IMAGES) }),
  })
  const serverOptions = { maxHeaderSize: MAX_HEADER_BYTES }
  const server = serve({ fetch: cloud.fetch, port, hostname: host, serverOptions }, ({ port: bound }) =>
    process.stdout.write(`Embedded cloud at http://${host}:${bound} (sign in at /v3), data in ${folder}\n`),
  )
  server.on('error', fail)
  const stop = () => {
    server.close(() => cloud.close())
    // A call that a fault lets hang would keep the process alive.
    if ('closeAllConnections' in server) server.closeAllConnections()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  fail(error)
}
