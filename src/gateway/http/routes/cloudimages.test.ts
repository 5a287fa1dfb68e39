import { afterAll, describe, expect, test } from 'vitest'
import { wireJob } from '#ims/jobs'
import { clientOf } from '#testing/api-client'
import { createWorld } from '#testing/harness'

const world = await createWorld()
afterAll(world.close)
const operator = await world.tokenFor('operator')
const PROJECTS = ['9c61004714024f9586705d090530f9fa', 'edc89b490d7d4392898e19b2deb34797']

const client = () => clientOf(world, operator.token)
const faultImage = (status: number) => `00000000-0000-4000-8000-000000000${status}`

const { images } = (await client().get('/console/images')).json
const image: string = images.find((each: { name: string }) => each.name === 'rocky-9.6-2026.11').id

/** A job in both calls, once it has ended. */
async function ended(jobId: string) {
  await world.runner.idle()
  const detailed = await client().get(`/v1/${operator.project.id}/jobs/${jobId}`)
  const progress = await client().get(`/v1/cloudimages/job/${jobId}`)
  expect(wireJob.safeParse(detailed.json).success).toBe(true)
  return { detailed: detailed.json, progress: progress.json }
}

describe('sharing as documented', () => {
  test('POST answers 200 with a job ID, and both job calls show it in their documented shapes', async () => {
    const { status, json } = await client().share({ images: [image], projects: PROJECTS })
    expect(status).toBe(200)
    expect(json).toEqual({ job_id: expect.stringMatching(/^[0-9a-f]{32}$/) })

    const { detailed, progress } = await ended(json.job_id)
    expect(detailed).toEqual({
      job_id: json.job_id,
      job_type: 'imsAddImageMembersJob',
      status: 'SUCCESS',
      begin_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      end_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      error_code: null,
      fail_reason: null,
      entities: {
        results: PROJECTS.map((project_id) => ({ image_id: image, project_id, status: 'success' })),
      },
    })
    expect(progress).toEqual({ ...detailed, entities: { process_percent: 1, current_task: '' } })
  })

  test('the example of the specification works as printed', async () => {
    const images = ['d164b5df-1bc3-4c3f-893e-3e471fd16e64', '0b680482-acaa-4045-b14c-9a8c7dfe9c70']
    const { json } = await client().share({ images, projects: PROJECTS })
    expect((await ended(json.job_id)).detailed).toMatchObject({
      status: 'SUCCESS',
      entities: { results: { length: 4 } },
    })
  })

  test('sharing a pair that exists is no error', async () => {
    const { json } = await client().share({ images: [image], projects: PROJECTS })
    expect((await ended(json.job_id)).detailed.status).toBe('SUCCESS')
    const job = await client().get(`/console/jobs/${json.job_id}`)
    expect(job.json.pairs).toMatchObject({ total: 2, unchanged: 2, done: 0 })
  })

  test('DELETE takes the same body and removes the pairs', async () => {
    const { status, json } = await client().unshare({ images: [image], projects: PROJECTS })
    expect(status).toBe(200)
    const { detailed } = await ended(json.job_id)
    expect(detailed).toMatchObject({ job_type: 'imsDelImageMembersJob', status: 'SUCCESS' })
  })

  test('one failed pair fails the job, with its code, and the others are told apart', async () => {
    const projects = [PROJECTS[0], 'fault-pair']
    const { json } = await client().share({ images: [image], projects })
    const { detailed, progress } = await ended(json.job_id)
    expect(detailed).toMatchObject({ status: 'FAIL', error_code: 'IMG.0112' })
    expect(detailed.fail_reason).not.toBe('')
    expect(detailed.entities.results).toEqual([
      expect.objectContaining({ project_id: 'fault-pair', status: 'fail', error_code: 'IMG.0112' }),
      { image_id: image, project_id: PROJECTS[0], status: 'success' },
    ])
    expect(progress).toMatchObject({ status: 'FAIL', error_code: 'IMG.0112' })
  })

  test('a job under way is INIT or RUNNING, without an end and with what is settled so far', async () => {
    world.clock.hold()
    const { json } = await client().share({ images: [image], projects: ['0123456789abcdef0123456789abcdef'] })
    const { json: job } = await client().get(`/v1/cloudimages/job/${json.job_id}`)
    expect(['INIT', 'RUNNING']).toContain(job.status)
    expect(job).toMatchObject({ end_time: '', error_code: null, entities: { process_percent: 0 } })
    const { json: detailed } = await client().get(`/v1/${operator.project.id}/jobs/${json.job_id}`)
    expect(detailed.entities.results).toEqual([])
    world.clock.release()
    expect((await ended(json.job_id)).progress.status).toBe('SUCCESS')
  })
})

