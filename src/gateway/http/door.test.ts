import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { browserOf } from '#testing/browser-client'
import { createTestClock } from '#testing/clock'
import { cloudConfigAt } from '#testing/cloud-config'
import { createWorld } from '#testing/harness'
import { createGateway } from '../gateway.ts'

/*
 * The stories: a proxy on the same machine got 421 for everything; one that does not pass the name on let reads work and
 * called a share "not the console's own page"; a gateway on 0.0.0.0 answered to any name, so to a foreign page whose name
 * suddenly pointed there.
 */

const URL_OF = { publicUrl: new URL('https://images.example.com') }
const IPV6 = { publicUrl: new URL('http://[2001:DB8:0::5]:8080') }
const HTTPS = 'https://images.example.com'

async function openDoor(door: NonNullable<Parameters<typeof createWorld>[0]>['door'], demoSignIn = true) {
  const world = await createWorld({ demoSignIn, door: door ?? {} })
  const ask = (url: string, headers: Record<string, string> = {}) =>
    world.app.request(url, { headers: { 'x-console': '1', ...headers } })
  return { world, ask, close: world.close }
}

test.each([
  ['a gateway for this machine only', {}, 'http://images.example.com/console/settings', 421],
  ['a gateway for this machine only', {}, 'http://127.0.0.1:8080/console/settings', 200],
  ['a gateway for the network', { host: '0.0.0.0' }, 'http://evil.test/console/settings', 421],
  ['a gateway for the network', { host: '0.0.0.0' }, 'http://10.0.0.5:8080/console/settings', 200],
  ['a gateway for the network', { host: '::' }, 'http://[2001:db8::5]:8080/console/settings', 200],
  ['a gateway with its address set', URL_OF, 'http://images.example.com/console/settings', 200],
  ['a gateway with its address set', URL_OF, 'http://evil.test/console/settings', 421],
  ['a gateway with its address set', { ...URL_OF, host: '0.0.0.0' }, `${HTTPS}/console/settings`, 200],
  ['a gateway with an IPv6 address set', IPV6, 'http://[2001:db8::5]:8080/console/settings', 200],
  ['a gateway with an IPv6 address set', IPV6, 'http://[2001:db8::6]:8080/console/settings', 421],
])('%s, set as %j, asked for %s, answers %i', async (_, door, url, status) => {
  const { ask, close } = await openDoor(door)
  const answer = await ask(url)
  expect(answer.status).toBe(status)
  if (status === 421) expect((await answer.json()).detail).toMatch(/Host.*PUBLIC_URL/s)
  await close()
})

test('a proxy that hides the name of the console is told so, and does no harm where PUBLIC_URL says it', async () => {
  const post = { origin: HTTPS, 'sec-fetch-site': 'same-origin' }
  const hidden = await openDoor({})
  const refused = await browserOf(hidden.world, { headers: post }).call('POST', '/console/shares', {})
  expect(refused).toMatchObject({ status: 421, json: { code: 'CONSOLE.HOST' } })
  expect(refused.json.detail).toContain(`The page is at ${HTTPS}`)
  await hidden.close()

  const known = await openDoor(URL_OF)
  const body = { images: [], projects: [] }
  const taken = await browserOf(known.world, { headers: post }).call('POST', '/console/shares', body)
  expect(taken.status).toBe(200)
  const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  expect(
    (await browserOf(known.world, { headers: foreign }).call('POST', '/console/shares', body)).status,
  ).toBe(401)
  await known.close()
})

test('with an https address cookies are bound to it, and browsers are told to keep to TLS', async () => {
  const { world, close } = await openDoor(URL_OF, false)
  const signedIn = await browserOf(world).signIn('operator')
  expect(signedIn.headers.get('set-cookie')).toMatch(/^__Host-image-share=.*Secure/)
  expect(signedIn.headers.get('strict-transport-security')).toBe('max-age=31536000')
  expect(signedIn.headers.get('permissions-policy')).toContain('camera=()')
  await close()
})

test('a probe is answered by whatever name it calls the machine', async () => {
  const { ask, close } = await openDoor({ host: '0.0.0.0' })
  for (const path of ['/healthz', '/readyz']) expect((await ask(`http://pod-7${path}`)).status).toBe(200)
  await close()
})

describe('metrics', () => {
  const TOKEN = 'a-token-for-metrics-of-32-characters'
  test.each([
    ['there for this machine alone', {}, {}, 200],
    ['not there for the network', { host: '0.0.0.0' }, {}, 401],
    ['not there behind a proxy', URL_OF, {}, 401],
    ['not there without the token', { metricsToken: TOKEN }, {}, 401],
    ['not there with another token', { metricsToken: TOKEN }, { authorization: 'Bearer x' }, 401],
    ['there with the token', { ...URL_OF, metricsToken: TOKEN }, { authorization: `Bearer ${TOKEN}` }, 200],
  ])('are %s', async (_, door, headers, status) => {
    const { ask, close } = await openDoor(door)
    const answer = await ask('http://127.0.0.1/metrics', headers as Record<string, string>)
    expect(answer.status).toBe(status)
    expect((await answer.text()).includes('# HELP')).toBe(status === 200)
    await close()
  })
})

describe('who may sign in at all', () => {
  test.each([
    ['everybody', {}, 200],
    ['a project by its name', { projects: ['golden-images'] }, 200],
    ['a domain by its name', { domains: ['demo'] }, 200],
    ['another project', { projects: ['finance'] }, 403],
    ['another domain', { domains: ['finance'] }, 403],
    ['the project in another domain', { domains: ['finance'], projects: ['golden-images'] }, 403],
  ])('%s: %j', async (_, only, status) => {
    const admitted = { domains: null, projects: null, ...only }
    const { world, ask, close } = await openDoor({ admitted }, false)
    const browser = browserOf(world)
    const signedIn = await browser.signIn('operator')
    expect(signedIn.status).toBe(status)
    if (status === 403) expect(signedIn.json.code).toBe('CONSOLE.NOT_ADMITTED')
    expect((await browser.get('/console/settings')).status).toBe(status === 200 ? 200 : 401)
    const { token } = await world.tokenFor('operator')
    expect((await ask('http://127.0.0.1/console/settings', { 'x-auth-token': token })).status).toBe(status)
    await close()
  })
})

test('nobody who is not signed in hears the names of machines behind the console', async () => {
  const lines: string[] = []
  const authUrl = 'http://127.0.0.1:65530'
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const gateway = await createGateway({
    dataDir: null,
    host: '127.0.0.1',
    clock: createTestClock(),
    log,
    cloud: cloudConfigAt(authUrl),
  })
  const signedIn = await browserOf(gateway).signIn('operator')
  expect(signedIn).toMatchObject({ status: 503, json: { code: 'CONSOLE.UNREACHABLE' } })
  const headers = { 'x-auth-token': 'x' }
  const byToken = await gateway.app.request('http://localhost/v1/cloudimages/job/1', { headers })
  expect(byToken.status).toBe(503)
  expect(signedIn.text + (await byToken.text())).not.toContain('127.0.0.1')
  expect(lines.join('')).toContain('127.0.0.1:65530')
  await gateway.close()
})
