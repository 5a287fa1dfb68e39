import { expect, test } from 'vitest'
import { type IdentityProject, tokenBody } from '#ims/identity'
import { createTestCloud, ORIGIN } from './test-client.ts'

const DAY = 24 * 60 * 60 * 1000

const passwordOf = (name: string, password = name) => ({
  methods: ['password'],
  password: { user: { name, password, domain: { name: 'demo' } } },
})

test('a password sign-in gives a long token and a catalog that points to where it was asked', async () => {
  const { send, clock } = createTestCloud()
  const response = await send('POST', '/v3/auth/tokens', {
    auth: { identity: passwordOf('operator'), scope: { project: { name: 'golden-images' } } },
  })
  expect(response.status).toBe(201)
  expect(response.headers.get('x-subject-token')).toMatch(/^MII[\w-]{1000,}$/)
  const { token } = tokenBody.parse(await response.json())
  expect(Date.parse(token.expires_at)).toBe(clock.now + DAY)
  expect(token.expires_at).toMatch(/\.\d{6}Z$/)
  expect(token.user).toMatchObject({ name: 'operator', domain: { name: 'demo' } })
  expect(token.project?.name).toBe('golden-images')
  expect(token.roles).toEqual([{ name: 'ims_adm' }])
  const urls = token.catalog?.map((entry) => [entry.type, entry.endpoints[0]?.url])
  expect(urls).toEqual([
    ['identity', `${ORIGIN}/v3`],
    ['image', ORIGIN],
    ['kms', `${ORIGIN}/v1.0/`],
  ])
})

test('a project is found by ID too, and the catalog can be left out', async () => {
  const { send, operator } = createTestCloud()
  const { project } = await operator()
  const response = await send('POST', '/v3/auth/tokens?nocatalog=1', {
    auth: { identity: passwordOf('operator'), scope: { project: { id: project } } },
  })
  const { token } = tokenBody.parse(await response.json())
  expect(token.project?.id).toBe(project)
  expect(token.catalog).toBeUndefined()
})

test.each([
  ['a wrong password', { identity: passwordOf('operator', 'wrong') }],
  ['an unknown user', { identity: passwordOf('nobody') }],
  ['a token that is none', { identity: { methods: ['token'], token: { id: 'MIInonsense' } } }],
  ['no role', { identity: passwordOf('tenant'), scope: { project: { name: 'golden-images' } } }],
  ['a disabled project', { identity: passwordOf('operator'), scope: { project: { name: 'legacy-closed' } } }],
])('a sign-in with %s is 401 in the words of Keystone', async (_, auth) => {
  const response = await createTestCloud().send('POST', '/v3/auth/tokens', { auth })
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ error: { code: 401, title: 'Unauthorized' } })
})

test.each(['', 'no JSON', '{}', '{"auth":{"identity":{"methods":["totp"]}}}'])(
  'a body %j is 400',
  async (body) => {
    const response = await createTestCloud().send('POST', '/v3/auth/tokens', body)
    expect(response.status).toBe(400)
  },
)

test.each([
  ['two methods', { identity: { ...passwordOf('operator'), methods: ['password', 'totp'] } }],
  ['a domain', { identity: passwordOf('operator'), scope: { domain: { name: 'demo' } } }],
  ['the system', { identity: passwordOf('operator'), scope: { system: { all: true } } }],
])('a sign-in with %s is refused in place of done by half', async (_, auth) => {
  const response = await createTestCloud().send('POST', '/v3/auth/tokens', { auth })
  expect(response.status).toBe(400)
})

test('a catalog offers nothing that is not served', async () => {
  const typesOf = async ({ cloud }: ReturnType<typeof createTestCloud>, door: 'fetch' | 'signIn') => {
    const auth = { identity: passwordOf('operator'), scope: { project: { name: 'golden-images' } } }
    const request = { method: 'POST', body: JSON.stringify({ auth }) }
    const response = await cloud[door](new Request(`${ORIGIN}/v3/auth/tokens`, request))
    return tokenBody.parse(await response.json()).token.catalog?.map(({ type }) => type)
  }
  expect(await typesOf(createTestCloud({ flavour: 'glance' }), 'fetch')).toEqual(['identity', 'image'])
  const world = createTestCloud()
  expect(await typesOf(world, 'signIn')).toEqual(['identity'])
  expect((await world.cloud.signIn(new Request(`${ORIGIN}/v2/images`))).status).toBe(501)
})

