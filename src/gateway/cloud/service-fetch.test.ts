import { expect, test } from 'vitest'
import { SERVICE } from '#testing/cloud-config'
import { createServiceFetch, SERVICES } from './service-fetch.ts'

const at = (url: string, region: string, kind = 'public') => ({
  url,
  interface: kind,
  region,
  region_id: region,
})
const CATALOG = {
  catalog: [
    {
      type: 'image',
      endpoints: [
        at('https://image.de.test/v2', 'eu-de'),
        at('https://inside.de.test', 'eu-de', 'internal'),
        at('https://image.nl.test', 'eu-nl'),
      ],
    },
    { type: 'kms', endpoints: [at('https://kms.de.test/v1.0/', 'eu-de')] },
  ],
}

/** A cloud that answers its catalog to the token "good", and everything else with where it was asked. */
function setUp(o: { region?: string | null; kinds?: string[]; image?: string } = {}) {
  const seen: string[] = []
  const region = o.region === undefined ? 'eu-de' : o.region
  const wanted = { ...SERVICE, region, interfaces: o.kinds ?? ['public'] }
  const fetch = createServiceFetch({
    authUrl: 'https://iam.test/v3/',
    services: { image: { ...wanted, endpoint: o.image ?? null }, keys: wanted },
    fetch: async (request) => {
      seen.push(`${request.method} ${request.url}`)
      if (!request.url.endsWith('/v3/auth/catalog')) return Response.json({ body: await request.text() })
      return request.headers.get('x-auth-token') === 'good'
        ? Response.json(CATALOG)
        : Response.json({ error: { code: 401, message: 'No.' } }, { status: 401 })
    },
  })
  const get = (url: string, token = 'good') => fetch(new Request(url, { headers: { 'x-auth-token': token } }))
  return { seen, fetch, get }
}

test('services are called where the catalog says, which is read once', async () => {
  const { seen, get } = setUp()
  await Promise.all([
    get(`${SERVICES.image}/v2/images?limit=3`),
    get(`${SERVICES.keys}/v1.0/p/kms/list-grants`),
  ])
  await get(`${SERVICES.identity}/v3/auth/projects`)
  expect(seen.sort()).toEqual([
    'GET https://iam.test/v3/auth/catalog',
    'GET https://iam.test/v3/auth/projects',
    'GET https://image.de.test/v2/images?limit=3',
    'GET https://kms.de.test/v1.0/p/kms/list-grants',
  ])
})

test('the body, the method and the headers go along', async () => {
  const { fetch, seen } = setUp()
  const headers = { 'x-auth-token': 'good' }
  const answer = await fetch(new Request(`${SERVICES.image}/v2/x`, { method: 'DELETE', body: 'b', headers }))
  expect(await answer.json()).toEqual({ body: 'b' })
  expect(seen).toContain('DELETE https://image.de.test/v2/x')
})

test('region and interface choose, and an address in the settings needs no catalog', async () => {
  const other = setUp({ region: 'eu-nl' })
  await other.get(`${SERVICES.image}/v2/images`)
  expect(other.seen.at(-1)).toBe('GET https://image.nl.test/v2/images')
  const inside = setUp({ kinds: ['internal'] })
  await inside.get(`${SERVICES.image}/v2/images`)
  expect(inside.seen.at(-1)).toBe('GET https://inside.de.test/v2/images')
  const set = setUp({ image: 'https://set.test/v2/' })
  await set.get(`${SERVICES.image}/v2/images`)
  expect(set.seen).toEqual(['GET https://set.test/v2/images'])
})

test('what the catalog does not tell is a sentence, and a refused token does not stand in the way of the next', async () => {
  const several = await setUp({ region: null }).get(`${SERVICES.image}/v2/images`)
  expect(several.status).toBe(503)
  expect((await several.json()).message).toContain('eu-de, eu-nl')
  const none = await setUp({ region: 'eu-nl' }).get(`${SERVICES.keys}/v1.0`)
  expect((await none.json()).message).toContain('no public keys service in the region eu-nl')
  const { get } = setUp()
  expect((await get(`${SERVICES.image}/v2/images`, 'bad')).status).toBe(401)
  expect((await get(`${SERVICES.image}/v2/images`)).status).toBe(200)
})

