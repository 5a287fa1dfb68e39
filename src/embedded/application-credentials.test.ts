import { expect, test } from 'vitest'
import { createTestCloud } from './test-client.ts'

const DAY = 24 * 60 * 60 * 1000

type Credential = { id: string; name: string; secret?: string; project_id: string; expires_at: string | null }
type Token = {
  user: { id: string }
  project?: { id: string; name: string }
  expires_at: string
  application_credential?: { id: string; restricted: boolean }
}

async function setUp() {
  const cloud = createTestCloud()
  const operator = await cloud.operator()
  const signIn = async (application_credential: object, more: object = {}) => {
    const identity = { methods: ['application_credential'], application_credential }
    const response = await cloud.send('POST', '/v3/auth/tokens', { auth: { identity, ...more } })
    const body = (await response.json()) as { token: Token; error?: { message: string } }
    return { status: response.status, ...body, id: response.headers.get('x-subject-token') ?? '' }
  }
  const headers = { 'x-auth-token': operator.token, 'x-subject-token': operator.token }
  const shown = await (await cloud.send('GET', '/v3/auth/tokens', undefined, headers)).json()
  const user = (shown as { token: Token }).token.user.id
  const path = `/v3/users/${user}/application_credentials`
  const create = async (wanted: object, as = operator) => {
    const response = await as.request('POST', path, { application_credential: wanted })
    const body = (await response.json()) as { application_credential: Credential }
    return { status: response.status, made: body.application_credential }
  }
  return { ...cloud, operator, signIn, user, path, create }
}

test('a credential signs in by its ID, or by its name and a user, for its own project', async () => {
  const { create, signIn, user, operator } = await setUp()
  const { status, made } = await create({ name: 'ci', description: 'for tests' })
  expect([status, made.project_id, made.expires_at]).toEqual([201, operator.project, null])
  const { id, secret } = made
  const named = { name: 'ci', secret }
  for (const proof of [
    { id, secret },
    { ...named, user: { id: user } },
    { ...named, user: { name: 'operator', domain: { name: 'demo' } } },
  ]) {
    const { status, token } = await signIn(proof)
    expect(status).toBe(201)
    expect(token.project?.id).toBe(operator.project)
    expect(token.application_credential).toMatchObject({ id, restricted: true })
  }
  for (const proof of [{ id, secret: 'wrong' }, named, { id: 'gone', secret }])
    expect((await signIn(proof)).status).toBe(401)
})

test('no other scope can be asked for, neither at the sign-in nor with the token afterwards', async () => {
  const { create, signIn, send } = await setUp()
  const { id, secret } = (await create({ name: 'ci' })).made
  const scoped = await signIn({ id, secret }, { scope: { project: { name: 'tenant-001' } } })
  expect([scoped.status, scoped.error?.message]).toEqual([
    401,
    'Application credentials cannot request a scope.',
  ])
  const token = (await signIn({ id, secret })).id
  const identity = { methods: ['token'], token: { id: token } }
  expect((await send('POST', '/v3/auth/tokens', { auth: { identity } })).status).toBe(403)
})

test('only an unrestricted one may make and remove others', async () => {
  const { create, signIn, createSession, operator, path } = await setUp()
  const sessionOf = async ({ id, secret }: Credential) =>
    createSession((await signIn({ id, secret })).id, operator.project)
  const restricted = await sessionOf((await create({ name: 'plain' })).made)
  const free = await sessionOf((await create({ name: 'free', unrestricted: true })).made)
  expect((await create({ name: 'x' }, restricted)).status).toBe(403)
  const { status, made } = await create({ name: 'x' }, free)
  expect(status).toBe(201)
  expect((await restricted.request('DELETE', `${path}/${made.id}`)).status).toBe(403)
  expect((await free.request('DELETE', `${path}/${made.id}`)).status).toBe(204)
  expect((await restricted.request('GET', path)).status).toBe(200)
})

test('a credential is listed without its secret; with it its tokens end', async () => {
  const { create, signIn, createSession, operator, path } = await setUp()
  const { id, secret } = (await create({ name: 'ci', secret: 'known' })).made
  await create({ name: 'other' })
  const list = await operator.get<{ application_credentials: Credential[] }>(`${path}?name=ci`)
  expect(list.application_credentials.map((one) => [one.id, one.secret])).toEqual([[id, undefined]])
  const token = createSession((await signIn({ id, secret })).id, operator.project)
  expect((await token.request('GET', '/v2/images')).status).toBe(200)
  expect((await operator.request('DELETE', `${path}/${id}`)).status).toBe(204)
  expect((await token.request('GET', '/v2/images')).status).toBe(401)
  expect((await signIn({ id, secret: 'known' })).status).toBe(401)
  expect((await operator.request('GET', `${path}/${id}`)).status).toBe(404)
})

test('its end is the end of its tokens too', async () => {
  const { create, signIn, clock } = await setUp()
  const end = clock.now + DAY / 2
  const time = new Date(end).toISOString().replace('Z', '000')
  const { id, secret } = (await create({ name: 'ci', expires_at: time })).made
  const { token } = await signIn({ id, secret })
  expect(Date.parse(token.expires_at)).toBe(end)
  clock.now = end
  expect((await signIn({ id, secret })).status).toBe(401)
})

test.each([
  ['no name', {}, 400],
  ['a role that the maker lacks', { name: 'x', roles: [{ name: 'admin' }] }, 400],
  [
    'access rules',
    { name: 'x', access_rules: [{ path: '/v2/images', method: 'GET', service: 'image' }] },
    400,
  ],
  ['a time that has passed', { name: 'x', expires_at: '2001-01-01T00:00:00' }, 400],
  ['a name twice', { name: 'taken' }, 409],
])('one with %s is refused', async (_, wanted, status) => {
  const { create } = await setUp()
  await create({ name: 'taken' })
  expect((await create(wanted)).status).toBe(status)
})

test('nobody sees or makes those of another user', async () => {
  const { operator, path, user } = await setUp()
  for (const method of ['GET', 'POST'])
    expect((await operator.request(method, path.replace(user, 'another'))).status).toBe(403)
})
