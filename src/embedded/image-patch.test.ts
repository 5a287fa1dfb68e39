import { expect, test } from 'vitest'
import { JSON_PATCH } from '#ims/native-images'
import { createTestCloud } from './test-client.ts'

async function setUp() {
  const { send, operator: signIn, ...cloud } = createTestCloud()
  const operator = await signIn()
  const { id } = await operator.imageNamed('rocky-9.6-2026.11')
  const show = () => operator.get<Record<string, unknown>>(`/v2/images/${id}`)
  const patch = async (changes: unknown, as = operator.token, type = JSON_PATCH) => {
    const headers = { 'x-auth-token': as, 'content-type': type }
    const response = await send('PATCH', `/v2/images/${id}`, changes, headers)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const to = (value: unknown) => [{ op: 'replace', path: '/visibility', value }]
  return { ...cloud, operator, id, show, patch, to }
}

test('an image is offered and taken back by its visibility; it is private only without recipients', async () => {
  const { patch, to, show, operator, id } = await setUp()
  expect(await show()).toMatchObject({ visibility: 'private', __imagetype: 'private' })
  expect(await patch(to('shared'))).toMatchObject({ status: 200, body: { id, visibility: 'shared' } })
  expect(
    (await operator.request('POST', `/v2/images/${id}/members`, { member: 'a'.repeat(32) })).status,
  ).toBe(200)
  const refused = await patch(to('private'))
  expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining('has recipients')])
  await operator.request('DELETE', `/v2/images/${id}/members/${'a'.repeat(32)}`)
  expect(await show()).toMatchObject({ visibility: 'shared' })
  expect(await patch(to('private'))).toMatchObject({ status: 200, body: { visibility: 'private' } })
})

test('what stays as it is may be said too; any other change is refused, with all beside it', async () => {
  const { patch, to, show } = await setUp()
  const { tags, name } = await show()
  const same = [
    { op: 'replace', path: '/tags', value: tags },
    { op: 'add', path: '/name', value: name },
  ]
  expect(await patch([...to('shared'), ...same])).toMatchObject({ status: 200 })
  for (const odd of [
    { op: 'replace', path: '/name', value: 'another' },
    { op: 'add', path: '/extra', value: 'x' },
    { op: 'remove', path: '/visibility' },
  ]) {
    const { status, body } = await patch([...to('private'), odd])
    expect([status, body.message]).toEqual([400, expect.stringContaining(odd.path.slice(1))])
  }
  expect(await show()).toMatchObject({ visibility: 'shared', name })
})

test('a patch that is none, of others, or for all the world is refused', async () => {
  const { patch, to, signIn } = await setUp()
  expect((await patch(to('public'))).status).toBe(403)
  expect((await patch(to('community'))).status).toBe(403)
  expect((await patch(to('secret'))).status).toBe(400)
  expect((await patch({ visibility: 'shared' })).status).toBe(400)
  expect((await patch(to('shared'), undefined, 'application/json')).status).toBe(415)
  const viewer = await signIn('viewer', 'golden-images')
  expect((await patch(to('shared'), viewer.token)).status).toBe(403)
  const tenant = await signIn('tenant', 'tenant-001')
  expect((await patch(to('shared'), tenant.token)).status).toBe(404)
})

/* The client of Glance read an error in JSON as a crash of its own. */
test('an error is HTML for whoever takes anything, and JSON for whoever asks for it', async () => {
  const { cloud, operator } = await setUp()
  const typeFor = async (accept: string) => {
    const headers = { 'x-auth-token': operator.token, accept }
    const response = await cloud.fetch(new Request('http://cloud.test/v2/images/<b>', { headers }))
    return [response.status, response.headers.get('content-type'), await response.text()]
  }
  expect(await typeFor('*/*')).toEqual([404, 'text/html; charset=UTF-8', expect.not.stringContaining('<b>')])
  for (const accept of ['application/json', 'application/json, */*;q=0.5'])
    expect((await typeFor(accept))[1]).toBe('application/json')
})

test('a call that the cloud does not have says so, and is not taken for something that is gone', async () => {
  const { operator, id } = await setUp()
  const answer = async (method: string, path: string) => {
    const response = await operator.request(method, path)
    return [response.status, JSON.stringify(await response.json())]
  }
  for (const [method, path] of [
    ['DELETE', `/v2/images/${id}`],
    ['POST', '/v2/images'],
    ['GET', '/v3/users'],
  ] as const)
    expect(await answer(method, path)).toEqual([501, expect.stringContaining(`${method} ${path}`)])
  expect((await answer('GET', '/v2.1/servers'))[0]).toBe(404)
})
