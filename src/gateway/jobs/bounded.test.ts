import { expect, test } from 'vitest'
import { MAX_IMAGES } from '#contract/pair'
import { createRunnerWorld } from '#testing/runner-world'
import { MAX_OPEN } from './start-job.ts'

/*
 * The story: a plan, or a share, of 2,000 images that nobody has made 2,016 calls to the cloud, and went on after its
 * caller had gone.
 */

const unknown = (n: number) => Array.from({ length: n }, () => crypto.randomUUID())

const request = (images: string[], projects: string[]) => ({
  ...{ action: 'share' as const, set: { images, projects } },
  ...{ reason: '', key: null },
})

test('images that are not the project’s own are looked at one by one only while they are few', async () => {
  const { runner, planner, who, world, store, images, projects } = await createRunnerWorld()
  const many = request([...images.slice(0, 1), ...unknown(2000)], projects.slice(0, 1))
  await expect(runner.submit(who, many)).rejects.toMatchObject({ status: 404, code: 'IMG.0027' })
  await expect(planner.planAfresh(who, { action: 'share', ...many.set })).rejects.toMatchObject({
    ...{ status: 404, code: 'IMG.0027' },
    message: expect.stringContaining('2000 of the images'),
  })
  expect(world.seen.length).toBeLessThan(10)
  expect((await store.jobs.page(who, {}, undefined, 10)).jobs).toEqual([])
})

// The story: the bound stood where every read passes, so that a job whose images are gone could not be undone.
test('what a stored job is about is read, however many of its images are gone', async () => {
  const { planner, who } = await createRunnerWorld()
  const readings = await planner.read(who, unknown(150), { from: 'cloud' })
  expect(readings).toHaveLength(150)
  expect(readings.every(({ members }) => 'failure' in members && members.failure.status === 404)).toBe(true)
})

test('a set without a pair, or with more images than a job may have, makes no call to the cloud', async () => {
  const { runner, who, world, projects } = await createRunnerWorld()
  for (const set of [request(unknown(5), []), request(unknown(MAX_IMAGES + 1), projects.slice(0, 1))])
    await expect(runner.submit(who, set)).rejects.toMatchObject({ status: 400, code: 'IMG.0001' })
  expect(world.seen).toEqual([])
})

test('a submission whose caller has gone reads no further, and stores nothing', async () => {
  const { runner, who, world, store, images, projects } = await createRunnerWorld()
  const gone = new AbortController()
  const looks = () => world.seen.filter(({ path }) => path.startsWith('/v2/images/')).length
  world.faulty.answer = ({ path }) => {
    if (path.startsWith('/v2/images/')) gone.abort()
    return null
  }
  const left = request([...images.slice(0, 1), ...unknown(90)], projects.slice(0, 1))
  await expect(runner.submit(who, left, gone.signal)).rejects.toMatchObject({ name: 'AbortError' })
  expect(looks()).toBeLessThan(20)
  expect((await store.jobs.page(who, {}, undefined, 10)).jobs).toEqual([])
})

test('a user with as many open jobs as the console carries makes no more, and is told so', async () => {
  const { runner, who, store, images, projects } = await createRunnerWorld()
  store.jobs.countOpen = async () => ({ user: MAX_OPEN.user, project: MAX_OPEN.user })
  await expect(runner.submit(who, request(images.slice(0, 1), projects.slice(0, 1)))).rejects.toMatchObject({
    ...{ status: 429, code: 'CONSOLE.QUOTA' },
    message: expect.stringContaining('2000 jobs of yours have not ended'),
  })
})

test('only jobs that have not ended count as open, each for its project and its user', async () => {
  const { submit, finish, store, who, world, images, projects } = await createRunnerWorld()
  await finish(await submit(images.slice(0, 1), projects.slice(0, 1)))
  world.clock.hold()
  await submit(images.slice(0, 1), projects.slice(1, 2))
  await submit(images.slice(0, 1), projects.slice(2, 3))
  expect(await store.jobs.countOpen(who.project.id, who.user.id)).toEqual({ project: 2, user: 2 })
  expect(await store.jobs.countOpen(who.project.id, 'somebody else')).toEqual({ project: 2, user: 0 })
  expect(await store.jobs.countOpen('elsewhere', who.user.id)).toEqual({ project: 0, user: 0 })
})
