import { describe, type TestContext, test } from 'vitest'
import type { JobDetail } from '#contract/job'
import { createEmbeddedCloud } from '#embedded/cloud'
import { type GatewayProcess, startGateway } from '#testing/gateway-processes'
import { newPlace } from '#testing/stores'
import { listen } from './listen.ts'

/*
 * Two gateways, each a process, on one PostgreSQL and one cloud. A job is given to the first, which goes away
 * in the middle of it: the second brings it to its end. No pair is lost, and none is sent while it is in a
 * call already.
 */

type Call = { pairs: string[]; began: number; ended: number }
/** The pairs that a request adds: of a set call, or of the one call that plain OpenStack has. */
async function pairsOf(request: Request): Promise<string[]> {
  const { pathname } = new URL(request.url)
  const image = /^\/v2\/images\/([^/]+)\/members$/.exec(pathname)?.[1]
  if (request.method !== 'POST' || (!image && pathname !== '/v1/cloudimages/members')) return []
  const body = (await request.json()) as { images: string[]; projects: string[]; member: string }
  if (image) return [`${image} ${body.member}`]
  return body.images.flatMap((one) => body.projects.map((project) => `${one} ${project}`))
}

async function setUp(flavour: 'ims' | 'glance', { onTestFinished }: TestContext) {
  const cloud = createEmbeddedCloud({ database: ':memory:', now: Date.now, images: 30, flavour })
  const calls: Call[] = []
  const held: { answer: Promise<void> } = { answer: Promise.resolve() }
  const server = await listen({
    host: '127.0.0.1',
    port: 0,
    async fetch(request) {
      const pairs = await pairsOf(request.clone())
      if (pairs.length === 0) return cloud.fetch(request)
      const call = { pairs, began: Date.now(), ended: Number.POSITIVE_INFINITY }
      calls.push(call)
      const answer = await cloud.fetch(request)
      await held.answer
      call.ended = Date.now()
      return answer
    },
  })
  onTestFinished(server.close)
  const cloudUrl = `http://127.0.0.1:${server.port}`

  const auth = {
    identity: {
      methods: ['password'],
      password: { user: { name: 'operator', password: 'operator', domain: { name: 'demo' } } },
    },
    scope: { project: { name: 'golden-images', domain: { name: 'demo' } } },
  }
  const signIn = await fetch(`${cloudUrl}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth }),
  })
  const token = signIn.headers.get('x-subject-token') ?? ''

  const place = await newPlace()
  if (!('url' in place)) throw new Error('a file is not shared')
  const settings = {
    DATABASE_URL: place.url,
    CLOUD_DRIVER: flavour,
    OS_AUTH_URL: `${cloudUrl}/v3`,
    OS_USERNAME: 'operator',
    OS_PROJECT_NAME: 'golden-images',
    OS_DOMAIN_NAME: 'demo',
    SESSION_KEY: 'a key that both gateways have, for nothing but this test',
  }
  const start = async () => {
    const gateway = await startGateway(settings)
    onTestFinished(async () => void (await gateway.end('SIGKILL')))
    return gateway
  }
  const call = async (gateway: GatewayProcess, path: string, init: RequestInit = {}) => {
    const response = await fetch(gateway.url + path, {
      ...init,
      headers: { 'x-auth-token': token, 'content-type': 'application/json', 'x-make-shared': '1' },
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const job = (gateway: GatewayProcess, id: string): Promise<JobDetail> =>
    call(gateway, `/console/jobs/${id}`)
  const [a, b] = await Promise.all([start(), start()])
  const { images } = await call(a, '/console/images')
  const shareable = (images as { id: string; obstacle: unknown; keyId: unknown; kind: string }[])
    .filter((image) => !image.obstacle && !image.keyId && image.kind === 'system')
    .map(({ id }) => id)
    .slice(0, 8)
  const submit = async (gateway: GatewayProcess, projects = 60): Promise<{ id: string; pairs: number }> => {
    const body = {
      images: shareable,
      projects: Array.from({ length: projects }, (_, n) => n.toString(16).padStart(32, 'f')),
    }
    const { job_id } = await call(gateway, '/v1/cloudimages/members', {
      method: 'POST',
      body: JSON.stringify(body),
    })
    return { id: job_id, pairs: shareable.length * projects }
  }
  return { a, b, calls, held, submit, job }
}

/** Asks until the answer is as wanted. */
async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (wanted(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const isDone = (job: JobDetail) => job.endedAt !== null

/** Pairs that were sent again before the call that had them was answered. */
const sentTwice = (calls: readonly Call[]) =>
  calls.flatMap((call, n) =>
    calls
      .slice(n + 1)
      .filter((later) => later.began < call.ended)
      .flatMap((later) => later.pairs.filter((pair) => call.pairs.includes(pair))),
  )

// Mostly they wait for a lease to end, and can do that together.
describe.concurrent('one of two gateways', { timeout: 240_000 }, () => {
  test('when a gateway is killed during a job, another follows it to its end', async (context) => {
    const { expect } = context
    const { a, b, calls, submit, job } = await setUp('ims', context)
    const { id, pairs } = await submit(a)
    const seen = await until(
      () => job(b, id),
      ({ calls }) => calls.length > 0 && calls.every(({ cloudJobId }) => cloudJobId !== null),
    )
    expect(seen).toMatchObject({ status: 'running', endedAt: null })
    await a.end('SIGKILL')
    const ended = await until(() => job(b, id), isDone)
    expect(ended).toMatchObject({ status: 'succeeded', pairs: { total: pairs, done: pairs } })
    expect(ended.calls.map(({ cloudJobId }) => cloudJobId)).toEqual(
      seen.calls.map(({ cloudJobId }) => cloudJobId),
    )
    expect(calls.flatMap((call) => call.pairs)).toHaveLength(pairs)
  })

  test('when a gateway is killed between two calls, another sends what is missing', async (context) => {
    const { expect } = context
    const { a, b, calls, submit, job } = await setUp('glance', context)
    const { id, pairs } = await submit(a)
    await until(
      async () => calls.length,
      (length) => length > 20,
    )
    await a.end('SIGKILL')
    const before = calls.length
    expect(await job(b, id)).toMatchObject({ status: 'running', endedAt: null })
    const ended = await until(() => job(b, id), isDone)
    expect(ended).toMatchObject({
      status: 'succeeded',
      pairs: { total: pairs, waiting: 0, sent: 0, failed: 0 },
    })
    expect(calls.length).toBeGreaterThan(before)
    expect(sentTwice(calls)).toEqual([])
    // Each arrived once: what was there already when the second gateway looked was not sent again.
    expect(calls.flatMap((call) => call.pairs)).toHaveLength(pairs)
  })

  test.for(['ims', 'glance'] as const)(
    'a gateway is told to stop: it waits for its calls, and another goes on at once (%s)',
    async (flavour, context) => {
      const { expect } = context
      const { a, b, calls, held, submit, job } = await setUp(flavour, context)
      let answer = () => {}
      held.answer = new Promise((resolve) => {
        answer = resolve
      })
      const { id, pairs } = await submit(a)
      await until(
        async () => calls.length,
        (length) => length > 0,
      )
      const ending = a.end('SIGTERM')
      const ready = await until(
        () => fetch(`${a.url}/readyz`),
        ({ status }) => status !== 200,
      )
      expect([ready.status, await ready.json()]).toEqual([503, { status: 'stopping' }])
      expect((await fetch(`${a.url}/healthz`)).status).toBe(200)
      expect((await fetch(`${b.url}/readyz`)).status).toBe(200)
      answer()
      expect(await ending).toBe(0)
      const ended = await until(() => job(b, id), isDone)
      expect(ended).toMatchObject({ status: 'succeeded', pairs: { total: pairs, done: pairs } })
      expect(sentTwice(calls)).toEqual([])
      expect(calls.flatMap((call) => call.pairs)).toHaveLength(pairs)
    },
  )
})
