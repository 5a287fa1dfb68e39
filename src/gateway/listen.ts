import { createAdaptorServer, type ServerType } from '@hono/node-server'

/** IMS tokens are several KB; Node refuses more than 16 KB of headers in all unless told. */
const MAX_HEADER_BYTES = 64 * 1024

/** How long requests under way may take when the server closes, in ms. */
const GRACE_MS = 5000

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
  const serverOptions = { maxHeaderSize: MAX_HEADER_BYTES }
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
