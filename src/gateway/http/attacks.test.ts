import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Endpoint, SMALL_BODY_BYTES } from '#contract/endpoint'
import { endpoints } from '#contract/endpoints'
import { problem } from '#contract/problem'
import { clientOf } from '#testing/api-client'
import { createWorld } from '#testing/harness'
import { listen } from '../listen.ts'

/*
 * Requests that no browser and no honest program sends, on a real socket, as a library would correct them.
 * Cookies and foreign pages: `http/routes/session.test.ts`; secrets and other projects' IDs:
 * `isolation.test.ts`.
 */

const lines: string[] = []
const world = await createWorld({ onLog: (line) => lines.push(line) })
const { token } = await world.tokenFor('operator')
const server = await listen({ fetch: (request) => world.app.fetch(request), host: '127.0.0.1', port: 0 })
afterAll(async () => {
  await server.close()
  await world.close()
})

/** Writes this and answers all that comes until the other side closes. */
async function send(text: string, then: (socket: Socket) => void = () => {}): Promise<string> {
  const socket = connect(server.port, '127.0.0.1')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk
  })
  socket.on('error', () => {})
  socket.write(text)
  then(socket)
  await closed
  return said
}
const request = (line: string, headers: string[] = [], host = '127.0.0.1') =>
  [`${line} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers, '', ''].join('\r\n')
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
const OWN = ['X-Console: 1', 'Accept: text/html,application/json']

/** Every line of the log is one record of JSON, without a character that a terminal would obey. */
const expectCleanLog = () => {
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    expect(() => JSON.parse(line)).not.toThrow()
    expect(line.trimEnd()).not.toMatch(/\p{Cc}/u)
  }
}

describe('an address', () => {
  const ADDRESSES = [
    '/../../package.json',
    '/assets/../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%252e%252e/package.json',
    '/..\\..\\package.json',
    '//evil.test/',
    '///evil.test/%2e%2e',
    '/\\evil.test/',
    '/%5c%5cevil.test/',
    '/%0d%0aLocation:%20http://evil.test',
    '/console/jobs/%0d%0aSet-Cookie:%20a=b',
    '/console/jobs/%00',
    '/console/jobs/..%2f..%2fsettings',
    '/console/jobs/%2e%2e',
    '/console/jobs/%E0%A4%A',
    `/console/jobs/${'%F0%9F%92%A3'.repeat(2000)}`,
    '/console/jobs?limit=1e9',
    '/console/jobs?limit=-1',
    '/console/jobs/changes?since=1e400',
    '/console/jobs/none/pairs?state=__proto__',
    '/v1/%2e%2e/jobs/none',
    '*',
  ]
  test.each(ADDRESSES.map((address) => [address.slice(0, 60), address]))(
    '%s leads nowhere else',
    async (_, address) => {
      const answer = await send(request(`GET ${address}`, [...OWN, `X-Auth-Token: ${token}`]))
      expect([400, 403, 404]).toContain(statusOf(answer))
      expect(answer).not.toMatch(/^(location|set-cookie):/im)
      expect(answer).not.toContain('devDependencies')
      expectCleanLog()
    },
  )

  test.each([
    ['of another host', 'GET http://evil.test/console/settings', '127.0.0.1'],
    ['with another host beside it', 'GET /console/settings', 'evil.test'],
    ['with one that begins like ours', 'GET /console/settings', '127.0.0.1.evil.test'],
    ['with one that has a user in it', 'GET /console/settings', '127.0.0.1@evil.test'],
    ['with one that is none', 'GET /console/settings', 'a b'],
    ['with none', 'GET /console/settings', ''],
  ])('an address %s is refused', async (_, line, host) => {
    const answer = await send(request(line, OWN, host))
    expect([400, 421]).toContain(statusOf(answer))
    expect(answer).not.toContain('operator')
  })

  test('the address of a client is what the connection says, not what a header claims', async () => {
    const claims = ['X-Forwarded-Host: evil.test', 'X-Forwarded-Proto: https', 'Forwarded: host=evil.test']
    const answer = await send(request('GET /console/settings', [...OWN, ...claims]))
    expect(statusOf(answer)).toBe(200)
    expect(answer).not.toMatch(/evil\.test|__Host-|^location:/im)
  })
})

describe('a header', () => {
  test.each([
    ['a token with a line break in it', 'X-Auth-Token: a\rSet-Cookie: b=c', 400],
    ['a name with a space in it', 'X Console: 1', 400],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6', 400],
    [
      'a length and chunks, to smuggle a second request',
      'Content-Length: 5\r\nTransfer-Encoding: chunked',
      400,
    ],
    ['more than 64 KB', `X-Auth-Token: ${'a'.repeat(70_000)}`, 431],
  ])('a request that has %s is refused', async (_, header, status) => {
    const answer = await send(request('POST /console/plan', [...OWN, header]))
    expect(statusOf(answer)).toBe(status)
    expect(answer).not.toMatch(/set-cookie/i)
  })

  test.each(['idempotency-key', 'x-share-reason'])('a control character in %s is not kept', async (name) => {
    const body = { images: ['d164b5df-1bc3-4c3f-893e-3e471fd16e64'], projects: ['abc'] }
    for (const value of ['%1b[2J', '%00', '%0a{"level":50}', '\x1b[2J', 'é']) {
      const { status, json } = await clientOf(world, token).share(body, { [name]: value })
      // The key is taken as it is written: percent signs are only text in it.
      if (name === 'idempotency-key' && value.startsWith('%')) expect(status).toBe(200)
      else expect(json).toMatchObject({ error: { code: 'CONSOLE.HEADER' } })
    }
    await world.runner.idle()
    expectCleanLog()
  })
})

describe('a body', () => {
  const LONG = '[0,'.repeat(1_000_000)
  const DEEP = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const POLLUTED = '{"__proto__":{"images":["a"]},"constructor":{"prototype":{"mayShare":true}}}'
  const bodies = ['', '{', 'null', '0', '"text"', '[]', '\uFEFF{}', '\u0000', DEEP, LONG, POLLUTED]
  const calls = Object.values(endpoints).filter((call) => 'body' in call)

  const refusalOf = ({ path, maxBytes = SMALL_BODY_BYTES }: Endpoint, body: string) =>
    body.length > maxBytes && !path.startsWith('/v1/') ? 413 : 400

  test.each(calls.map((endpoint) => [endpoint.method, endpoint.path, endpoint] as const))(
    'of %s %s that is nonsense is refused in words',
    async (method, path, endpoint: Endpoint) => {
      const own = { 'x-console': '1', 'sec-fetch-site': 'same-origin' }
      for (const body of bodies) {
        const headers = /session|sign-in/.test(path) ? own : {}
        const client = clientOf(world, /session|sign-in/.test(path) ? undefined : token)
        const { status, json, text } = await client.call(method, path, { body, headers })
        expect({ path, body: body.slice(0, 20), status }).toMatchObject({ status: refusalOf(endpoint, body) })
        if (path.startsWith('/v1/')) expect(json).toMatchObject({ error: { message: /\w/ } })
        else expect(problem.parse(json).detail).toMatch(/\w/)
        // The refusal does not send all of it back.
        expect(text.length).toBeLessThan(1000)
      }
      expect({}).not.toHaveProperty('mayShare')
      expectCleanLog()
    },
  )

  test('a body of any JSON at all never makes the gateway fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...calls), fc.json(), async ({ method, path }, body) => {
        const { status } = await clientOf(world, token).call(method, path.replace(/\{\w+\}/, 'x'), { body })
        expect(status).toBeLessThan(500)
      }),
      { numRuns: 300 },
    )
  })

  test('a body of 300,000 IDs is refused', async () => {
    const ids = Array.from({ length: 300_000 }, (_, n) => n.toString(16).padStart(32, '0'))
    const images = ['d164b5df-1bc3-4c3f-893e-3e471fd16e64']
    const spec = await clientOf(world, token).share({ images, projects: ids })
    expect(spec).toMatchObject({ status: 400, json: { error: { code: 'IMG.0001' } } })
    const plan = await clientOf(world, token).call('POST', '/console/plan', {
      body: { action: 'share', images, projects: ids },
    })
    expect(plan).toMatchObject({ status: 400, json: { code: 'IMG.0001' } })
  })

  test.each(Object.values(endpoints).filter((call) => 'body' in call && !('maxBytes' in call)))(
    'of $method $path is refused before it is read, once it is larger than the call needs',
    async ({ method, path }) => {
      const headers = [...OWN, 'Sec-Fetch-Site: same-origin', 'Transfer-Encoding: chunked']
      if (!/session|sign-in/.test(path)) headers.push(`X-Auth-Token: ${token}`)
      const chunk = `1000\r\n${'a'.repeat(0x1000)}\r\n`
      const answer = await send(request(`${method} ${path}`, headers) + chunk.repeat(5))
      expect(statusOf(answer)).toBe(413)
      expect(answer).toContain('larger than 16 KB')
    },
  )

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'of the type %s, which a form of another site can send, is refused',
    async (type) => {
      const o = { body: '{}', headers: { 'content-type': type } }
      expect(await clientOf(world, token).call('POST', '/console/plan', o)).toMatchObject({ status: 415 })
      const spec = await clientOf(world, token).call('POST', '/v1/cloudimages/members', o)
      expect(spec).toMatchObject({ status: 400, json: { error: { code: 'IMG.0001' } } })
    },
  )

  // The story: half of a surrogate pair in a name ended the process, and each one that was started after it.
  test('with text that is not well-formed Unicode is refused, and the book can be read as before', async () => {
    const id = '0123456789abcdef0123456789abcdef'
    const entry = `{"id":"${id}","name":"a\\ud800b","accountId":"","owner":"","notes":"","groups":[]}`
    const client = clientOf(world, token)
    const saved = await client.call('PUT', `/console/recipients/${id}`, { body: entry })
    expect(saved).toMatchObject({ status: 400, json: { code: 'CONSOLE.BODY' } })
    const imported = await client.call('POST', '/console/recipients/import', {
      body: `{"entries":[${entry}]}`,
    })
    expect(imported).toMatchObject({ status: 400, json: { code: 'CONSOLE.BODY' } })
    expect((await client.get('/console/recipients')).status).toBe(200)
  })

  test.each(['\u202E', '\u200B', '\u200D', '\uFEFF'])(
    'with a name of the book that has a hidden character is refused: %j',
    async (character) => {
      const id = '0123456789abcdef0123456789abcdef'
      const body = { id, name: `acme${character}prod`, accountId: '', owner: '', notes: '', groups: [] }
      const saved = await clientOf(world, token).call('PUT', `/console/recipients/${id}`, { body })
      expect(saved).toMatchObject({
        status: 400,
        json: { field: 'name', detail: expect.stringContaining('nobody can see') },
      })
    },
  )

  test('a body without a length is read no further than its limit', async () => {
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`
    const headers = [`X-Auth-Token: ${token}`, 'Transfer-Encoding: chunked']
    const answer = await send(request('POST /v1/cloudimages/members', headers) + chunk.repeat(193))
    expect(statusOf(answer)).toBe(400)
    expect(answer).toContain('larger than 12 MB')
  })

  test('a body whose chunks are malformed is refused', async () => {
    const answer = await send(
      `${request('POST /console/plan', [...OWN, 'Transfer-Encoding: chunked'])}zz\r\n`,
    )
    expect(statusOf(answer)).toBe(400)
  })
})

