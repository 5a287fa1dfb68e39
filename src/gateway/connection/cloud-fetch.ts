import { Agent, type Dispatcher, fetch as fetchBy, Pool, ProxyAgent } from 'undici'
import { type Proxies, proxyFor } from '../config/proxies.ts'
import { type CertificateFiles, readCertificates, type TlsOptions } from './certificates.ts'
import { whyNoConnection, whyNoProxy } from './why-no-connection.ts'

/** A token of many KB comes in a header, and headers may have only 16 KB by default. */
const MAX_HEADER_BYTES = 64 * 1024

/**
 * `fetch` for a cloud, with room for its tokens, its rules for certificates, and the proxies on the way to it. Throws
 * `ConfigError` when a file cannot be used; a request fails with `NoConnection` where that says more.
 */
export function createCloudFetch(o: {
  tls: CertificateFiles
  proxies: Proxies
}): (request: Request) => Promise<Response> {
  const tls = readCertificates(o.tls)
  const direct = new Agent({ connect: tls, maxHeaderSize: MAX_HEADER_BYTES })
  const byProxy = new Map<string, Dispatcher>()
  const through = ({ href }: URL): Dispatcher => {
    const known = byProxy.get(href) ?? createProxyAgent(href, tls)
    byProxy.set(href, known)
    return known
  }

  return async (request) => {
    const { url, method, headers, redirect, signal } = request
    const proxy = proxyFor(url, o.proxies)
    const dispatcher = proxy ? through(proxy) : direct
    const body = method === 'GET' || method === 'HEAD' ? null : await request.text()
    const init = { method, headers: [...headers], redirect, signal, body, dispatcher }
    const { host } = new URL(url)
    const answer = await fetchBy(url, init).catch((error) => {
      throw proxy ? whyNoProxy(error, host, proxy) : whyNoConnection(error, host)
    })
    if (proxy && answer.status === 407) throw whyNoProxy(new Error('Proxy answered (407)'), host, proxy)
    // Turns the package's own class of answers into the standard one.
    const stream = answer.body as ReadableStream<Uint8Array> | null
    return new Response(stream, { status: answer.status, headers: [...answer.headers] })
  }
}

/** For TLS it asks the proxy for a tunnel; else it sends the proxy the whole address, as proxies allow few ports in tunnels. */
const createProxyAgent = (uri: string, tls: TlsOptions): Dispatcher =>
  new ProxyAgent({
    ...{
      uri,
      requestTls: tls,
      proxyTls: { rejectUnauthorized: tls.rejectUnauthorized, ...(tls.ca && { ca: tls.ca }) },
    },
    proxyTunnel: false,
    factory: (origin, options) => new Pool(origin, { ...options, maxHeaderSize: MAX_HEADER_BYTES }),
  })
