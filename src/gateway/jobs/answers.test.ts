import { describe, expect, test } from 'vitest'
import { type CloudWorld, createCloudWorld, createCore } from '#testing/core-world'
import { createCrash, untilCrashed } from '#testing/crash'
import { demoLogin, OPERATOR } from '#testing/demo-login'
import type { ShareRequest } from './submit.ts'

const TENANT = demoLogin('tenant', { project: 'tenant-001' })
const VAULT = '7b076d1e-1c5f-4bd9-b1f5-2a6a0d4c8f11'

/** An owner who shares three images with a tenant, one of them full-ECS, and the tenant's console. */
async function setUp(world: CloudWorld = createCloudWorld({ projects: 12, images: 1 })) {
  const owner = await world.driver.signIn(OPERATOR)
  const who = await world.driver.signIn(TENANT)
  const images = (await world.driver.listImages(owner)).filter(({ obstacle, keyId }) => !obstacle && !keyId)
  const unshared: string[] = []
  for (const { id, kind } of images)
    if (kind === 'system' && (await world.driver.listMembers(owner, id)).length === 0) unshared.push(id)
  const [a = '', b = '', other = ''] = unshared
  const whole = images.find(({ kind }) => kind === 'full-ecs')?.id ?? a
  const set = { images: [a, b, whole], projects: [who.project.id] }
  for await (const _ of world.driver.share(owner, { ...set, makeShared: true }));
  const core = await createCore(world, { login: TENANT })
  world.seen.length = 0

  const request = (action: 'accept' | 'reject', images: string[], more: Partial<ShareRequest> = {}) => ({
    action,
    set: { images, projects: [who.project.id] },
    reason: 'CHG-1',
    key: null,
    ...more,
  })
  const finish = async (id: string) => {
    await core.runner.idle()
    const job = await core.store.jobs.detail(who.project.id, id)
    const page = await core.store.jobs.pairs(who.project.id, id, { limit: 10 })
    if (!job || !page) throw new Error('the job is gone')
    const pairs = new Map(page.pairs.map((pair) => [job.images[pair.image]?.id ?? '', pair]))
    return { job, pairs }
  }
  const answer = async (...args: Parameters<typeof request>) =>
    finish((await core.runner.submit(who, request(...args))).jobId)
  /** What the owner sees. */
  const statusOf = async (image: string) =>
    (await world.driver.listMembers(owner, image)).find(({ member_id }) => member_id === who.project.id)
      ?.status
  const calls = () => world.seen.filter(({ method }) => method === 'PUT').map(({ body }) => JSON.parse(body))
  return { world, ...core, who, a, b, other, whole, request, finish, answer, statusOf, calls }
}

describe.each(['ims', 'glance'] as const)('on %s', (flavour) => {
  const make = () => setUp(createCloudWorld({ projects: 12, images: 1, flavour }))

  test('many images are accepted at once, and read back; the owner sees it', async () => {
    const { answer, statusOf, a, b, who } = await make()
    const { job, pairs } = await answer('accept', [a, b.toUpperCase()])
    expect(job).toMatchObject({ action: 'accept', status: 'succeeded', pairs: { total: 2, done: 2 } })
    expect(job.projects).toEqual([{ id: who.project.id, name: 'tenant-001' }])
    expect(job.images.every(({ name }) => name !== '')).toBe(true)
    expect(pairs.get(a)).toMatchObject({ claim: 'success', present: true, readAt: expect.any(Number) })
    expect([await statusOf(a), await statusOf(b)]).toEqual(['accepted', 'accepted'])
  })

  test('answers that are stopped with the first call are given no further', async () => {
    const { world, runner, actions, request, finish, calls, statusOf, a, b, who } = await make()
    const vaultId = VAULT
    let id = ''
    world.faulty.answer = async ({ method }) => {
      if (method === 'PUT') await actions.stop(who, id)
      return null
    }
    id = (await runner.submit(who, request('accept', [a, b], { vaultId }))).jobId
    const { job, pairs } = await finish(id)
    expect(job.stop).toMatchObject({ by: who.user })
    expect(calls()).toHaveLength(1)
    for (const [image, { state }] of pairs)
      expect(await statusOf(image)).toBe(state === 'unsent' ? 'pending' : 'accepted')
  })

  test('only what is not answered so already is sent', async () => {
    const { answer, calls, a, b } = await make()
    await answer('reject', [a])
    const before = calls().length
    const { job, pairs } = await answer('reject', [a, b])
    expect(job.pairs).toMatchObject({ total: 2, done: 1, unchanged: 1 })
    expect(pairs.get(a)).toMatchObject({ state: 'unchanged', present: true, claim: null })
    expect(calls()).toHaveLength(before + 1)
    expect(await answer('accept', [a])).toMatchObject({ job: { pairs: { done: 1 } } })
  })

  test('an image that is not shared with the project is told as impossible, and never sent', async () => {
    const { answer, calls, a, other, world } = await make()
    const { job, pairs } = await answer('accept', [a, other])
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 1, impossible: 1 } })
    expect(pairs.get(other)).toMatchObject({ code: 'CONSOLE.NOT_RECEIVED', claim: null, present: false })
    expect(calls()).toHaveLength(1)
    expect(world.seen.every(({ path, method }) => method === 'GET' || !path.includes(other))).toBe(true)
  })

  test('with none of the images received, no job is made', async () => {
    const { runner, request, who } = await make()
    const wish = request('accept', ['00000000-0000-4000-8000-00000000beef'])
    await expect(runner.submit(who, wish)).rejects.toMatchObject({ status: 404, code: 'IMG.0027' })
  })
})

