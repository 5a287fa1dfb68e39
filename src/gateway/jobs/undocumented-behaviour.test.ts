import { describe, expect, test } from 'vitest'
import type { WireJob } from '#ims/jobs'
import { carryOut, isBatch, type SeenRequest } from '#testing/core-world'
import { demoLogin } from '#testing/demo-login'
import { GONE } from '#testing/glance-world'
import { createRunnerWorld } from '#testing/runner-world'

/*
 * What no document of the Image Management Service settles, with each answer that it may turn out to have. A
 * job must come to the same, true end with all of them. Single calls:
 * `cloud/ims/ims-undocumented-behaviour.test.ts`.
 */

type RunnerWorld = Awaited<ReturnType<typeof createRunnerWorld>>

const isJob = ({ path }: SeenRequest) => /\/jobs?\/[0-9a-f]+$/.test(path)
const refusal = (status: number, code: string, message = 'No.') =>
  Response.json({ error: { code, message } }, { status })

/** Adds a recipient behind the console's back, as another tool of the same owner would. */
const addNatively = ({ world, who }: RunnerWorld, image: string, member: string) =>
  carryOut(world.cloud, {
    method: 'POST',
    path: `/v2/images/${image}/members`,
    token: who.token,
    body: JSON.stringify({ member }),
  })

describe('what a job of the cloud says: the members decide', () => {
  const perImage = (job: WireJob) => {
    const results = (job.entities?.results ?? []).map(({ image_id, status }) => ({ image_id, status }))
    return { ...job, entities: { results } }
  }
  test.each<[string, (job: WireJob) => unknown]>([
    ['a result for each image, without a project', perImage],
    ['results without words', (job) => ({ ...job, entities: { results: [{}, { status: null }] } })],
    ['an empty list', (job) => ({ ...job, entities: { results: [] } })],
    ['no list', (job) => ({ ...job, entities: { process_percent: '1', current_task: '' } })],
    ['nothing of pairs', ({ entities: _, ...job }) => job],
    ['null', (job) => ({ ...job, entities: null, error_code: null, fail_reason: null })],
    [
      'success, whatever became of single pairs',
      (job) => ({ ...job, status: job.status === 'FAIL' ? 'SUCCESS' : job.status }),
    ],
    [
      'failure, whatever became of the others',
      (job) => ({ ...job, status: job.status === 'SUCCESS' ? 'FAIL' : job.status }),
    ],
    ['its words in small letters', (job) => ({ ...job, status: job.status.toLowerCase() })],
    [
      'another word for failure',
      (job) => ({ ...job, status: job.status === 'FAIL' ? 'FAILED' : job.status }),
    ],
    ['times of the old form', (job) => ({ ...job, begin_time: '04-Jun-2015 18:11:06:586', end_time: '' })],
    ['no times and no type', ({ job_id, status, entities }) => ({ job_id, status, entities })],
  ])('%s', async (_, rewrite) => {
    const { world, images, projects, submit, finish, members } = await createRunnerWorld()
    world.faulty.answer = async (request) => {
      if (!isJob(request)) return null
      const answer = await carryOut(world.cloud, request)
      return Response.json(rewrite(await answer.json()), { status: answer.status })
    }
    const [image = '', other = ''] = images
    const some = projects.slice(0, 3)
    const whole = await finish(await submit([image], some))
    expect(whole.job).toMatchObject({ status: 'succeeded', pairs: { total: 3, done: 3 } })
    const part = await finish(await submit([other], [...some, 'fault-pair']))
    expect(part.job).toMatchObject({ status: 'partial', pairs: { total: 4, done: 3 } })
    expect(part.job.pairs.failed + part.job.pairs.unconfirmed).toBe(1)
    expect(part.pairs.every((pair) => pair.present === (pair.state === 'done'))).toBe(true)
    for (const id of [image, other]) expect((await members(id)).sort()).toEqual([...some].sort())
  })
})

