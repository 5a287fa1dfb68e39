import { expect, test } from 'vitest'
import { JSON_PATCH } from '#ims/native-images'
import { createTestCloud, ORIGIN } from './test-client.ts'

/*
 * The requests that gophercloud makes (v2: openstack/client.go, openstack/endpoint.go, utils/choose_version.go,
 * utils/discovery.go, image/v2, identity/v3), and what it reads of the answers. The client itself is not run: it takes a
 * Go compiler.
 */

type Version = { id: string; status: string; links: { rel: string; href: string }[] }
type Endpoint = { url: string; interface: string; region: string }
type Image = {
  id: string
  name: string
  visibility: string
  size: number | null
  min_disk: number
  tags: string[]
}
type Member = { member_id: string; status: string; created_at: string }

async function connect() {
  const { cloud } = createTestCloud()
  const state = { token: '' }
  /** Every request of it asks for JSON; the status must be one of the expected. */
  const request = async (
    method: string,
    url: string,
    expected: number[],
    body?: unknown,
    type = 'application/json',
  ) => {
    const response = await cloud.fetch(
      new Request(url, {
        method,
        headers: {
          accept: 'application/json',
          ...(state.token && { 'x-auth-token': state.token }),
          ...(body !== undefined && { 'content-type': type }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    expect(expected, `${method} ${url}`).toContain(response.status)
    const text = await response.text()
    return { headers: response.headers, json: text === '' ? null : JSON.parse(text) }
  }
  return { state, request }
}

/** `ChooseVersion` at an address without a version: the highest one that is stable. */
async function identityAt(request: Awaited<ReturnType<typeof connect>>['request']) {
  const { json } = await request('GET', `${ORIGIN}/`, [200, 300])
  const values: Version[] = json.versions.values
  const chosen = values.find(
    ({ id, status }) => id.includes('v3') && /^(current|supported|stable)$/i.test(status),
  )
  return chosen?.links.find(({ rel }) => rel === 'self')?.href ?? ''
}

async function signedIn() {
  const { state, request } = await connect()
  const identity = await identityAt(request)
  const user = { name: 'operator', password: 'operator', domain: { name: 'demo' } }
  const scope = { project: { name: 'golden-images', domain: { name: 'demo' } } }
  const { headers, json } = await request('POST', `${identity}auth/tokens`, [201], {
    auth: { identity: { methods: ['password'], password: { user } }, scope },
  })
  state.token = headers.get('x-subject-token') ?? ''
  const service = json.token.catalog.find(({ type }: { type: string }) => type === 'image')
  const endpoint: Endpoint = service.endpoints.find((one: Endpoint) => one.interface === 'public')
  return { request, identity, user: json.token.user.id, image: `${endpoint.url.replace(/\/*$/, '')}/` }
}

test('it finds identity at the root, and the second version of images at the address in the catalog', async () => {
  const { request, identity, image } = await signedIn()
  expect(identity).toBe(`${ORIGIN}/v3/`)
  const { json } = await request('GET', image, [200, 300])
  const versions: Version[] = Array.isArray(json.versions) ? json.versions : json.versions.values
  for (const { id, status } of versions) {
    expect(id).toMatch(/^v?\d+(\.\d+)?$/)
    expect(['CURRENT', 'STABLE', 'SUPPORTED', 'DEPRECATED', '']).toContain(status.toUpperCase())
  }
  expect(versions.some(({ id }) => /^v2(\.|$)/.test(id))).toBe(true)
})

test('images are listed page by page, shown, and given a visibility', async () => {
  const { request, image } = await signedIn()
  const found: Image[] = []
  const query = new URLSearchParams({ limit: '20', sort: 'name:asc', created_at: 'gt:2020-01-01T00:00:00Z' })
  for (let url = `${image}v2/images?${query}`; url; ) {
    const { json } = await request('GET', url, [200])
    found.push(...json.images)
    // `nextPageURL` puts the path of the link behind the root of the service.
    url = json.next ? image + json.next.slice(1) : ''
  }
  expect(found.length).toBeGreaterThan(40)
  const { id } = found.find(({ name }) => name === 'rocky-9.6-2026.11') as Image
  const change = [{ op: 'replace', path: '/visibility', value: 'shared' }]
  const patched = await request('PATCH', `${image}v2/images/${id}`, [200], change, JSON_PATCH)
  expect(patched.json).toMatchObject({ id, visibility: 'shared' })
  const shown: Image = (await request('GET', `${image}v2/images/${id}`, [200])).json
  expect(['number', 'object']).toContain(typeof shown.size)
  expect([typeof shown.min_disk, Array.isArray(shown.tags)]).toEqual(['number', true])
})

test('members are made, listed, shown, answered and removed', async () => {
  const { request, identity, image } = await signedIn()
  const { json } = await request('GET', `${identity}projects?name=acme-prod`, [200])
  const member: string = json.projects[0].id
  const { images } = (await request('GET', `${image}v2/images?name=rocky-9.6-2026.11`, [200])).json
  const members = `${image}v2/images/${images[0].id}/members`
  const made: Member = (await request('POST', members, [200], { member })).json
  expect(made).toMatchObject({ member_id: member, status: 'pending' })
  // Times are those of RFC 3339 without a fraction.
  expect(made.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  expect((await request('GET', members, [200])).json.members).toEqual([made])
  expect((await request('GET', `${members}/${member}`, [200])).json).toEqual(made)
  await request('PUT', `${members}/${member}`, [403], { status: 'accepted' })
  await request('DELETE', `${members}/${member}`, [204])
})

test('projects and application credentials are listed with their links', async () => {
  const { request, identity, user } = await signedIn()
  const available = (await request('GET', `${identity}auth/projects`, [200])).json
  expect([available.projects.length > 200, available.links.next]).toEqual([true, null])
  await request('GET', `${identity}projects/${available.projects[0].id}`, [200])
  const credentials = `${identity}users/${user}/application_credentials`
  const { application_credential: made } = (
    await request('POST', credentials, [201], { application_credential: { name: 'ci', unrestricted: false } })
  ).json
  const listed = (await request('GET', `${credentials}?name=ci`, [200])).json
  expect([listed.application_credentials[0].id, listed.links.next]).toEqual([made.id, null])
  const { id, secret } = made
  const proof = { methods: ['application_credential'], application_credential: { id, secret } }
  await request('POST', `${identity}auth/tokens`, [201], { auth: { identity: proof } })
  await request('DELETE', `${credentials}/${id}`, [204])
})