test('one call for all of them, and one for those that need the vault', async () => {
  const { answer, calls, statusOf, a, b, whole, who } = await setUp()
  const { job } = await answer('accept', [a, whole, b], { vaultId: VAULT })
  expect(job).toMatchObject({ status: 'succeeded', vaultId: VAULT })
  const body = { project_id: who.project.id, status: 'accepted' }
  expect(calls()).toEqual(
    expect.arrayContaining([
      { ...body, images: [a, b] },
      { ...body, images: [whole], vault_id: VAULT },
    ]),
  )
  expect(calls()).toHaveLength(2)
  expect(await statusOf(whole)).toBe('accepted')
})

test('a full-ECS image without a vault fails alone, with the code of the cloud', async () => {
  const { answer, a, whole } = await setUp()
  const { job, pairs } = await answer('accept', [a, whole])
  expect(job).toMatchObject({ status: 'partial', vaultId: null })
  expect(pairs.get(whole)).toMatchObject({ state: 'failed', code: 'IMG.0184' })
  expect(pairs.get(a)).toMatchObject({ state: 'done' })
})

test('a success that the lists do not show is not confirmed; looking again can confirm it', async () => {
  const { world, answer, actions, finish, who, a } = await setUp()
  world.faulty.answer = ({ path }) =>
    path.includes('member_status=accepted') ? Response.json({ images: [] }) : null
  const { job, pairs } = await answer('accept', [a])
  expect(job.status).toBe('failed')
  expect(pairs.get(a)).toMatchObject({ state: 'unconfirmed', claim: 'success', present: false })
  world.faulty.answer = () => null
  expect(await actions.recheck(who, job.id)).toBe('done')
  expect(await finish(job.id)).toMatchObject({ job: { status: 'succeeded', pairs: { done: 1 } } })
})

test('an answer is not undone: what was before it cannot be answered', async () => {
  const { answer, actions, who, a } = await setUp()
  const { job } = await answer('accept', [a])
  expect(await actions.undoPlan(who, job.id)).toBe('CONSOLE.ANSWER')
  expect(await actions.undo(who, job.id, { fingerprint: 'x', reason: '' })).toBe('CONSOLE.ANSWER')
})

test('killed at any step and started again, each answer is given', async () => {
  const run = async (steps: number) => {
    const { world, runner, store, request, who, a, whole } = await setUp()
    await runner.stop()
    const crash = createCrash(steps)
    const parts = { store: crash.store(store), driver: crash.driver(world.driver), login: TENANT }
    const first = await createCore(world, parts)
    // The job is stored, or the submission has failed and says so.
    const made = await first.runner
      .submit(who, request('accept', [a, whole], { vaultId: VAULT }))
      .catch(() => null)
    await Promise.race([first.runner.idle(), untilCrashed(crash)])
    await first.runner.stop()
    const second = await createCore(world, { store, login: TENANT })
    second.runner.resume()
    await second.runner.idle()
    await second.runner.stop()
    const jobs = await store.jobs.page(who, {}, undefined, 10)
    await store.close()
    return { jobs: jobs.jobs, made, crashed: crash.crashed() }
  }
  for (let steps = 1; ; steps++) {
    const { jobs, made, crashed } = await run(steps)
    if (made) expect(jobs).toHaveLength(1)
    for (const job of jobs)
      expect(job, `after ${steps} steps`).toMatchObject({ status: 'succeeded', pairs: { total: 2, done: 2 } })
    if (!crashed) break
  }
}, 600_000)