test('a token can be exchanged for one of another project, which lives no longer', async () => {
  const { send, operator, clock } = createTestCloud()
  const { token } = await operator()
  clock.now += DAY / 2
  const response = await send('POST', '/v3/auth/tokens', {
    auth: {
      identity: { methods: ['token'], token: { id: token } },
      scope: { project: { name: 'tenant-001' } },
    },
  })
  const body = tokenBody.parse(await response.json())
  expect(body.token.project?.name).toBe('tenant-001')
  expect(Date.parse(body.token.expires_at)).toBe(clock.now + DAY / 2)
})

test('a token can be checked and revoked', async () => {
  const { send, operator } = createTestCloud()
  const { token, project } = await operator()
  const headers = { 'x-auth-token': token, 'x-subject-token': token }
  const shown = await send('GET', '/v3/auth/tokens', undefined, headers)
  expect(tokenBody.parse(await shown.json()).token.project?.id).toBe(project)
  const head = await send('HEAD', '/v3/auth/tokens', undefined, headers)
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect((await send('DELETE', '/v3/auth/tokens', undefined, headers)).status).toBe(204)
  expect((await send('GET', '/v3/auth/tokens', undefined, headers)).status).toBe(401)
  const images = await send('GET', '/v2/cloudimages', undefined, headers)
  expect([images.status, await images.json()]).toMatchObject([401, { error_code: 'APIGW.0301' }])
})

test("another user's token is as good as unknown", async () => {
  const { send, operator, signIn } = createTestCloud()
  const tenant = await signIn('tenant', 'tenant-001')
  const headers = { 'x-auth-token': tenant.token, 'x-subject-token': (await operator()).token }
  expect((await send('GET', '/v3/auth/tokens', undefined, headers)).status).toBe(404)
})

test('an expired token is told apart from a bad one, with the request ID of the answer', async () => {
  const { operator, clock } = createTestCloud()
  const { request } = await operator()
  clock.now += DAY
  const response = await request('GET', '/v2/cloudimages')
  expect(response.status).toBe(401)
  const request_id = response.headers.get('x-request-id')
  expect(request_id).toMatch(/^[0-9a-f]{32}$/)
  expect(await response.json()).toMatchObject({ error_code: 'APIGW.0307', request_id })
})

test('the operator can enter about 240 projects, each of the others one', async () => {
  const { operator, signIn } = createTestCloud()
  const projectsOf = async (session: Awaited<ReturnType<typeof operator>>) =>
    (await session.get<{ projects: IdentityProject[] }>('/v3/auth/projects')).projects
  const mine = await projectsOf(await operator())
  expect(mine.length).toBeGreaterThan(230)
  expect(mine.length).toBeLessThan(250)
  expect(mine.filter((project) => !project.enabled).map((project) => project.name)).toEqual(['legacy-closed'])
  expect(mine.map((project) => project.name)).toEqual(
    expect.arrayContaining(['MOS', 'acme-prod', 'tenant-001']),
  )
  expect((await projectsOf(await signIn('viewer', 'golden-images'))).map(({ name }) => name)).toEqual([
    'golden-images',
  ])
})

test('a path that does not exist is the API gateway’s 404', async () => {
  const response = await createTestCloud().send('GET', '/v9/nothing')
  expect([response.status, await response.json()]).toMatchObject([404, { error_code: 'APIGW.0101' }])
})

test('a deleted user is unknown at once with every token; only an administrator deletes users', async () => {
  const { signIn, send } = createTestCloud()
  const [alice, security] = [
    await signIn('alice', 'golden-images'),
    await signIn('security', 'golden-images'),
  ]
  const show = () => send('GET', '/v3/auth/tokens', undefined, tokens(alice.token))
  const tokens = (token: string) => ({ 'x-auth-token': token, 'x-subject-token': token })
  const { id } = ((await (await show()).json()) as { token: { user: { id: string } } }).token.user
  const remove = async (token: string) =>
    (await send('DELETE', `/v3/users/${id}`, undefined, { 'x-auth-token': token })).status
  expect(await remove(alice.token)).toBe(403)
  expect(await remove(security.token)).toBe(204)
  expect((await show()).status).toBe(401)
  expect(await remove(security.token)).toBe(404)
})
