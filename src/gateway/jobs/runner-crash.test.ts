import { describe, expect, test } from 'vitest'
import { type CloudWorld, createCloudWorld, createCore } from '#testing/core-world'
import { crashAndResume, createCrash } from '#testing/crash'
import { OPERATOR } from '#testing/demo-login'
import { newJob } from '#testing/new-job'

/*
 * The console is killed in the middle of a job and started again. Whatever the moment, the job goes on: no
 * pair is lost, none is sent again unless nobody can know whether the cloud took it, and then only after its
 * image was read.
 */

async function setUp(world: CloudWorld) {
  const who = await world.driver.signIn(OPERATOR)
  const core = await createCore(world)
  const own = (await core.cloudCache.images(who)).filter((image) => !image.obstacle && image.recipients === 0)
  const projects = (await core.cloudCache.recipients(who)).slice(0, 3).map((recipient) => recipient.id)
  const images = own.slice(0, 2).map((image) => image.id)
  // One pair is there already, so that the job has an unchanged one.
  const first = await core.runner.submit(who, {
    action: 'share',
    set: { images: images.slice(0, 1), projects: projects.slice(0, 1) },
    reason: '',
    key: null,
  })
  await core.runner.idle()
  await core.runner.stop()
  world.seen.length = 0
  return { who, store: core.store, images, projects, first: first.jobId }
}

const named = (id: string) => ({ id, name: id })

/** A pair that fails by itself, and one for which every call is refused that it is in. */
type Fault = 'fault-pair' | 'fault-400'

/**
 * A job that crashes after `steps` steps, and is resumed by a second process over the same store and cloud.
 */
async function runWithCrash(fault: Fault, steps: number) {
  const world = createCloudWorld({ projects: 12, images: 1 })
  const { who, store, images, projects } = await setUp(world)
  const id = 'a'.repeat(32)
  await store.requests.create(
    newJob({
      id,
      user: who.user,
      project: who.project,
      images: images.map(named),
      projects: [...projects, fault].map(named),
    }),
  )
  const crash = createCrash(steps)
  await crashAndResume(world, { crash, store })
  const job = await store.jobs.detail(who.project.id, id)
  if (!job) throw new Error('the job is gone')
  await store.close()
  return { world, job, crashed: crash.crashed(), images, projects }
}

/** The set calls that were not refused. */
const taken = (world: CloudWorld) => world.changes().filter(({ body }) => !body.includes('fault-400'))

/** Whether every image of every set call was read since the last set call with it that was not refused. */
function readBeforeEachCall(world: CloudWorld): boolean {
  const fresh = new Set<string>()
  return world.seen.every(({ method, path, body }) => {
    const read = /^\/v2\/images\/([^/]+)\/members$/.exec(path)?.[1]
    if (method === 'GET' && read) fresh.add(read)
    if (method !== 'POST' || path !== '/v1/cloudimages/members') return true
    const { images } = JSON.parse(body) as { images: string[] }
    const wereFresh = images.every((image) => fresh.has(image))
    if (!body.includes('fault-400')) for (const image of images) fresh.delete(image)
    return wereFresh
  })
}

describe.each<Fault>(['fault-pair', 'fault-400'])(
  'killed at any step, with %s, and started again',
  async (fault) => {
    const whole = await runWithCrash(fault, 1_000_000)
    let steps = 0
    test('the job ends as it would have, and nothing is sent twice blindly', async () => {
      expect(whole.job.pairs).toMatchObject({ total: 8, done: 5, unchanged: 1, failed: 2 })
      const calls = taken(whole.world).length
      // Every moment of the run, until one comes that is after its end.
      for (;;) {
        const run = await runWithCrash(fault, steps)
        if (!run.crashed) break
        const moment = `crash at step ${steps}`
        expect(run.job.status, moment).toBe('partial')
        // A pair that arrived before anybody could note that it was sent counts as unchanged, never as lost.
        expect(run.job.pairs, moment).toMatchObject({
          total: 8,
          waiting: 0,
          sent: 0,
          failed: 2,
          unconfirmed: 0,
        })
        expect(run.job.pairs.done + run.job.pairs.unchanged, moment).toBe(6)
        expect(readBeforeEachCall(run.world), moment).toBe(true)
        const unanswered = run.job.calls.filter((call) => call.status === 'interrupted').length
        expect(taken(run.world).length, moment).toBeLessThanOrEqual(calls + unanswered)
        steps += 1
      }
      expect(steps).toBeGreaterThan(30)
    }, 600_000)
  },
)

test('a job that was stopped in the middle of its call is followed, not sent again', async () => {
  const world = createCloudWorld({ projects: 12, images: 1 })
  const { who, store, images, projects } = await setUp(world)
  const before = await createCore(world, { store })
  const { jobId } = await before.runner.submit(who, {
    action: 'share',
    set: { images, projects },
    reason: '',
    key: null,
  })
  world.clock.hold()
  while (!(await store.jobs.detail(who.project.id, jobId))?.calls[0]?.cloudJobId)
    await new Promise(setImmediate)
  await before.runner.stop()
  const stopped = await store.jobs.detail(who.project.id, jobId)
  expect(stopped).toMatchObject({ status: 'running', pairs: { sent: 5, unchanged: 1 } })

  world.clock.release()
  const after = await createCore(world, { store })
  after.runner.resume()
  await after.runner.idle()
  const job = await store.jobs.detail(who.project.id, jobId)
  expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 5, unchanged: 1 } })
  expect(job?.attempts).toHaveLength(1)
  expect(job?.calls.map((call) => call.cloudJobId)).toEqual(stopped?.calls.map((call) => call.cloudJobId))
  expect(world.changes()).toHaveLength(stopped?.calls.length ?? 0)
})
