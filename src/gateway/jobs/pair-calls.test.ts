import { describe, expect, test } from 'vitest'
import { agreed } from '#testing/agreed'
import {
  type CloudWorld,
  carryOut,
  createCloudWorld,
  createCore,
  type SeenRequest,
} from '#testing/core-world'
import { crashAndResume, createCrash } from '#testing/crash'
import { OPERATOR } from '#testing/demo-login'
import { newJob } from '#testing/new-job'
import { outcomesByImage } from '#testing/outcomes'

/*
 * A cloud without batches and jobs: the driver makes a call for each pair, and after a restart there is no
 * job of the cloud to follow. What was under way is read back, and only what is not there is sent.
 */

async function setUp() {
  const world = createCloudWorld({ projects: 12, images: 1, flavour: 'glance' })
  const who = await world.driver.signIn(OPERATOR)
  const core = await createCore(world)
  const own = (await core.cloudCache.images(who)).filter(
    (image) => !image.obstacle && !image.keyId && image.recipients === 0,
  )
  const projects = (await core.cloudCache.recipients(who)).slice(0, 4).map((recipient) => recipient.id)
  world.seen.length = 0
  const ask = { action: 'share' as const, reason: '', key: null }
  const detail = async (id: string) => {
    const job = await core.store.jobs.detail(who.project.id, id)
    if (!job) throw new Error('no such job')
    return job
  }
  return { ...core, world, who, images: own.slice(0, 2).map((image) => image.id), projects, ask, detail }
}

const isAdd = ({ method, path }: SeenRequest) => method === 'POST' && path.endsWith('/members')

/** Whether the members of an image were read between any two calls for the same pair. */
function readBetweenCalls({ seen }: CloudWorld): boolean {
  const sent = new Map<string, Set<string>>()
  return seen.every(({ method, path, body }) => {
    const image = /^\/v2\/images\/([^/]+)\/members$/.exec(path)?.[1]
    if (!image) return true
    const projects = sent.get(image) ?? new Set()
    sent.set(image, projects)
    if (method === 'GET') projects.clear()
    if (method !== 'POST') return true
    const isFirst = !projects.has(body)
    projects.add(body)
    return isFirst
  })
}

async function runWithCrash(steps: number) {
  const { world, who, store, images, projects, detail, runner } = await setUp()
  await runner.stop()
  const id = 'a'.repeat(32)
  const named = (all: string[]) => all.map((one) => ({ id: one, name: one }))
  await store.requests.create(
    newJob({
      id,
      user: who.user,
      project: who.project,
      images: named(images),
      projects: named([...projects, 'fault-400']),
    }),
  )
  const crash = createCrash(steps)
  await crashAndResume(world, { crash, store })
  return { job: await detail(id), world, crashed: crash.crashed() }
}

test('killed at any step and started again, a job ends as it would have', async () => {
  let steps = 0
  for (; ; steps++) {
    const { job, world, crashed } = await runWithCrash(steps)
    const moment = `crash at step ${steps}`
    expect(job.pairs, moment).toMatchObject({ total: 10, waiting: 0, sent: 0, failed: 2, unconfirmed: 0 })
    expect(job.pairs.done + job.pairs.unchanged, moment).toBe(8)
    expect(readBetweenCalls(world), moment).toBe(true)
    if (!crashed) break
  }
  expect(steps).toBeGreaterThan(30)
}, 600_000)

test('stopped in the middle of its calls, it sends only what has not arrived', async () => {
  const { world, who, store, images, projects, ask, detail, runner } = await setUp()
  let left = 3
  // From the fourth on the cloud does not answer any more.
  world.faulty.answer = async (request) => {
    if (isAdd(request) && left-- <= 0) await new Promise(() => {})
    return null
  }
  const { jobId } = await runner.submit(who, { ...ask, set: { images, projects } })
  const posts = () => world.seen.filter(isAdd)
  while (posts().length < 4) await new Promise(setImmediate)
  await runner.stop()
  expect(await detail(jobId)).toMatchObject({ status: 'running', calls: [{ cloudJobId: null }] })

  world.faulty.answer = () => null
  const sentBefore = posts().length
  const after = await createCore(world, { store })
  after.runner.resume()
  await after.runner.idle()
  expect(await detail(jobId)).toMatchObject({ status: 'succeeded', pairs: { done: 8 } })
  expect(posts().length - sentBefore).toBe(5)
})

describe('a pair that somebody else added', () => {
  test('between the reading and the call is unchanged, so that an undo leaves it alone', async () => {
    const { world, who, images, projects, ask, detail, runner, actions } = await setUp()
    const [image = ''] = images
    let isQuick = true
    world.faulty.answer = async (request) => {
      if (!isAdd(request) || !isQuick) return null
      isQuick = false
      await carryOut(world.cloud, request)
      return null
    }
    const { jobId } = await runner.submit(who, { ...ask, set: { images: [image], projects } })
    await runner.idle()
    expect(await detail(jobId)).toMatchObject({ status: 'succeeded', pairs: { done: 3, unchanged: 1 } })
    const plan = agreed(await actions.undoPlan(who, jobId))
    await actions.undo(who, jobId, { fingerprint: plan.fingerprint, reason: '' })
    await runner.idle()
    expect(await world.driver.listMembers(who, image)).toHaveLength(1)
  })
})

describe('a private image', () => {
  async function makePrivate() {
    const world = await setUp()
    const [image = ''] = world.images
    const body = JSON.stringify([{ op: 'replace', path: '/visibility', value: 'private' }])
    const headers = {
      'X-Auth-Token': world.who.token,
      'Content-Type': 'application/openstack-images-v2.1-json-patch',
    }
    await world.world.cloud.fetch(
      new Request(`http://cloud.test/v2/images/${image}`, { method: 'PATCH', headers, body }),
    )
    return { ...world, image }
  }

  test('is marked in the plan, whose fingerprint tells it from one that is shared', async () => {
    const { planner, who, images, image, projects } = await makePrivate()
    const { images: planned } = await planner.planAfresh(who, { action: 'share', images, projects })
    const marked = planned.filter(({ becomesShared }) => becomesShared)
    expect(marked).toEqual([expect.objectContaining({ id: image, obstacle: null })])
    expect(outcomesByImage({ images: marked })).toEqual([['absent', 'absent', 'absent', 'absent']])
    const stop = await planner.planAfresh(who, { action: 'unshare', images, projects })
    expect(stop.images.every(({ becomesShared }) => !becomesShared)).toBe(true)
  })

  test.each([
    [false, { status: 'failed', pairs: { failed: 4, done: 0 } }],
    [true, { status: 'succeeded', pairs: { failed: 0, done: 4 } }],
  ])('is shared only by a job that may change it (%s)', async (makeShared, expected) => {
    const { runner, who, image, projects, ask, detail } = await makePrivate()
    const { jobId } = await runner.submit(who, { ...ask, makeShared, set: { images: [image], projects } })
    await runner.idle()
    const job = await detail(jobId)
    expect(job).toMatchObject(expected)
  })
})