/** The story: "no public image service in the region eu_de" left people to guess how the cloud writes it. */
test.each([
  [
    { region: 'eu_de' },
    'no public image service in the region eu_de. Set region_name to one of eu-de, eu-nl.',
  ],
  [
    { region: 'eu-nl', kinds: ['internal', 'admin'] },
    'no internal or admin image service in the region eu-nl. Set interface to one of public.',
  ],
])('what the catalog has instead is told: %j', async (settings, sentence) => {
  const answer = await setUp(settings).get(`${SERVICES.image}/v2/images`)
  expect((await answer.json()).message).toContain(sentence)
})

test.each([
  [['internal', 'public'], 'eu-de', 'https://inside.de.test/v2/images'],
  [['internal', 'public'], 'eu-nl', 'https://image.nl.test/v2/images'],
])('interfaces are tried in the order in which they are written: %j in %s', async (kinds, region, url) => {
  const { get, seen } = setUp({ kinds, region })
  await get(`${SERVICES.image}/v2/images`)
  expect(seen.at(-1)).toBe(`GET ${url}`)
})

test('nothing else is ever called', async () => {
  const { get, seen } = setUp()
  expect((await get('http://169.254.169.254/latest')).status).toBe(503)
  expect(seen).toEqual([])
})

test('an address in the catalog may have the version and the project in it', async () => {
  const project = 'ab'.repeat(16)
  const fetch = createServiceFetch({
    authUrl: 'https://iam.test',
    services: { image: SERVICE, keys: SERVICE },
    fetch: async (request) =>
      request.url.endsWith('/catalog')
        ? Response.json({
            catalog: [{ type: 'kms', endpoints: [at(`https://kms.test/v1.0/${project}`, 'eu-de')] }],
          })
        : Response.json({ asked: request.url }),
  })
  const answer = await fetch(new Request(`${SERVICES.keys}/v1.0/${project}/kms/list-grants`))
  expect(await answer.json()).toEqual({ asked: `https://kms.test/v1.0/${project}/kms/list-grants` })
})

/**
 * The first request after the start met a cloud that took the connection and never answered. The question for the
 * catalog was shared by all requests, and without an end of its own: nothing worked any more until the next start.
 */
test('a catalog that never comes holds up one request, not all', async () => {
  let asked = 0
  const fetch = createServiceFetch({
    authUrl: 'https://iam.test',
    services: { image: { ...SERVICE, region: 'eu-de' }, keys: SERVICE },
    fetch: async ({ url, signal }) => {
      if (!url.endsWith('/catalog')) return Response.json({})
      asked += 1
      if (asked > 1) return Response.json(CATALOG)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  })
  const patience = new AbortController()
  const first = fetch(new Request(`${SERVICES.image}/v2/images`, { signal: patience.signal }))
  patience.abort(new Error('too slow'))
  await expect(first).rejects.toThrow('too slow')
  expect((await fetch(new Request(`${SERVICES.image}/v2/images`))).status).toBe(200)
})

test.each([
  ['HTML', '<html>'],
  ['nothing', ''],
  ['another form', '{"catalog": {}}'],
  ['more than a catalog has', `{"catalog": [], "more": "${'x'.repeat(5 * 1024 * 1024)}"}`],
])('a catalog that is %s is a sentence', async (_, text) => {
  const fetch = createServiceFetch({
    authUrl: 'https://iam.test',
    services: { image: SERVICE, keys: SERVICE },
    fetch: async () => new Response(text),
  })
  const answer = await fetch(new Request(`${SERVICES.image}/v2/images`))
  expect(answer.status).toBe(503)
  expect((await answer.json()).message).toBe("The cloud's catalog is not understood.")
})