describe('400: what is wrong with the body', () => {
  const big = `{"images": ["${'a'.repeat(12 * 1024 * 1024)}"], "projects": ["a"]}`
  test.each([
    ['malformed JSON', '{"images": [', 'IMG.0001'],
    ['no body', '', 'IMG.0007'],
    ['not an object', '[]', 'IMG.0001'],
    ['a missing field', { images: ['d164b5df-1bc3-4c3f-893e-3e471fd16e64'] }, 'IMG.0001'],
    ['an empty list', { images: [], projects: ['a'] }, 'IMG.0001'],
    ['not an array', { images: 'd164b5df-1bc3-4c3f-893e-3e471fd16e64', projects: ['a'] }, 'IMG.0001'],
    ['a malformed image ID', { images: ['d164b5df'], projects: ['a'] }, 'IMG.0066'],
    [
      'a malformed project ID',
      { images: ['d164b5df-1bc3-4c3f-893e-3e471fd16e64'], projects: ['a/b'] },
      'IMG.0067',
    ],
    ['more than 12 MB', big, 'IMG.0001'],
  ])('a body with %s is refused with 400', async (_, body, code) => {
    for (const method of ['POST', 'DELETE']) {
      const { status, json } = await client().call(method, '/v1/cloudimages/members', { body })
      expect({ status, json }).toEqual({
        status: 400,
        json: { error: { code, message: expect.stringMatching(/\w/) } },
      })
    }
  })

  test.each([
    ['x-share-reason', '%0A'],
    ['x-share-reason', '%E0%A4%A'],
    ['x-share-reason', 'a'.repeat(501)],
    ['idempotency-key', 'k'.repeat(201)],
  ])('the bad header %s is refused with 400', async (header, value) => {
    const { status, json } = await client().share(
      { images: [image], projects: PROJECTS },
      { [header]: value },
    )
    expect(status).toBe(400)
    expect(json.error.message).toContain(header)
  })
})

describe('who may', () => {
  test.each([undefined, 'not-a-token'])('a call with the token %s is answered with 401', async (token) => {
    const stranger = clientOf(world, token)
    const answers = [
      await stranger.share({ images: [image], projects: PROJECTS }),
      await stranger.unshare({ images: [image], projects: PROJECTS }),
      await stranger.get('/v1/cloudimages/job/x'),
    ]
    for (const { status, json, headers } of answers) {
      expect(status).toBe(401)
      expect(json).toEqual({
        error_code: 'APIGW.0301',
        error_msg: expect.stringMatching(/\w/),
        request_id: headers.get('x-request-id'),
      })
    }
  })

  test('a job in the path of another project is a 403, the job of another project a 404', async () => {
    const { json } = await client().share({ images: [image], projects: PROJECTS })
    const tenant = await world.tokenFor('tenant', 'tenant-001')
    const theirs = clientOf(world, tenant.token)
    const path = await theirs.get(`/v1/${operator.project.id}/jobs/${json.job_id}`)
    expect({ status: path.status, code: path.json.error.code }).toEqual({ status: 400, code: 'IMG.0030' })
    const own = await theirs.get(`/v1/${tenant.project.id}/jobs/${json.job_id}`)
    expect(own.status).toBe(404)
    expect((await theirs.get(`/console/jobs/${json.job_id}`)).status).toBe(404)
    expect((await theirs.get('/console/jobs')).json.jobs).toEqual([])
    await world.runner.idle()
  })
})

describe('404, 500, 503', () => {
  test('an unknown job is a 404', async () => {
    for (const path of [`/v1/${operator.project.id}/jobs/none`, '/v1/cloudimages/job/none']) {
      const { status, json } = await client().get(path)
      expect({ status, code: json.error.code }).toEqual({ status: 404, code: 'IMG.0023' })
    }
  })

  test('a share is a 404 when none of its images exists, and nothing is stored', async () => {
    const before = (await client().get('/console/jobs')).json.jobs.length
    const { status, json } = await client().share({
      images: ['ffffffff-1bc3-4c3f-893e-3e471fd16e64'],
      projects: PROJECTS,
    })
    expect({ status, code: json.error.code }).toEqual({ status: 404, code: 'IMG.0027' })
    expect((await client().get('/console/jobs')).json.jobs).toHaveLength(before)
  })

  test('a call that does not exist is a 404', async () => {
    const { status, json } = await client().get('/v1/cloudimages/nothing')
    expect({ status, code: json.error_code }).toEqual({ status: 404, code: 'APIGW.0101' })
  })

  test.each([
    [500, 'IMG.0061'],
    [503, 'APIGW.0201'],
  ])('the answer is %i when the cloud fails', async (expected, code) => {
    const { status, json } = await client().share({ images: [faultImage(expected)], projects: PROJECTS })
    expect(status).toBe(expected)
    expect(json).toMatchObject({ error_code: code, request_id: expect.stringMatching(/\w/) })
  })

  test('the answer is 503 with the time to wait when the cloud throttles', async () => {
    const { status, headers } = await client().share({ images: [faultImage(429)], projects: PROJECTS })
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBe('2')
  })
})

describe('submissions', () => {
  test('the same key makes one job, which can be found by the key', async () => {
    const key = 'submission 1/ä'.replace('ä', 'ae')
    const body = { images: [image], projects: PROJECTS }
    const headers = { 'idempotency-key': key, 'x-share-reason': encodeURIComponent(' CHG-1 – für Łódź ') }
    const [first, second] = [await client().share(body, headers), await client().share(body, headers)]
    expect(second.json).toEqual(first.json)
    const { json } = await client().get(`/console/jobs/by-key/${encodeURIComponent(key)}`)
    expect(json).toMatchObject({ id: first.json.job_id, reason: 'CHG-1 – für Łódź' })
    expect((await client().get('/console/jobs/by-key/other')).status).toBe(404)
    await world.runner.idle()
  })
})
