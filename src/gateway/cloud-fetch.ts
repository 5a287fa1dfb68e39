import { readFileSync } from 'node:fs'
import { Agent, fetch as fetchBy } from 'undici'
import { ConfigError } from './config/config.ts'

/** A token of many KB comes in a header, and headers may have only 16 KB by default. */
const MAX_HEADER_BYTES = 64 * 1024

/**
 * `fetch` for a cloud, with room for its tokens and with its rules for certificates: a file of authorities in
 * place of the system's, or none checked at all. Throws `ConfigError` when the file cannot be read.
 */
export function createCloudFetch(tls: {
  verify: boolean
  caFile: string | null
}): (request: Request) => Promise<Response> {
  const connect = { rejectUnauthorized: tls.verify, ...(tls.caFile !== null && { ca: readCa(tls.caFile) }) }
  const dispatcher = new Agent({ connect, maxHeaderSize: MAX_HEADER_BYTES })
  return async (request) => {
    const { url, method, headers, redirect, signal } = request
    const body = method === 'GET' || method === 'HEAD' ? null : await request.text()
    const init = { method, headers: [...headers], redirect, signal, body, dispatcher }
    const answer = await fetchBy(url, init)
    // Turns the package's own class of answers into the standard one.
    const stream = answer.body as ReadableStream<Uint8Array> | null
    return new Response(stream, { status: answer.status, headers: [...answer.headers] })
  }
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new ConfigError(`The file of certificate authorities (cacert) ${file} cannot be read.`)
  }
}
