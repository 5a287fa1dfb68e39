import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

/** IMS tokens are several KB; Node refuses more than 16 KB of headers in all unless told. */
const MAX_HEADER_BYTES = 64 * 1024

/** How long requests under way may take when the server closes, in ms. */
const GRACE_MS = 5000

/** How long connections that nobody uses are left open then, in ms, for a request that is on its way. */
const IDLE_MS = 500

/**
 * How long a client may take to send, in ms; a connection that is not done by then is closed with 408. Enough for a
 * batch of 12 MB on a slow line, and too little to hold a connection with a byte now and then.
 */
const HEADERS_MS = 20_000
const REQUEST_MS = 120_000

/** How often the two are looked at. */
const CHECK_MS = 5000

/** A proxy keeps its connections for a minute: it must not send on one that is just being closed here. */
const KEEP_ALIVE_MS = 75_000

export type Listening = {
  port: number
  /** Takes no more connections and settles when the requests under way are answered, or after 5 s. */
  close(): Promise<void>
}

/** Listens on a port, 0 for any free one. Throws a sentence for the operator when it cannot. */
export async function listen(o: {
  fetch: (request: Request) => Response | Promise<Response>
  host: string
  port: number
}): Promise<Listening> {
  const serverOptions = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: CHECK_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  }
  const server = createAdaptorServer({ fetch: o.fetch, serverOptions }) as Server
  const close = closeGently(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(sentence(error, o))))
    server.listen(o.port, o.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : o.port,
    close,
  }
}

function sentence(
  { code, message }: NodeJS.ErrnoException,
  { host, port }: { host: string; port: number },
): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use. Stop what uses it, or set PORT to another.`
  if (code === 'EACCES') return `Port ${port} on ${host} may not be used by this user. Set PORT to another.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Set HOST to one that it has.`
  return `Cannot listen on ${host}, port ${port}: ${message}`
}

/**
 * Closes without breaking a connection that somebody is just sending on: each has its next answer, which says
 * that it is the last one. Only those on which nothing is asked are closed as they are.
 */
function closeGently(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>()
  let closing = false
  const makeLast = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close')
    // An answer that has begun has promised to leave its connection open.
    else response.once('finish', () => response.req.socket.end())
  }
  server.prependListener('request', (_, response) => {
    if (closing) makeLast(response)
    open.add(response)
    response.once('close', () => open.delete(response))
  })
  return () =>
    new Promise((resolve) => {
      closing = true
      open.forEach(makeLast)
      const timers = [
        // What has arrived by then is read first.
        setTimeout(() => setImmediate(() => server.closeIdleConnections()), IDLE_MS),
        setTimeout(() => server.closeAllConnections(), GRACE_MS),
      ]
      // That of HTTP would at once close the connections on which nothing is asked.
      NetServer.prototype.close.call(server, () => {
        timers.forEach(clearTimeout)
        resolve()
      })
    })
}
