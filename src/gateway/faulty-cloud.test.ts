import { createServer, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints'
import { problem } from '#contract/problem'
import { clientOf } from '#testing/api-client'
import { browserOf } from '#testing/browser-client'
import { OPERATOR } from '#testing/demo-login'
import { createFaultyWorld, type FaultyCloud } from '#testing/faulty-cloud'

/*
 * Answers, on a real socket, of a cloud that is broken, lies, or is another than it claims. For what they do
 * to a job that is under way see `jobs/faulty-cloud-jobs.test.ts`.
 */

const lines: string[] = []
const world = await createFaultyWorld({ onLog: (line) => lines.push(line) })
afterAll(world.close)
const { token } = await world.driver.signIn(OPERATOR)

/** Answers the list of images in this way, and all else as it should. */
const breakList = (answer: (response: ServerResponse) => void) => {
  world.faulty.answer = ({ url = '' }, response) => {
    if (!url.startsWith('/v2/cloudimages')) return false
    answer(response)
    return true
  }
}
const ask = async () => {
  // Earlier reads must not be shown again.
  world.clock.advance(20_000)
  const { json, text, status } = await clientOf(world, token).get('/console/images')
  world.faulty.answer = () => false
  expect(text).not.toContain(token.slice(0, 40))
  return { status, problem: status === 200 ? null : problem.parse(json) }
}

describe('an answer', () => {
  const page =
    (text: string | Buffer, headers: Record<string, string> = {}, status = 200) =>
    (response: ServerResponse) =>
      response.writeHead(status, headers).end(text)
  const BOMB = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '), { level: 9 })

  test.each<[string, (response: ServerResponse) => void, string, RegExp]>([
    ['in HTML', page('<html>Welcome</html>'), 'CONSOLE.UNREADABLE', /not understood/],
    ['with nothing in it', page(''), 'CONSOLE.UNREADABLE', /not understood/],
    ['with no content', page('', {}, 204), 'CONSOLE.UNREADABLE', /not understood/],
    ['cut off in the middle', page('{"images": [{"id"'), 'CONSOLE.UNREADABLE', /not understood/],
    ['of another form', page('[]'), 'CONSOLE.UNREADABLE', /not understood/],
    ['without its list', page('{"pictures": []}'), 'CONSOLE.UNREADABLE', /images/],
    ['with words for lists', page('{"images": "all"}'), 'CONSOLE.UNREADABLE', /images/],
    [
      'that is packed, and a hundred megabytes',
      page(BOMB, { 'content-encoding': 'gzip' }),
      'CONSOLE.UNREADABLE',
      /larger than 64 MB/,
    ],
    [
      'that says it is packed, and is not',
      page('{"images": []}', { 'content-encoding': 'gzip' }),
      'CONSOLE.UNREACHABLE',
      /\w/,
    ],
    [
      'in HTML from a proxy',
      page('<h1>502</h1><script>alert(1)</script>', {}, 502),
      '502',
      /^502 alert\(1\)$/,
    ],
    [
      'that breaks off',
      (response) =>
        void response.writeHead(200, { 'content-length': '1000' }).write('{', () => response.destroy()),
      'CONSOLE.UNREACHABLE',
      /\w/,
    ],
    ['that is a closed door', (response) => void response.destroy(), 'CONSOLE.UNREACHABLE', /\w/],
    [
      'that is no HTTP',
      (response) => void response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n'),
      'CONSOLE.UNREACHABLE',
      /\w/,
    ],
    [
      'with more headers than anybody needs',
      page('{}', { 'x-much': 'a'.repeat(100_000) }),
      'CONSOLE.UNREACHABLE',
      /\w/,
    ],
    [
      'that repeats the token',
      (response) => page(`no such token ${response.req.headers['x-auth-token']}`, {}, 400)(response),
      '400',
      /no such token …/,
    ],
  ])('an answer %s is a problem in words, and the next is read', async (_, answer, code, words) => {
    breakList(answer)
    const refused = await ask()
    expect(refused.problem).toMatchObject({ code, detail: expect.stringMatching(words) })
    expect([400, 503]).toContain(refused.status)
    expect((await ask()).status).toBe(200)
  })

  test.each([301, 302, 303, 307, 308])('a redirect %s is not followed with the token', async (status) => {
    const visits: unknown[] = []
    const elsewhere = createServer((request, response) => {
      visits.push(request.headers)
      response.end('{"images": []}')
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const address = elsewhere.address()
    const location = `http://127.0.0.1:${typeof address === 'object' && address?.port}/`
    breakList(page('', { location }, status))
    expect((await ask()).status).toBe(503)
    expect(visits).toEqual([])
    await new Promise((resolve) => elsewhere.close(resolve))
  })

  test('an answer that comes drop by drop has the same time limit as any other', async () => {
    let dropped = () => {}
    const drop = new Promise<void>((resolve) => {
      dropped = resolve
    })
    breakList((response) => response.writeHead(200).write('{"images": [', dropped))
    const asking = ask()
    await drop
    world.clock.advance(30_000)
    expect((await asking).problem).toMatchObject({ detail: expect.stringContaining('No answer within 30 s') })
  })
})

describe('signing in', () => {
  /** Answers whoever asks for a token during a call in this way, and all else as it should. */
  const breakTokens = async <T>(answer: FaultyCloud, call: () => Promise<T>): Promise<T> => {
    world.faulty.answer = (request, response) =>
      request.method === 'POST' && request.url?.startsWith('/v3/auth/tokens')
        ? answer(request, response)
        : false
    const result = await call()
    world.faulty.answer = () => false
    return result
  }
  const signIn = (answer: FaultyCloud) =>
    breakTokens(answer, () =>
      browserOf(world).signIn('operator', { password: 'pa$$-w0rd', passcode: '987654' }),
    )
  const say =
    (status: number, body: string, headers: Record<string, string> = {}): FaultyCloud =>
    (_, response) => {
      response.writeHead(status, headers).end(body)
      return true
    }
  const TOKEN = JSON.stringify({
    token: {
      expires_at: '2027-01-01T00:00:00.000000Z',
      user: { id: 'u', name: 'u' },
      project: { id: 'p', name: 'p' },
    },
  })

  test.each([
    ['HTML', say(201, '<html>'), 503],
    ['no token', say(201, TOKEN), 401],
    ['a redirect', say(302, '', { location: 'http://127.0.0.1:1/' }), 503],
    [
      'a refusal that repeats the password',
      say(400, '{"error":{"message":"pa$$-w0rd 987654 is wrong","code":400}}'),
      400,
    ],
    ['a fault that repeats the password', say(500, 'Traceback: auth(pa$$-w0rd, 987654)'), 500],
  ])('a sign-in at a cloud that answers %s is refused in words', async (_, answer, status) => {
    const refused = await signIn(answer)
    expect(refused.status).toBe(status)
    expect(problem.parse(refused.json).detail).toMatch(/\w/)
    expect(refused.headers.get('set-cookie')).toBeNull()
    expect(refused.text + lines.join('')).not.toMatch(/pa\$\$|987654/)
  })

  test('a sign-in with a second factor asks for the passcode, and sends both at once', async () => {
    const methods: unknown[] = []
    const wantsBoth: FaultyCloud = (request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        const { identity } = JSON.parse(body).auth
        methods.push(identity.methods)
        const right = identity.totp?.user.passcode === '987654'
        // Keystone gives a receipt for the first factor (API reference, "Multi-Factor Authentication").
        const answer = right
          ? say(201, TOKEN, { 'x-subject-token': 'MIIx' })
          : say(401, '{"receipt":{"methods":["password"]}}', { 'openstack-auth-receipt': 'r3ceipt' })
        answer(request, response)
      })
      return true
    }
    const browser = browserOf(world)
    const asked = await breakTokens(wantsBoth, () => browser.signIn('operator', { passcode: '' }))
    expect({ status: asked.status, json: asked.json }).toEqual({ status: 200, json: { next: 'passcode' } })
    expect(asked.headers.get('set-cookie')).toBeNull()
    expect(asked.text + JSON.stringify([...asked.headers])).not.toContain('r3ceipt')
    const entered = await breakTokens(wantsBoth, () => browser.signIn('operator', { passcode: '987654' }))
    expect(entered).toMatchObject({ status: 200, json: { next: 'nothing' } })
    expect(methods).toEqual([['password'], ['password', 'totp']])
  })

  test.each([401, 403, 404])(
    'and then entering another project, which the cloud refuses with %s, leaves one where one is',
    async (status) => {
      const browser = browserOf(world)
      await browser.signIn('operator')
      const { projects } = (await browser.get('/console/session/projects')).json
      const other = projects.find(({ name }: { name: string }) => name === 'acme-prod')
      const enter = () => browser.call('PUT', '/console/session', { projectId: other.id })
      const refused = await breakTokens(say(status, '{"error":{"message":"No."}}'), enter)
      expect({ status: refused.status, code: refused.json.code }).toEqual({
        status: 403,
        code: 'CONSOLE.PROJECT',
      })
      expect(refused.json.detail).toContain('sign in with the name of the project')
      expect((await browser.get('/console/settings')).json.project.name).toBe('golden-images')
      expect((await enter()).status).toBe(200)
      expect((await browser.get('/console/settings')).json.project.name).toBe('acme-prod')
    },
  )

  test.each([8, 30])('a sign-in with a token of %s KB works', async (kilobytes) => {
    const long = 'MII'.padEnd(kilobytes * 1024, 'x')
    const answer = await signIn(say(201, TOKEN, { 'x-subject-token': long }))
    expect(answer).toMatchObject({ status: 200, json: { next: 'nothing' } })
    expect(answer.text).not.toContain('MIIx')
  })
})

test('an ID stays in its place in every address at the cloud, whatever it is', async () => {
  const own = (await clientOf(world, token).get('/console/images')).json.images[0].id
  const hostile = [
    '../../v3/auth/tokens',
    '..',
    '%2e%2e%2f',
    'a/b',
    'a?b=c',
    'a#b',
    'a\\b',
    'a b',
    'a\r\nb',
    '\0',
    'ä',
    '//x',
  ]
  world.seen.length = 0
  for (const id of hostile)
    for (const { method, path: pattern } of Object.values(endpoints)) {
      if (/sign-in|session/.test(pattern)) continue
      const address = pattern.replace(/\{\w+\}/g, encodeURIComponent(id))
      for (const ids of [
        { images: [id], projects: ['abc'] },
        { images: [own], projects: [id] },
      ]) {
        const body = {
          ...ids,
          action: 'share',
          project_id: id,
          status: 'accepted',
          keyId: id,
          accounts: [id],
          fingerprint: id,
          reason: '',
        }
        const { status } = await clientOf(world, token).call(
          method,
          address,
          method === 'GET' ? {} : { body },
        )
        expect({ address, status }).not.toMatchObject({ status: 500 })
      }
    }
  const known =
    /^(GET|POST) (\/v2\/cloudimages(\?[\w=&-]*)?|\/v2\/images\/[\w-]+(\/members)?|\/v3\/auth\/(tokens\?nocatalog=true|projects)|\/v1\.0\/\w+\/kms\/[a-z-]+)$/
  expect(world.seen).not.toEqual([])
  // A job's own token is revoked at its end.
  const isKnown = (line: string) => known.test(line) || line === 'DELETE /v3/auth/tokens'
  expect(world.seen.filter((line) => !isKnown(line))).toEqual([])
})