describe('what a job answers that is not known (any more)', () => {
  test.each([
    ['404', () => refusal(404, 'IMG.0023')],
    ['404 of a web server', () => new Response('<h1>Not Found</h1>', { status: 404 })],
    ['404 without a word', () => new Response(null, { status: 404 })],
    ['400', () => refusal(400, 'IMG.0023')],
    ['403, as if it were of another project', () => refusal(403, 'IMG.0030')],
  ])('%s', async (_, answer) => {
    const { world, images, projects, submit, finish } = await createRunnerWorld()
    world.faulty.answer = (request) => (isJob(request) ? answer() : null)
    const { job } = await finish(await submit(images.slice(0, 1), projects.slice(0, 2)))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 2 }, calls: [{ code: 'CONSOLE.LOST' }] })
  })
})

describe('what an image answers that is not there', () => {
  test.each([
    ['404', () => refusal(404, 'IMG.0027')],
    [
      '404 of Glance',
      () =>
        Response.json({ message: 'No image', code: '404 Not Found', title: 'Not Found' }, { status: 404 }),
    ],
    ['404 of a web server', () => new Response('<h1>Not Found</h1>', { status: 404 })],
    ['404 without a word', () => new Response(null, { status: 404 })],
    ['400', () => refusal(400, 'IMG.0027')],
    ['403', () => refusal(403, 'IMG.0047')],
  ])('%s', async (_, answer) => {
    const { world, images, projects, submit, finish, store, who } = await createRunnerWorld()
    world.faulty.answer = ({ path }) => (path.includes(GONE) ? answer() : null)
    await expect(submit([GONE], projects.slice(0, 1))).rejects.toMatchObject({ code: /^IMG\.00(27|47)$/ })
    expect((await store.jobs.page(who, {}, undefined, 10)).jobs).toEqual([])
    const { job, pairs } = await finish(await submit([GONE, images[0] ?? ''], projects.slice(0, 2)))
    expect(job.pairs).toMatchObject({ total: 4, done: 2, failed: 2 })
    expect(pairs.filter(({ state }) => state === 'failed').every(({ code }) => code)).toBe(true)
  })
})

describe('what comes of adding a pair that is there', () => {
  test('it is not added again, so that an answer stays what it is', async () => {
    const { world, imageNamed, submit, finish, who, cloudCache } = await createRunnerWorld()
    const image = await imageNamed('monitoring-proxy-3.4')
    const before = await world.driver.listMembers(who, image.id)
    expect(new Set(before.map(({ status }) => status))).toEqual(new Set(['pending', 'accepted', 'rejected']))
    const there = before.map((member) => member.member_id)
    const fresh = (await cloudCache.recipients(who)).find(({ id }) => !there.includes(id))?.id ?? ''
    const { job } = await finish(await submit([image.id], [...there, fresh]))
    expect(job.pairs).toMatchObject({ unchanged: there.length, done: 1 })
    expect(world.changes().map(({ body }) => JSON.parse(body).projects)).toEqual([[fresh]])
    const after = await world.driver.listMembers(who, image.id)
    expect(after.filter(({ member_id }) => member_id !== fresh)).toEqual(before)
  })

  test.each([
    ['success', () => null],
    ['the refusal of the call', () => refusal(409, 'IMG.0112', 'The member exists.')],
    ['the refusal of the call, as something else', () => refusal(400, 'IMG.0112', 'The member exists.')],
  ])('%s, when somebody else was quicker', async (_, answer) => {
    const core = await createRunnerWorld()
    const { world, images, projects, submit, finish, members } = core
    const [image = ''] = images
    const [quick = '', other = ''] = projects
    let raced = false
    world.faulty.answer = async (request) => {
      if (!isBatch(request)) return null
      if (!raced) await addNatively(core, image, quick)
      raced = true
      return JSON.parse(request.body).projects.includes(quick) ? answer() : null
    }
    const { job } = await finish(await submit([image], [quick, other]))
    expect(job.pairs.done + job.pairs.unchanged).toBe(2)
    expect((await members(image)).sort()).toEqual([quick, other].sort())
  })
})