describe('a client that takes its time', () => {
  test.each([
    ['its headers', 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-'],
    ['its body', `${request('POST /console/plan', [...OWN, 'Content-Length: 100'])}{`],
  ])('others are not held up by one that is slow to send %s', async (_, text) => {
    let leave = () => {}
    const slow = send(text, (socket) => {
      leave = () => socket.destroy()
    })
    expect(statusOf(await send(request('GET /healthz')))).toBe(200)
    leave()
    expect(await slow).toBe('')
  })

  // Node closes the connection by a clock that no test can set: what it was told is looked at.
  test('it is disconnected after 20 s without all headers, after two minutes without the whole body', async () => {
    const told: Server[] = []
    const listener = (message: unknown) => void told.push((message as { server: Server }).server)
    subscribe('http.server.request.start', listener)
    onTestFinished(() => void unsubscribe('http.server.request.start', listener))
    await send(request('GET /healthz'))
    expect(told).toMatchObject([{ headersTimeout: 20_000, requestTimeout: 120_000 }])
  })

  test('a client that goes away in the middle of its request is no error of the gateway', async () => {
    lines.length = 0
    await send(`${request('POST /console/plan', [...OWN, 'Content-Length: 100'])}{`, (socket) =>
      setImmediate(() => socket.destroy()),
    )
    while (lines.length === 0) await new Promise(setImmediate)
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 30, status: 400 }])
    expect(statusOf(await send(request('GET /healthz')))).toBe(200)
  })
})
