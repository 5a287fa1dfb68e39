import { readFileSync } from 'node:fs'
import { Agent, fetch as fetchBy } from 'undici'
import { ConfigError } from './config/config.ts'

/**
 * `fetch` for a cloud with its own rules for certificates: a file of authorities in place of the system's, or none
 * checked at all. Throws `ConfigError` when the file cannot be read.
 */
export function createCloudFetch(tls: {
  verify: boolean
  caFile: string | null
}): (request: Request) => Promise<Response> {
  if (tls.verify && tls.caFile === null) return fetch
  const connect = { rejectUnauthorized: tls.verify, ...(tls.caFile !== null && { ca: readCa(tls.caFile) }) }
  const dispatcher = new Agent({ connect })
  return async (request) => {
    const { url, method, headers, redirect, signal } = request
    const body = method === 'GET' || method === 'HEAD' ? null : await request.text()
    const init = { method, headers: [...headers], redirect, signal, body, dispatcher }
    // The package's own types, of the same things.
    return (await fetchBy(url, init)) as unknown as Response
  }
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new ConfigError(`The file of certificate authorities (cacert) ${file} cannot be read.`)
  }
}
