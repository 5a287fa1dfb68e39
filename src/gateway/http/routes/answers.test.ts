import { afterAll, expect, test } from 'vitest'
import { wireJob } from '#ims/jobs'
import { clientOf } from '#testing/api-client'
import { createWorld } from '#testing/harness'

const world = await createWorld()
afterAll(world.close)
const tenant = await world.tokenFor('tenant', 'tenant-001')
const client = () => clientOf(world, tenant.token)
const put = (body: unknown) => client().call('PUT', '/v1/cloudimages/members', { body })
const received = async () => (await client().get('/console/received')).json.images

test('PUT answers 200 with a job ID, both job calls show it, and the list has the answer', async () => {
  const before = await received()
  expect(before.length).toBeGreaterThan(0)
  const images = before.map(({ id }: { id: string }) => id)
  const { status, json } = await put({ images, project_id: tenant.project.id, status: 'rejected' })
  expect(status).toBe(200)
  expect(json).toEqual({ job_id: expect.stringMatching(/^[0-9a-f]{32}$/) })
  await world.runner.idle()
  const detailed = await client().get(`/v1/${tenant.project.id}/jobs/${json.job_id}`)
  expect(wireJob.safeParse(detailed.json).success).toBe(true)
  expect(detailed.json).toMatchObject({ job_type: 'imsUpdateImageMembersJob', status: 'SUCCESS' })
  expect(detailed.json.entities.results).toHaveLength(images.length)
  const progress = await client().get(`/v1/cloudimages/job/${json.job_id}`)
  expect(progress.json).toMatchObject({ job_type: 'imsUpdateImageMembersJob', status: 'SUCCESS' })
  expect((await received()).map(({ answer }: { answer: string }) => answer)).toEqual(
    images.map(() => 'rejected'),
  )
  // Tokens, members of others and the like do not belong here.
  expect(Object.keys(before[0]).sort()).toEqual(
    [
      'answer',
      'createdAt',
      'id',
      'keyId',
      'kind',
      'name',
      'os',
      'owner',
      'sizeBytes',
      'status',
      'tags',
    ].sort(),
  )
  expect((await client().get(`/console/jobs/${json.job_id}/undo`)).status).toBe(409)
})

test('the number of unanswered images is told, and since when an image is shared, as its member says', async () => {
  const images: { id: string; answer: string }[] = await received()
  const pending = images.filter(({ answer }) => answer === 'pending').length
  expect((await client().get('/console/received/pending')).json).toEqual({ pending })
  const stranger = '00000000-0000-4000-8000-000000000404'
  const ids = [...images.map(({ id }) => id), stranger]
  const { json } = await client().call('POST', '/console/received/since', { body: { images: ids } })
  const [first = { id: '' }] = images
  const operator = clientOf(world, (await world.tokenFor('operator')).token)
  expect(Object.keys(json.since).sort()).toEqual(images.map(({ id }) => id).sort())
  const own = await world.driver.listMembers(tenant, first.id)
  expect(json.since[first.id]).toBe(Date.parse(own[0]?.created_at ?? ''))
  // The owner has received none of them.
  const none = await operator.call('POST', '/console/received/since', { body: { images: ids } })
  expect(none.json).toEqual({ since: {} })
})

const IMAGE = 'd164b5df-1bc3-4c3f-893e-3e471fd16e64'

test.each([
  ['malformed JSON', '{', 400, 'IMG.0001'],
  ['no body', '', 400, 'IMG.0007'],
  ['no images', { project_id: 'a', status: 'accepted' }, 400, 'IMG.0001'],
  ['an empty list', { images: [], project_id: 'a', status: 'accepted' }, 400, 'IMG.0001'],
  ['a malformed image ID', { images: ['x'], project_id: 'a', status: 'accepted' }, 400, 'IMG.0066'],
  [
    'projects in place of the project',
    { images: [IMAGE], projects: ['a'], status: 'accepted' },
    400,
    'IMG.0001',
  ],
  ['a list of projects', { images: [IMAGE], project_id: ['a'], status: 'accepted' }, 400, 'IMG.0067'],
  [
    'an answer that cannot be given',
    { images: [IMAGE], project_id: 'a', status: 'pending' },
    400,
    'IMG.0001',
  ],
  [
    'a vault that is none',
    { images: [IMAGE], project_id: 'a', status: 'accepted', vault_id: '../x' },
    400,
    'IMG.0001',
  ],
  ['another project', { images: [IMAGE], project_id: 'a', status: 'accepted' }, 400, 'IMG.0030'],
])('an answer with %s is refused, and makes no job', async (_, body, expected, code) => {
  const before = (await client().get('/console/jobs')).json.jobs.length
  const { status, json } = await put(body)
  expect({ status, json }).toEqual({
    status: expected,
    json: { error: { code, message: expect.stringMatching(/\w/) } },
  })
  expect((await client().get('/console/jobs')).json.jobs).toHaveLength(before)
})

test('an image that is not shared with the project is a 404', async () => {
  const { status, json } = await put({ images: [IMAGE], project_id: tenant.project.id, status: 'accepted' })
  expect({ status, code: json.error.code }).toEqual({ status: 404, code: 'IMG.0027' })
})
