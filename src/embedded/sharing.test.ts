import { expect, test } from 'vitest'
import type { WireJob } from '#ims/jobs'
import { projectId } from './seed-projects.ts'
import { createTestCloud } from './test-client.ts'

const FOREIGN = 'f'.repeat(32)
const PATH = '/v1/cloudimages/members'

const codeOf = (job: WireJob) => job.entities?.results?.[0]?.error_code ?? job.entities?.results?.[0]?.status

test.each([
  ['a public image', 'community-ubuntu-24.04', 'IMG.0089'],
  ['a public image of others', 'Standard_debian13_latest', 'IMG.0089'],
  ['a received image', 'birch-hardened-ubuntu', 'IMG.0047'],
  ['an image still queued', 'oracle-linux-9-importing', 'IMG.0046'],
  ['an image still saving', 'ubuntu-24.04-lts-nightly', 'IMG.0046'],
  ['a deactivated image', 'centos-7-end-of-life', 'IMG.0046'],
  ['a full-ECS image that is not from CBR', 'dns-appliance-full-ecs-csbs', 'IMG.0135'],
  ['an image encrypted with the default key', 'vault-base-default-key', 'IMG.0098'],
  ['an encrypted image without a grant for the recipient', 'vault-base-custom-key', 'IMG.0099'],
  ['an encrypted image with grants for others', 'vault-base-granted-key', 'IMG.0099'],
  ['a full image', 'agent-base-full', 'IMG.0088'],
  ['a full-ECS image from CBR', 'erp-appliance-full-ecs', 'success'],
  ['any other image', 'rocky-9.6-2026.11', 'success'],
])('sharing %s: %s', async (_, name, expected) => {
  const { finish, imageNamed } = await createTestCloud().operator()
  expect(codeOf(await finish('POST', [(await imageNamed(name)).id], [FOREIGN]))).toBe(expected)
})

test.each([
  ['its own project', projectId('golden-images'), 'IMG.0076'],
  ['a project that does not exist in the region', `dead${'0'.repeat(28)}`, 'IMG.0108'],
  ['the pseudo-project MOS', projectId('MOS'), 'IMG.0108'],
  ['an ID of another form', 'abc-123', 'IMG.0067'],
  ['upper case', FOREIGN.toUpperCase(), 'IMG.0067'],
  ['a project of the account', projectId('tenant-001'), 'success'],
  ['a project of another account', FOREIGN, 'success'],
])('sharing with %s: %s is %s', async (_, project, expected) => {
  const { finish, imageNamed } = await createTestCloud().operator()
  const { id } = await imageNamed('rocky-9.6-2026.11')
  expect(codeOf(await finish('POST', [id], [project]))).toBe(expected)
})

test('an unknown image, and one of others, is IMG.0027', async () => {
  const world = createTestCloud()
  const { id } = await (await world.operator()).imageNamed('rocky-9.6-2026.11')
  const tenant = await world.signIn('tenant', 'tenant-001')
  for (const image of [id, '12345678-0000-4000-8000-000000000000'])
    expect(codeOf(await tenant.finish('POST', [image], [FOREIGN]))).toBe('IMG.0027')
})

test.each([
  ['agent-base-nearly-full', 250, 256],
  ['crm-appliance-full-ecs', 9, 10],
])('%s takes recipients up to its limit, and no more', async (name, before, limit) => {
  const { finish, imageNamed, members } = await createTestCloud().operator()
  const { id } = await imageNamed(name)
  expect(await members(id)).toHaveLength(before)
  const projects = Array.from({ length: 8 }, (_, index) => `f${index}`.padEnd(32, 'e'))
  const { status, entities } = await finish('POST', [id], projects)
  expect(status).toBe('FAIL')
  const codes = entities?.results?.map((result) => result.error_code ?? 'success')
  const fits = limit - before
  expect(codes).toEqual(projects.map((_, index) => (index < fits ? 'success' : 'IMG.0088')))
  expect(await members(id)).toHaveLength(limit)
})

test('a pair that exists is a success and stays as it is, even on a full image', async () => {
  const { finish, imageNamed, members } = await createTestCloud().operator()
  const { id } = await imageNamed('agent-base-full')
  const before = await members(id)
  const projects = before.slice(0, 20).map((member) => member.member_id)
  expect((await finish('POST', [id], projects)).status).toBe('SUCCESS')
  expect(await members(id)).toEqual(before)
})