describe('when a bad pair is found out: only it fails', () => {
  const DEAD = 'dead'.padEnd(32, '0')
  test.each([
    ['in the job', null],
    ['before it, for a recipient that there is not', refusal(400, 'IMG.0108')],
    ['before it, with another status', refusal(404, 'IMG.0108')],
  ])('%s', async (_, answer) => {
    const { world, images, projects, submit, finish } = await createRunnerWorld()
    world.faulty.answer = (request) =>
      isBatch(request) && request.body.includes(DEAD) ? (answer?.clone() ?? null) : null
    const { job, pairs } = await finish(await submit(images.slice(0, 2), [...projects.slice(0, 3), DEAD]))
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 6, failed: 2 } })
    const failed = pairs.filter(({ state }) => state === 'failed')
    expect(failed.map(({ code }) => code)).toEqual(['IMG.0108', 'IMG.0108'])
  })
})

describe('what an encrypted image answers to a recipient without a grant', () => {
  const STRANGER = 'ef'.repeat(16)
  test.each<[string, (request: SeenRequest) => Response | null, string, string]>([
    ['failure in the job', () => null, 'failed', 'IMG.0099'],
    [
      'the refusal of the call',
      (request) => (isBatch(request) ? refusal(403, 'IMG.0099') : null),
      'failed',
      'IMG.0099',
    ],
    [
      'success that is none',
      (request) => (isJob(request) ? Response.json({ job_id: 'j', status: 'SUCCESS', entities: {} }) : null),
      'unconfirmed',
      'CONSOLE.NOT_CONFIRMED',
    ],
  ])('%s', async (_, answer, state, code) => {
    const { world, imageNamed, submit, finish, members } = await createRunnerWorld()
    const image = await imageNamed('vault-base-custom-key')
    world.faulty.answer = answer
    const before = await members(image.id)
    const { pairs } = await finish(await submit([image.id], [STRANGER]))
    expect(pairs).toMatchObject([{ state, code, present: false }])
    expect(await members(image.id)).toEqual(before)
  })
})

describe('who may do what to a share that is not his', () => {
  const TENANT = demoLogin('tenant', { project: 'tenant-001' })

  /** An image that is shared with the tenant, whose console this is. */
  async function received() {
    const core = await createRunnerWorld({ login: TENANT })
    const tenant = await core.world.driver.signIn(TENANT)
    const [image = ''] = core.images
    await addNatively(core, image, tenant.project.id)
    const request = { set: { images: [image], projects: [tenant.project.id] }, reason: '', key: null }
    const run = async (action: 'unshare' | 'share', set = request.set) => {
      const { jobId } = await core.runner.submit(tenant, { ...request, action, set })
      await core.runner.idle()
      const page = await core.store.jobs.pairs(tenant.project.id, jobId, { limit: 10 })
      return page?.pairs ?? []
    }
    return { ...core, tenant, image, run }
  }

  test('a recipient that stops a share: refused by the cloud', async () => {
    const { run, members, image, tenant } = await received()
    expect(await run('unshare')).toMatchObject([{ state: 'failed', code: 'IMG.0047', present: true }])
    expect(await members(image)).toEqual([tenant.project.id])
  })

  test('a recipient that stops a share: done by the cloud', async () => {
    const { run, members, image, tenant, world, who } = await received()
    world.faulty.answer = async (request) => {
      if (isJob(request))
        return Response.json({ job_id: 'abc1', status: 'SUCCESS', entities: { results: [] } })
      if (!isBatch(request)) return null
      const path = `/v2/images/${image}/members/${tenant.project.id}`
      await carryOut(world.cloud, { ...request, path, token: who.token, body: '' })
      return Response.json({ job_id: 'abc1' })
    }
    // The image is not the recipient's to look at any more, so nothing proves it.
    expect(await run('unshare')).toMatchObject([{ state: 'unconfirmed', claim: 'success', present: null }])
    expect(await members(image)).toEqual([])
  })

  test('an owner that answers for himself is not asked of the cloud', async () => {
    const { runner, who, world, images } = await createRunnerWorld()
    const set = { images: images.slice(0, 1), projects: [who.project.id] }
    const answering = runner.submit(who, { action: 'accept', set, reason: '', key: null })
    await expect(answering).rejects.toMatchObject({ status: 404, code: 'IMG.0027' })
    expect(world.changes()).toEqual([])
  })
})
