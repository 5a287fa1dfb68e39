import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type WireJob, wireJob } from '#ims/jobs'
import { createTestCloud } from './test-client.ts'

const foreign = (index: number) => `f${String(index).padStart(31, '0')}`
const PACE = { initMs: 100, baseMs: 200, perPairMs: 10 }

async function threeByTwo() {
  const world = createTestCloud({ pace: PACE })
  const session = await world.operator()
  const images = [
    (await session.imageNamed('rocky-9.6-2026.11')).id,
    (await session.imageNamed('sles-15-sp7-sap')).id,
  ]
  const projects = [foreign(1), foreign(2), foreign(3)]
  return { ...world, ...session, images, projects }
}

test('a job goes INIT, RUNNING, SUCCESS, and its results and members appear pair by pair', async () => {
  const { clock, submit, job, members, images, projects } = await threeByTwo()
  const begun = clock.now
  const id = await submit('POST', images, projects)
  const at = async (ms: number) => {
    clock.now = begun + ms
    const { status, entities, end_time } = wireJob.parse(await job(id))
    return { status, results: entities?.results?.length, end_time }
  }
  expect(await at(99)).toEqual({ status: 'INIT', results: 0, end_time: '' })
  expect(await at(100)).toEqual({ status: 'RUNNING', results: 0, end_time: '' })
  expect(await at(309)).toEqual({ status: 'RUNNING', results: 0, end_time: '' })
  expect(await at(310)).toEqual({ status: 'RUNNING', results: 1, end_time: '' })
  expect(await members(images[0] ?? '')).toHaveLength(1)
  expect(await at(340)).toEqual({ status: 'RUNNING', results: 4, end_time: '' })
  expect(await members(images[1] ?? '')).toMatchObject([{ member_id: foreign(1), status: 'pending' }])
  const end_time = new Date(begun + 360).toISOString()
  expect(await at(360)).toEqual({ status: 'SUCCESS', results: 6, end_time })
  expect(await at(3_600_000)).toEqual({ status: 'SUCCESS', results: 6, end_time })
})

test('an ended job has the shape of the samples; call (b) has progress instead of results', async () => {
  const { clock, get, project, submit, images, projects } = await threeByTwo()
  const id = await submit('POST', images, projects)
  clock.now += 340
  const half = await get<WireJob>(`/v1/cloudimages/job/${id}`)
  expect(half).toMatchObject({ status: 'RUNNING', entities: { process_percent: 4 / 6, current_task: '' } })
  clock.now += 20
  expect(await get(`/v1/${project}/jobs/${id}`)).toEqual({
    job_id: id,
    job_type: 'imsAddImageMembersJob',
    status: 'SUCCESS',
    begin_time: new Date(clock.now - 360).toISOString(),
    end_time: new Date(clock.now).toISOString(),
    error_code: null,
    fail_reason: null,
    entities: {
      results: images.flatMap((image_id) =>
        projects.map((project_id) => ({ image_id, project_id, status: 'success' })),
      ),
    },
  })
  expect(await get(`/v1/cloudimages/job/${id}`)).toMatchObject({ entities: { process_percent: 1 } })
})

test('a job does the same however often it is asked about', async () => {
  const { clock, submit, finish, job, members, images } = await threeByTwo()
  const target = images[0] ?? ''
  const projects = [foreign(1), 'dead0000000000000000000000000000', foreign(3), 'short', foreign(5)]
  const expected = (await finish('POST', [target], projects)).entities?.results
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 12 }), async (pauses) => {
      await finish('DELETE', [target], projects)
      const id = await submit('POST', [target], projects)
      for (const pause of pauses) {
        clock.now += pause
        await job(id)
      }
      clock.now += 1000
      expect((await job(id)).entities?.results).toEqual(expected)
      expect((await members(target)).map((member) => member.member_id)).toEqual([1, 3, 5].map(foreign))
    }),
    { numRuns: 30 },
  )
})

test('a failed pair fails the job with the first code, and its neighbours work', async () => {
  const { finish, members, images } = await threeByTwo()
  const dead = 'dead0000000000000000000000000000'
  const { status, error_code, entities } = await finish('POST', images.slice(0, 1), [
    foreign(1),
    dead,
    'x',
    foreign(2),
  ])
  expect([status, error_code]).toEqual(['FAIL', 'IMG.0108'])
  expect(entities?.results).toMatchObject([
    { project_id: foreign(1), status: 'success' },
    { project_id: dead, status: 'fail', error_code: 'IMG.0108' },
    { project_id: 'x', status: 'fail', error_code: 'IMG.0067' },
    { project_id: foreign(2), status: 'success' },
  ])
  expect((await members(images[0] ?? '')).map((member) => member.member_id)).toEqual([1, 2].map(foreign))
})

test('duplicates count once, and the case of an image ID does not matter', async () => {
  const { finish, images, projects } = await threeByTwo()
  const [image = ''] = images
  const { entities } = await finish('POST', [image, image.toUpperCase()], [...projects, ...projects])
  expect(entities?.results?.map((result) => result.image_id)).toEqual([image, image, image])
})

test('a job is known in its own project only, and by its right path only', async () => {
  const { signIn, get, request, submit, images, projects } = await threeByTwo()
  const id = await submit('POST', images, projects)
  const tenant = await signIn('tenant', 'tenant-001')
  for (const path of [`/v1/${tenant.project}/jobs/${id}`, `/v1/cloudimages/job/${id}`]) {
    const response = await tenant.request('GET', path)
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'IMG.0023' } }])
  }
  const response = await request('GET', `/v1/${tenant.project}/jobs/${id}`)
  expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'IMG.0030' } }])
  expect(await get(`/v1/cloudimages/job/nonsense`)).toMatchObject({ error: { code: 'IMG.0023' } })
})

test('12,800 pairs are taken at once and carried out', async () => {
  const { clock, operator } = createTestCloud({ images: 100 })
  const { get, project, submit, job } = await operator()
  const query = `owner=${project}&status=active&visibility=private&virtual_env_type=FusionCompute`
  const { images } = await get<{ images: { id: string; name: string }[] }>(`/v2/cloudimages?${query}`)
  const plain = images.filter((image) => !/vault|full-ecs/.test(image.name)).map((image) => image.id)
  expect(plain.length).toBeGreaterThanOrEqual(50)
  const projects = Array.from({ length: 256 }, (_, index) => foreign(index))
  const id = await submit('POST', plain.slice(0, 50), projects)
  clock.now += 60_000
  const { status, entities } = await job(id)
  expect([status, entities?.results?.length]).toEqual(['SUCCESS', 12_800])
})
