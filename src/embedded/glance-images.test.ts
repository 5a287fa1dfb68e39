import { expect, test } from 'vitest'
import type { NativeImage } from '#ims/native-images'
import { createTestCloud } from './test-client.ts'

const PATCH = 'application/openstack-images-v2.1-json-patch'

async function setUp() {
  const { send, operator: signIn } = createTestCloud({ flavour: 'glance' })
  const operator = await signIn()
  const { images } = await operator.get<{ images: NativeImage[] }>('/v2/images?limit=1000')
  const named = (name: string) => images.find((image) => image.name === name)?.id ?? ''
  const setVisibility = (id: string, value: string, type = PATCH) =>
    send('PATCH', `/v2/images/${id}`, [{ op: 'replace', path: '/visibility', value }], {
      'x-auth-token': operator.token,
      'content-type': type,
    })
  const add = async (id: string, member: string) =>
    (await operator.request('POST', `/v2/images/${id}/members`, { member })).status
  const readMembers = async (id: string) => (await operator.request('GET', `/v2/images/${id}/members`)).status
  return { operator, images, named, setVisibility, add, readMembers }
}

test('images of plain Glance are shared unless told otherwise, and only those have members', async () => {
  const { named, setVisibility, add, readMembers, operator } = await setUp()
  const id = named('jump-host-2.0')
  const before = (await operator.members(id)).length
  expect((await setVisibility(id, 'private', 'application/json')).status).toBe(415)
  expect(await (await setVisibility(id, 'private')).json()).toMatchObject({ id, visibility: 'private' })
  expect([await readMembers(id), await add(id, 'a')]).toEqual([403, 403])
  await setVisibility(id, 'shared')
  expect(await operator.members(id)).toHaveLength(before)
  expect(await add(id, 'a')).toBe(200)
})

test('plain Glance takes any project, once, and looks first whether the quota is full', async () => {
  const { named, add } = await setUp()
  const id = named('ubuntu-24.04-lts-2026.11')
  expect([await add(id, 'no-such-project'), await add(id, 'no-such-project')]).toEqual([200, 409])
  for (let n = 1; n < 128; n++) await add(id, `p${n}`)
  expect([await add(id, 'one-more'), await add(id, 'no-such-project')]).toEqual([413, 413])
})

test('plain Glance has native properties and none of the calls of an IMS', async () => {
  const { images, named, operator } = await setUp()
  expect(images.some((image) => Object.keys(image).some((name) => name.startsWith('__')))).toBe(false)
  expect(images.find(({ id }) => id === named('vault-base-custom-key'))).toMatchObject({
    cinder_encryption_key_id: expect.any(String),
    visibility: 'shared',
  })
  for (const path of ['/v2/cloudimages', '/v1/cloudimages/quota'])
    expect((await operator.request('GET', path)).status).toBe(404)
  expect((await operator.get<{ images: [] }>('/v2/images?os_hidden=true')).images).toEqual([])
})
