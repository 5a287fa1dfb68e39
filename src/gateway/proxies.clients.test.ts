import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect } from 'node:http2'
import { networkInterfaces } from 'node:os'
import { Agent, fetch } from 'undici'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createWorld } from '#testing/harness'
import {
  type Certificate,
  freePort,
  makeCertificate,
  NAME,
  type ProxyName,
  put,
  SITES,
  startProxy,
} from '#testing/proxies'
import { UNBUFFERED } from './http/unbuffered.ts'
import { listen } from './listen.ts'

/* The proxies of docs/operations.md, from Debian's packages, with certificates of their own, before a console. */

type Edit = readonly [string, string]

type SetUp = {
  proxy: ProxyName
  /** Where the console listens: another loopback address stands for another machine. */
  host?: string
  /** Its path, with a slash at its end. */
  path?: '/' | '/images/'
  /** What is changed in the example. */
  edits?: readonly Edit[]
}

let certificate: Certificate
beforeAll(() => {
  certificate = makeCertificate()
})
afterAll(() => rmSync(certificate.folder, { recursive: true }))

/** A port that only root could listen on, and nothing does. */
const NOBODY = 1

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host)

/** A console behind the example, in which the first of its two gateways is gone. `ask` asks through the proxy. */
async function open(
  { proxy, host = '127.0.0.1', path = '/', edits = [] }: SetUp,
  atEnd: (end: () => Promise<void>) => void = onTestFinished,
) {
  const port = await freePort()
  const origin = `https://${NAME}:${port}`
  const world = await createWorld({
    trustProxy: true,
    demoSignIn: false,
    door: { host, publicUrl: new URL(origin + path) },
  })
  atEnd(world.close)
  const spoken = spokenAnswer()
  const server = await listen({
    fetch: (request) => (request.url.endsWith('/spoken') ? spoken.answer : world.app.fetch(request)),
    host,
    port: 0,
  })
  atEnd(server.close)
  const place: Edit[] = [
    ['10.0.0.11:8080', `${bracketed(host)}:${NOBODY}`],
    ['10.0.0.12:8080', `${bracketed(host)}:${server.port}`],
    ['/etc/ssl/console.pem', certificate.pem],
    ['/etc/ssl/console.key', certificate.key],
    proxy === 'nginx' ? ['listen 443', `listen 127.0.0.1:${port}`] : [`${NAME} {`, `${origin} {`],
  ]
  const site = [...place, ...edits].reduce(put, SITES[proxy][path === '/' ? 'root' : 'below'])
  const { end } = await startProxy(proxy, site)
  atEnd(end)
  const dispatcher = new Agent({
    allowH2: true,
    connect: {
      ca: certificate.ca,
      lookup: (_, __, answer) => answer(null, [{ address: '127.0.0.1', family: 4 }]),
    },
  })
  atEnd(() => dispatcher.destroy())
  const own = { 'x-console': '1', 'sec-fetch-site': 'same-origin', origin }
  let cookie = ''
  const ask = async (
    to: string,
    { headers = {}, ...init }: { method?: string; body?: string; headers?: object } = {},
  ) => {
    const answer = await fetch(origin + path.slice(0, -1) + to, {
      ...init,
      headers: {
        ...own,
        ...(cookie && { cookie }),
        ...(init.body && { 'content-type': 'application/json' }),
        ...headers,
      },
      dispatcher,
    })
    const set = answer.headers.get('set-cookie')
    cookie = set?.split(';')[0] ?? cookie
    return { answer, set }
  }
  const json = async (to: string, init?: Parameters<typeof ask>[1]) => {
    const { answer } = await ask(to, init)
    return { status: answer.status, body: JSON.parse(await answer.text()) }
  }
  const signIn = () =>
    ask('/console/sign-in', {
      method: 'POST',
      body: JSON.stringify({
        ...{ method: 'password', user: 'operator', domain: 'demo', password: 'operator', passcode: '' },
        project: 'golden-images',
      }),
    })
  return { world, origin, port, spoken, ask, json, signIn }
}

/** An answer of which the test says each line. */
function spokenAnswer() {
  let say = (_: string) => {}
  let end = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      say = (line) => controller.enqueue(new TextEncoder().encode(line))
      end = () => controller.close()
    },
  })
  return {
    answer: new Response(body, { headers: { 'content-type': 'application/x-ndjson', ...UNBUFFERED } }),
    say,
    end,
  }
}

const BUFFERING: Edit = ['proxy_read_timeout 120s;', 'proxy_buffering on; proxy_read_timeout 120s;']
const HOST_LINE = '  proxy_set_header Host $http_host;\n'