test('an image is `shared` on both sides until its last recipient is removed', async () => {
  const world = createTestCloud()
  const operator = await world.operator()
  const tenant = await world.signIn('tenant', 'tenant-001')
  const { id } = await operator.imageNamed('rocky-9.6-2026.11')
  const shared = { visibility: 'shared', __imagetype: 'shared' }
  await operator.finish('POST', [id], [tenant.project, FOREIGN])
  expect(await operator.get(`/v2/images/${id}`)).toMatchObject(shared)
  expect(await tenant.get(`/v2/images/${id}`)).toMatchObject({ ...shared, owner: operator.project })
  await operator.finish('DELETE', [id], [FOREIGN])
  expect(await operator.get(`/v2/images/${id}`)).toMatchObject(shared)
  await operator.finish('DELETE', [id], [tenant.project])
  expect(await operator.get(`/v2/images/${id}`)).toMatchObject({
    visibility: 'private',
    __imagetype: 'private',
  })
  expect((await tenant.request('GET', `/v2/images/${id}`)).status).toBe(404)
})

test('removing counts a project that is no recipient as removed, and is up to the owner only', async () => {
  const world = createTestCloud()
  const operator = await world.operator()
  const { id } = await operator.imageNamed('jump-host-2.0')
  const tenant = await world.signIn('tenant', 'tenant-001')
  expect(codeOf(await tenant.finish('DELETE', [id], [tenant.project]))).toBe('IMG.0047')
  const job = await operator.finish('DELETE', [id], [FOREIGN, tenant.project])
  expect([job.job_type, job.status]).toEqual(['imsDelImageMembersJob', 'SUCCESS'])
  expect(await operator.members(id)).toEqual([])
})

test('a recipient accepts and rejects images, a full-ECS image only with a vault', async () => {
  const world = createTestCloud()
  const operator = await world.operator()
  const tenant = await world.signIn('tenant', 'tenant-001')
  const plain = (await operator.imageNamed('rocky-9.6-2026.11')).id
  const whole = (await operator.imageNamed('erp-appliance-full-ecs')).id
  await operator.finish('POST', [plain, whole], [tenant.project])
  const answer = async (body: object) => {
    const response = await tenant.request('PUT', PATH, { project_id: tenant.project, ...body })
    const { job_id } = (await response.json()) as { job_id: string }
    world.clock.now += 60_000
    return tenant.job(job_id)
  }
  const both = await answer({ images: [plain, whole], status: 'accepted' })
  expect(both).toMatchObject({
    job_type: 'imsUpdateImageMembersJob',
    status: 'FAIL',
    error_code: 'IMG.0184',
    entities: { results: [{ status: 'success' }, { status: 'fail' }] },
  })
  const status = async (image: string) => (await tenant.members(image))[0]?.status
  expect([await status(plain), await status(whole)]).toEqual(['accepted', 'pending'])
  await answer({ images: [whole], status: 'accepted', vault_id: 'a-vault' })
  await answer({ images: [plain], status: 'rejected' })
  expect([await status(plain), await status(whole)]).toEqual(['rejected', 'accepted'])
  const strange = await answer({ images: ['12345678-0000-4000-8000-000000000000'], status: 'accepted' })
  expect(strange.error_code).toBe('IMG.0027')
})

test('malformed bodies are refused at once', async () => {
  const { request, project } = await createTestCloud().operator()
  const image = '12345678-0000-4000-8000-000000000000'
  const bodies: [string, unknown, string][] = [
    ['POST', '', 'IMG.0007'],
    ['POST', '{', 'IMG.0001'],
    ['POST', { images: [image] }, 'IMG.0001'],
    ['DELETE', { images: [], projects: ['a'] }, 'IMG.0001'],
    ['DELETE', { images: ['image'], projects: ['a'] }, 'IMG.0066'],
    ['POST', { images: [image], projects: ['a b'] }, 'IMG.0067'],
    ['PUT', '', 'IMG.0007'],
    ['PUT', { images: [image], project_id: project, status: 'pending' }, 'IMG.0001'],
    ['PUT', { images: ['image'], project_id: project, status: 'accepted' }, 'IMG.0066'],
    ['PUT', { images: [image], project_id: FOREIGN, status: 'accepted' }, 'IMG.0030'],
  ]
  for (const [method, body, code] of bodies) {
    const response = await request(method, PATH, body)
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code } }])
  }
  const large = await request('POST', PATH, ' '.repeat(12 * 1024 * 1024 + 1))
  expect([large.status, await large.json()]).toMatchObject([413, { error_code: 'APIGW.0201' }])
})

test('a reader may read and not share; without a token nothing works', async () => {
  const world = createTestCloud()
  const { id } = await (await world.operator()).imageNamed('jump-host-2.0')
  const viewer = await world.signIn('viewer', 'golden-images')
  expect(await viewer.members(id)).toHaveLength(1)
  for (const method of ['POST', 'DELETE', 'PUT']) {
    const response = await viewer.request(method, PATH, { images: [id], projects: [FOREIGN] })
    expect([response.status, await response.json()]).toMatchObject([403, { error: { code: 'IMG.0026' } }])
    const nobody = await world.send(method, PATH, { images: [id], projects: [FOREIGN] })
    expect([nobody.status, await nobody.json()]).toMatchObject([401, { error_code: 'APIGW.0301' }])
  }
})
