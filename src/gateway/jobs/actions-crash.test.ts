import { expect, test } from 'vitest'
import { agreed } from '#testing/agreed'
import { type CloudWorld, createCloudWorld, createCore } from '#testing/core-world'
import { crashAndResume, createCrash } from '#testing/crash'
import { OPERATOR } from '#testing/demo-login'
import { createJobActions } from './job-actions.ts'
import { createStartJob } from './start-job.ts'

/*
 * The console is killed in the middle of an undo, or of another attempt, and started again. Whatever the
 * moment: what was to be taken back is gone, what others added stays, and nothing is taken back that the job
 * had not added.
 */

/** A job that added 3 of 5 pairs (one was there before, one fails), and a world in which nothing runs. */
async function setUp(world: CloudWorld) {
  const who = await world.driver.signIn(OPERATOR)
  const core = await createCore(world)
  const image =
    (await core.cloudCache.images(who)).find((own) => !own.obstacle && !own.keyId && own.recipients === 0)
      ?.id ?? ''
  const [before = '', a = '', b = '', c = ''] = (await core.cloudCache.recipients(who)).map(({ id }) => id)
  const share = async (projects: string[]) => {
    const request = { action: 'share' as const, reason: '', key: null }
    const { jobId } = await core.runner.submit(who, { ...request, set: { images: [image], projects } })
    await core.runner.idle()
    return jobId
  }
  await share([before])
  const id = await share([before, a, b, c, 'fault-pair'])
  await core.runner.stop()
  const { driver } = world
  const { cloudCache, store, planner, credentials } = core
  const newId = () => 'f'.repeat(32)
  const actions = createJobActions({
    driver,
    access: core.access,
    cloudCache,
    store,
    planner,
    runner: {
      stopJob: async () => 'CONSOLE.NOT_FOUND',
      look: () => {},
      startJob: createStartJob({ credentials, jobs: store.jobs, newId, onCreated: () => {} }),
    },
    credentials,
  })
  const members = async () => (await driver.listMembers(who, image)).map(({ member_id }) => member_id)
  world.seen.length = 0
  return { who, store, actions, id, before, added: [a, b, c], members }
}

/** Runs what `prepare` has stored, dies after some steps, and goes on in a second process. */
async function runWithCrash(
  steps: number,
  prepare: (made: Awaited<ReturnType<typeof setUp>>) => Promise<string>,
) {
  const world = createCloudWorld({ projects: 12, images: 1 })
  const made = await setUp(world)
  const jobId = await prepare(made)
  const crash = createCrash(steps)
  await crashAndResume(world, { crash, store: made.store })
  const job = await made.store.jobs.detail(made.who.project.id, jobId)
  const members = await made.members()
  await made.store.close()
  return { ...made, job, members, crashed: crash.crashed(), changes: world.changes() }
}

test('an undo takes back what the job added, and nothing else', async () => {
  let steps = 0
  for (; ; steps++) {
    const run = await runWithCrash(steps, async ({ actions, who, id }) => {
      const plan = agreed(await actions.undoPlan(who, id))
      const undo = agreed(await actions.undo(who, id, { fingerprint: plan.fingerprint, reason: '' }))
      return undo.jobId
    })
    const moment = `crash at step ${steps}`
    expect(run.members, moment).toEqual([run.before])
    expect(run.job, moment).toMatchObject({ status: 'succeeded', pairs: { total: 3, waiting: 0, sent: 0 } })
    for (const { body } of run.changes) expect(JSON.parse(body).projects, moment).not.toContain(run.before)
    if (!run.crashed) break
  }
  expect(steps).toBeGreaterThan(20)
}, 600_000)

test('another attempt sends the failed pair alone, and keeps what was done', async () => {
  let steps = 0
  for (; ; steps++) {
    const run = await runWithCrash(steps, async ({ actions, who, id }) => {
      await actions.retry(who, id)
      return id
    })
    const moment = `crash at step ${steps}`
    expect(run.members.sort(), moment).toEqual([run.before, ...run.added].sort())
    expect(run.job, moment).toMatchObject({
      status: 'partial',
      pairs: { total: 5, done: 3, unchanged: 1, failed: 1 },
    })
    expect(run.job?.attempts, moment).toHaveLength(2)
    for (const { body } of run.changes) expect(JSON.parse(body).projects, moment).toEqual(['fault-pair'])
    if (!run.crashed) break
  }
  expect(steps).toBeGreaterThan(20)
}, 600_000)
