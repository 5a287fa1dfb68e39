import { expect, test } from 'vitest'
import { HOME, projectId } from './seed-projects.ts'
import { createTestCloud, ORIGIN } from './test-client.ts'

type Project = { id: string; name: string; enabled: boolean; domain_id: string; links: { self: string } }
type List = { projects: Project[]; links: { self: string; next: null } }

const stranger = projectId('arbor-prod')

async function setUp(flavour?: 'glance') {
  const cloud = createTestCloud(flavour && { flavour })
  const session = await cloud.operator()
  const headers = { 'x-auth-token': session.token, 'x-subject-token': session.token }
  const token = await (await cloud.send('GET', '/v3/auth/tokens', undefined, headers)).json()
  const user = (token as { token: { user: { id: string } } }).token.user.id
  const status = async (path: string) => (await session.request('GET', path)).status
  return { ...session, ...cloud, user, status }
}

test('the projects of a user are listed under three paths, each with its links', async () => {
  const { get, user } = await setUp()
  const lists = ['/v3/auth/projects', '/v3/projects', `/v3/users/${user}/projects`]
  const [first, ...others] = await Promise.all(lists.map((path) => get<List>(path)))
  expect(first?.projects.length).toBeGreaterThan(230)
  for (const other of others) expect(other.projects).toEqual(first?.projects)
  expect([first, ...others].map((list) => list?.links.self)).toEqual(lists.map((path) => ORIGIN + path))
  const [one] = first?.projects ?? []
  expect(one?.links.self).toBe(`${ORIGIN}/v3/projects/${one?.id}`)
  expect(await get(`/v3/projects/${one?.id}`)).toEqual({ project: one })
})

test('a list is narrowed by name, account, parent and state, and by nothing else in silence', async () => {
  const { get, status } = await setUp()
  const names = async (query: string) =>
    (await get<List>(`/v3/projects?${query}`)).projects.map(({ name }) => name)
  expect(await names('name=acme-prod')).toEqual(['acme-prod'])
  expect(await names(`enabled=False&domain_id=${HOME.id}&parent_id=${HOME.id}`)).toEqual(['legacy-closed'])
  expect(await names('domain_id=another')).toEqual([])
  expect(await names('is_domain=true')).toEqual([])
  for (const query of ['limit=5', 'name__contains=acme', 'enabled=maybe'])
    expect(await status(`/v3/projects?${query}`), query).toBe(400)
})

test('of projects that one cannot enter nothing is told, nor of those of other users', async () => {
  const { status, user, signIn } = await setUp()
  expect(await status(`/v3/projects/${stranger}`)).toBe(403)
  expect(await status('/v3/projects/nothing')).toBe(403)
  const tenant = await signIn('tenant', 'tenant-001')
  expect((await tenant.request('GET', `/v3/users/${user}/projects`)).status).toBe(403)
})

test('plain Keystone lists projects to administrators only, and shows the one of the token', async () => {
  const { status, project, user } = await setUp('glance')
  expect(await status('/v3/projects')).toBe(403)
  expect(await status(`/v3/projects/${projectId('acme-prod')}`)).toBe(403)
  expect(await status(`/v3/projects/${project}`)).toBe(200)
  expect(await status(`/v3/users/${user}/projects`)).toBe(200)
})
