import { expect, test } from 'vitest'
import { createCloudWorld, createCore } from '#testing/core-world'
import { outcomesByImage } from '#testing/outcomes'

const NOBODY = 'dead'.repeat(8)
const SOMEBODY = 'abcd'.repeat(8)

async function setUp() {
  const world = createCloudWorld({ projects: 12, images: 1, flavour: 'glance' })
  const core = await createCore(world)
  const who = await core.credentials.own()
  const image =
    (await core.cloudCache.images(who)).find(({ obstacle, keyId }) => !obstacle && !keyId)?.id ?? ''
  const [mine = ''] = (await core.cloudCache.recipients(who)).map(({ id }) => id)
  const asked = () =>
    world.seen.filter(({ path }) => path.startsWith('/v3/projects/')).map(({ path }) => path)
  /** Keystone answers as it does an administrator. */
  const allow = () => {
    world.faulty.answer = ({ path }) => {
      if (!path.startsWith('/v3/projects/')) return null
      return path.endsWith(NOBODY)
        ? Response.json({ error: { code: 404, message: 'Could not find project.' } }, { status: 404 })
        : Response.json({ project: {} })
    }
  }
  const outcomes = async (projects: string[]) => {
    for await (const event of core.planner.plan(who, { action: 'share', images: [image], projects }))
      if (event.kind === 'plan') return outcomesByImage(event.plan)[0]
    return undefined
  }
  return { ...core, world, who, image, mine, asked, allow, outcomes }
}

test('a project that there is not cannot be a recipient, where the user may know', async () => {
  const { allow, outcomes, asked, mine, who, image, runner, store } = await setUp()
  allow()
  expect(await outcomes([mine, SOMEBODY, NOBODY])).toEqual(['absent', 'absent', 'noSuchProject'])
  // The own ones are known, and an answer is remembered.
  expect(asked()).toEqual([`/v3/projects/${SOMEBODY}`, `/v3/projects/${NOBODY}`])
  await outcomes([NOBODY])
  expect(asked()).toHaveLength(2)

  // Who makes no plan is refused by the job.
  const set = { images: [image], projects: [SOMEBODY, NOBODY] }
  const { jobId } = await runner.submit(who, { action: 'share', set, reason: '', key: null })
  await runner.idle()
  const job = await store.jobs.detail(who.project.id, jobId)
  expect(job?.pairs).toMatchObject({ done: 1, impossible: 1 })
})

test('a plain user is told nothing, so nothing is flagged, and the cloud is not asked for each', async () => {
  const { outcomes, asked } = await setUp()
  expect(await outcomes([SOMEBODY, NOBODY])).toEqual(['absent', 'absent'])
  expect(await outcomes([NOBODY])).toEqual(['absent'])
  expect(asked()).toHaveLength(1)
})

test('a 404 that is not Keystone’s says nothing about a project', async () => {
  const { outcomes, world } = await setUp()
  world.faulty.answer = ({ path }) =>
    path.startsWith('/v3/projects/') ? new Response('<h1>Not Found</h1>', { status: 404 }) : null
  expect(await outcomes([NOBODY])).toEqual(['absent'])
})
