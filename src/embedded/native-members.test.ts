import { expect, test } from 'vitest'
import { member, memberList } from '#ims/members'
import { createTestCloud } from './test-client.ts'

const FOREIGN = 'f'.repeat(32)

async function jumpHost() {
  const world = createTestCloud()
  const operator = await world.operator()
  const tenant = await world.signIn('tenant', 'tenant-001')
  const { id } = await operator.imageNamed('jump-host-2.0')
  return { ...world, operator, tenant, path: `/v2/images/${id}/members`, id }
}

test('a member is added at once: 200, pending; again it is 409', async () => {
  const { operator, path, id } = await jumpHost()
  const added = await operator.request('POST', path, { member: FOREIGN })
  expect(added.status).toBe(200)
  expect(member.parse(await added.json())).toMatchObject({
    image_id: id,
    member_id: FOREIGN,
    status: 'pending',
  })
  expect(await operator.members(id)).toHaveLength(2)
  const again = await operator.request('POST', path, { member: FOREIGN })
  expect([again.status, await again.json()]).toMatchObject([409, { code: '409 Conflict' }])
})

test('one member too many is 413', async () => {
  const { operator } = await jumpHost()
  const { id } = await operator.imageNamed('agent-base-full')
  expect((await operator.request('POST', `/v2/images/${id}/members`, { member: FOREIGN })).status).toBe(413)
})

test.each([
  ['vault-base-custom-key', 403],
  ['community-ubuntu-24.04', 403],
  ['birch-hardened-ubuntu', 403],
])('adding to %s is %i', async (name, status) => {
  const { operator } = await jumpHost()
  const { id } = await operator.imageNamed(name)
  const response = await operator.request('POST', `/v2/images/${id}/members`, { member: FOREIGN })
  expect(response.status).toBe(status)
})

test('the owner sees all members, a member only itself, others nothing', async () => {
  const { operator, tenant, id, path } = await jumpHost()
  await operator.request('POST', path, { member: FOREIGN })
  const list = memberList.parse(await operator.get(path))
  expect(list.members.map((one) => one.member_id)).toEqual([tenant.project, FOREIGN])
  expect(list.schema).toBe('/v2/schemas/members')
  expect((await tenant.members(id)).map((one) => one.member_id)).toEqual([tenant.project])
  expect((await tenant.request('GET', `${path}/${FOREIGN}`)).status).toBe(404)
  expect((await tenant.request('GET', `${path}/${tenant.project}`)).status).toBe(200)
  const { id: other } = await operator.imageNamed('rocky-9.6-2026.11')
  expect((await tenant.request('GET', `/v2/images/${other}/members`)).status).toBe(404)
  expect(await operator.members(other)).toEqual([])
})

test('only the recipient changes its status', async () => {
  const { operator, tenant, path } = await jumpHost()
  const mine = `${path}/${tenant.project}`
  expect((await operator.request('PUT', mine, { status: 'rejected' })).status).toBe(403)
  expect((await tenant.request('PUT', mine, { status: 'maybe' })).status).toBe(400)
  const changed = await tenant.request('PUT', mine, { status: 'rejected' })
  expect([changed.status, await changed.json()]).toMatchObject([200, { status: 'rejected' }])
  expect(await operator.get(mine)).toMatchObject({ status: 'rejected' })
})

test('only the owner removes a member, once', async () => {
  const { operator, tenant, path, id } = await jumpHost()
  const theirs = `${path}/${tenant.project}`
  expect((await tenant.request('DELETE', theirs)).status).toBe(403)
  expect((await operator.request('DELETE', theirs)).status).toBe(204)
  expect((await operator.request('DELETE', theirs)).status).toBe(404)
  expect(await operator.members(id)).toEqual([])
})