const SET_UPS: Record<string, SetUp> = {
  'nginx, on the same host': { proxy: 'nginx' },
  'nginx, on another host': { proxy: 'nginx', host: '127.0.0.2' },
  'nginx, to an IPv6 address': { proxy: 'nginx', host: '::1' },
  'nginx, that buffers': { proxy: 'nginx', edits: [BUFFERING] },
  'nginx, that hides the name and names an address': {
    ...{ proxy: 'nginx', host: '127.0.0.2' },
    edits: [[HOST_LINE, '  proxy_set_header Host 127.0.0.2;\n']],
  },
  'nginx, without HTTP/2': { proxy: 'nginx', edits: [[' http2;', ';']] },
  'nginx, below a path': { proxy: 'nginx', path: '/images/' },
  'nginx, below a path that it takes off': {
    ...{ proxy: 'nginx', path: '/images/' },
    edits: [['proxy_pass http://console;', 'proxy_pass http://console/;']],
  },
  'nginx, below a path that it takes off but for a slash': {
    ...{ proxy: 'nginx', path: '/images/' },
    edits: [
      ['location /images/ { proxy_pass http://console;', 'location /images { proxy_pass http://console/;'],
    ],
  },
  'Caddy, on the same host': { proxy: 'caddy' },
  'Caddy, on another host': { proxy: 'caddy', host: '127.0.0.2' },
  'Caddy, to an IPv6 address': { proxy: 'caddy', host: '::1' },
  'Caddy, that hides the name': {
    ...{ proxy: 'caddy', host: '127.0.0.2' },
    edits: [['lb_try_duration 5s', 'header_up Host {upstream_hostport}\n lb_try_duration 5s']],
  },
  'Caddy, that compresses': { proxy: 'caddy', edits: [['request_body {', 'encode gzip\n request_body {']] },
  'Caddy, below a path': { proxy: 'caddy', path: '/images/' },
  'Caddy, below a path that it takes off': {
    ...{ proxy: 'caddy', path: '/images/' },
    edits: [
      ['respond /images/readyz 404', 'handle_path /images/* {\n respond /readyz 404'],
      ['respond /images/metrics 404', 'respond /metrics 404'],
      ['reverse_proxy /images/* ', 'reverse_proxy '],
      ['lb_try_duration 5s\n  }', 'lb_try_duration 5s\n  }\n }'],
    ],
  },
}

/** Some containers have no IPv6 at all. */
const HAS_IPV6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
)
const possible = Object.entries(SET_UPS).filter(([, { host }]) => HAS_IPV6 || host !== '::1')

describe.each(possible)('%s', (_, setUp) => {
  const ends: (() => Promise<void>)[] = []
  let opened: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    opened = await open(setUp, (end) => ends.unshift(end))
  })
  afterAll(async () => {
    for (const end of ends) await end()
  })

  test('somebody signs in, shares, sees the progress and saves the history', async () => {
    const { world, json, ask, signIn } = opened
    expect((await json('/console/jobs', { headers: { cookie: '' } })).status).toBe(401)
    const { answer, set } = await signIn()
    expect([answer.status, set]).toEqual([200, expect.stringMatching(/^__Host-.*; Path=\/; .*Secure/)])

    world.clock.hold()
    const { images } = (await json('/console/images')).body
    const image = images.find(
      (one: { obstacle: unknown; recipients: number }) => !one.obstacle && !one.recipients,
    )
    const pairs = { images: [image.id], projects: ['a'.repeat(32)] }
    const plan = await ask('/console/plan', {
      method: 'POST',
      body: JSON.stringify({ ...pairs, action: 'share' }),
    })
    expect((await plan.answer.text()).trim().split('\n').at(-1)).toContain('"kind":"plan"')

    const shared = await json('/v1/cloudimages/members', { method: 'POST', body: JSON.stringify(pairs) })
    const job = async () => (await json(`/console/jobs/${shared.body.job_id}`)).body
    expect((await job()).status).toMatch(/queued|running/)
    world.clock.release()
    await world.runner.idle()
    expect((await job()).status).toBe('succeeded')
    // As the browser follows a link.
    const saved = await ask('/console/jobs/export?format=csv')
    expect(await saved.answer.text()).toContain(image.id)
  })

  test('a token of many KB and a body of many MB arrive', async () => {
    const { json, signIn } = opened
    const byToken = await json('/console/jobs', { headers: { 'x-auth-token': 'x'.repeat(20_000) } })
    expect(byToken).toMatchObject({ status: 401, body: { code: expect.stringContaining('APIGW') } })
    await signIn()
    const body = `{"images": [],${' '.repeat(11_000_000)} "projects": []}`
    expect((await json('/v1/cloudimages/members', { method: 'POST', body })).status).toBe(400)
  })

  test('an answer that is made line by line arrives line by line', async () => {
    const { ask, spoken } = opened
    spoken.say('first\n')
    const { answer } = await ask('/spoken')
    const reader = answer.body?.getReader()
    const read = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await read()).toBe('first\n')
    for (const line of ['second\n', 'third\n']) {
      spoken.say(line)
      expect(await read()).toBe(line)
    }
    spoken.end()
  })

  test('what is for operations is not reachable from outside', async () => {
    const { ask } = opened
    for (const page of ['/readyz', '/metrics', '/./metrics', '//readyz'])
      expect([page, (await ask(page)).answer.status]).toEqual([page, 404])
    expect((await ask('/healthz')).answer.status).toBe(200)
  })
})

test.each(['nginx', 'caddy'] as const)('%s speaks HTTP/2 with browsers', async (proxy) => {
  const { origin, port } = await open({ proxy })
  const session = connect(origin, {
    ca: certificate.ca,
    lookup: undefined,
    host: '127.0.0.1',
    port,
    servername: NAME,
  })
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':path': '/healthz' })
  const [headers] = await once(stream, 'response')
  expect([session.alpnProtocol, headers[':status']]).toEqual(['h2', 200])
})

/*
 * nginx without the line for Host asks for the console by the name that the upstream has in its settings. Every page was
 * refused with the advice to set PUBLIC_URL, which was set.
 */
test('a proxy that asks by a name of its own is refused with what to change', async () => {
  const { json } = await open({ proxy: 'nginx', host: '127.0.0.2', edits: [[HOST_LINE, '']] })
  const { status, body } = await json('/console/settings')
  expect([status, body.code]).toEqual([421, 'CONSOLE.HOST'])
  expect(body.detail).toMatch(
    /^This server is called console\.example\.com:\d+ \(PUBLIC_URL\), .* "console" /,
  )
  expect(body.detail).toContain('proxy_set_header Host $http_host')
})
