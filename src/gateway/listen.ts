import { createAdaptorServer, type ServerType } from '@hono/node-server'

/** IMS tokens are several KB; Node refuses more than 16 KB of headers in all unless told. */
const MAX_HEADER_BYTES = 64 * 1024

/** How long requests under way may take when the server closes, in ms. */
const GRACE_MS = 5000

/** How long a client may take to send, in ms; a connection that is not done by then is closed with 408. */
export type ClientLimits = { headersMs: number; requestMs: number }

/**
 * Enough for a batch of 12 MB on a slow line, and too little to hold a connection with a byte now and then.
 */
const LIMITS: ClientLimits = { headersMs: 20_000, requestMs: 120_000 }

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
  limits?: ClientLimits
}): Promise<Listening> {
  const { headersMs, requestMs } = o.limits ?? LIMITS
  const serverOptions = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    // How often the two are looked at.
    connectionsCheckingInterval: Math.min(headersMs, 5000),
    keepAliveTimeout: KEEP_ALIVE_MS,
  }
  const server = createAdaptorServer({ fetch: o.fetch, serverOptions })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(sentence(error, o))))
    server.listen(o.port, o.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : o.port,
    close: () => closeServer(server),
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

const closeServer = (server: ServerType) =>
  new Promise<void>((resolve) => {
    const all = 'closeAllConnections' in server ? () => server.closeAllConnections() : () => {}
    const timer = setTimeout(all, GRACE_MS)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
  })
