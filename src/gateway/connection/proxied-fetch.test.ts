import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createCertificates, HAS_OPENSSL } from '#testing/certificates'
import { cloudConfigAt } from '#testing/cloud-config'
import { readProxies } from '../config/proxies.ts'
import { createCloudFetch } from './cloud-fetch.ts'

/*
 * The story: behind a company's proxy the console could not reach the cloud, and nothing was said of HTTPS_PROXY. The
 * names of these tests lead nowhere: only the proxy knows where they are.
 */

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen<T extends Server>(server: T): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const HERE = '127.0.0.1'
/** A token of a cloud, which comes in a header. */
const TOKEN = 'x'.repeat(30_000)

/** A proxy that leads every name to one port of this machine, and asks for a password if there is one. */
async function startProxy(target: number, password?: string) {
  const seen: string[] = []
  const mayPass = ({ headers }: IncomingMessage) => {
    const given = Buffer.from(headers['proxy-authorization']?.split(' ')[1] ?? '', 'base64').toString()
    return password === undefined || given === `me:${password}`
  }
  const proxy = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    if (!mayPass(request)) return void response.writeHead(407).end()
    const { pathname } = new URL(request.url ?? '')
    const options = {
      host: HERE,
      port: target,
      path: pathname,
      headers: request.headers,
      maxHeaderSize: 65_536,
    }
    forward(options, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    }).end()
  })
  proxy.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`)
    if (!mayPass(request)) return void socket.end('HTTP/1.1 407 No\r\n\r\n')
    const onward = connect(target, HERE, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    for (const end of [onward, socket]) end.on('error', () => {})
  })
  return { seen, host: `${HERE}:${await listen(proxy)}` }
}

const answerTo = (request: IncomingMessage) => `${request.method} ${request.headers.host} ${request.url}`
const fetchWith = (env: Record<string, string>, tls = {}) => {
  const config = cloudConfigAt('https://cloud.test')
  return createCloudFetch({ proxies: readProxies(env), tls: { ...config.tls, ...tls } })
}

test('an address of http is sent to the proxy as a whole', async () => {
  const target = await listen(
    createServer({ maxHeaderSize: 65_536 }, (request, response) =>
      response.setHeader('x-subject-token', TOKEN).end(answerTo(request)),
    ),
  )
  const { seen, host } = await startProxy(target)
  const answer = await fetchWith({ HTTP_PROXY: `http://${host}` })(new Request('http://cloud.test:5000/v3'))
  expect(await answer.text()).toBe('GET cloud.test:5000 /v3')
  expect(answer.headers.get('x-subject-token')).toBe(TOKEN)
  expect(seen).toEqual(['GET http://cloud.test:5000/v3'])
})

test('what NO_PROXY names is called without it', async () => {
  const target = await listen(createServer((request, response) => void response.end(answerTo(request))))
  const { seen, host } = await startProxy(target)
  const fetch = fetchWith({ http_proxy: host, no_proxy: '127.0.0.0/8' })
  expect(await (await fetch(new Request(`http://127.0.0.1:${target}/v3`))).text()).toContain('/v3')
  expect(seen).toEqual([])
})

test('a proxy that wants a password is told, and gets the one in its address', async () => {
  const target = await listen(createServer((request, response) => void response.end(answerTo(request))))
  const { host } = await startProxy(target, 's3cret')
  const fetch = fetchWith({ HTTP_PROXY: `http://${host}`, HTTPS_PROXY: `http://${host}` })
  for (const scheme of ['http', 'https'])
    await expect(fetch(new Request(`${scheme}://cloud.test/v3`))).rejects.toThrow(
      `The proxy ${host} does not lead to cloud.test: it asks for a user and a password, which belong into its address.`,
    )
  const known = fetchWith({ HTTP_PROXY: `http://me:s3cret@${host}` })
  expect((await known(new Request('http://cloud.test/v3'))).status).toBe(200)
})

describe.runIf(HAS_OPENSSL)('through a tunnel', () => {
  const { certify, remove } = createCertificates()
  afterAll(remove)

  test('the certificate of the cloud is checked, and that of the console is shown', async () => {
    const { certificate, caFile } = certify('cloud', 'DNS:cloud.test')
    const own = certify('own', 'DNS:console.test')
    const asking = { ...certificate, ca: own.certificate.cert, requestCert: true, maxHeaderSize: 65_536 }
    const target = await listen(
      createTlsServer(asking, (request, response) =>
        response.setHeader('x-subject-token', TOKEN).end(answerTo(request)),
      ),
    )
    const { seen, host } = await startProxy(target)
    const env = { HTTPS_PROXY: `http://${host}`, HTTP_PROXY: 'http://127.0.0.1:1' }
    const { certFile, keyFile } = own
    const ask = (name: string, tls: object) => fetchWith(env, tls)(new Request(`https://${name}:5000/v3`))

    const answer = await ask('cloud.test', { caFile, certFile, keyFile })
    expect(await answer.text()).toBe('GET cloud.test:5000 /v3')
    expect(answer.headers.get('x-subject-token')).toBe(TOKEN)
    expect(seen).toEqual(['CONNECT cloud.test:5000'])

    await expect(ask('other.test', { caFile, certFile, keyFile })).rejects.toThrow('is for other names')
    await expect(ask('cloud.test', { certFile, keyFile })).rejects.toThrow('Set cacert')
    await expect(ask('cloud.test', { caFile })).rejects.toThrow()
    expect((await ask('other.test', { verify: false, certFile, keyFile })).status).toBe(200)
  })
})
