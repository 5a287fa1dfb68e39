import { describe, expect, test } from 'vitest'
import type { SeenRequest } from '#testing/core-world'
import { createRunnerWorld } from '#testing/runner-world'
import { STOP_MS } from './run/stopping.ts'

/*
 * Somebody stops a job, in whatever state it is: nothing more is sent, every pair gets a result that the
 * members confirm, and the images are free for the next job.
 */

type RunnerWorld = Awaited<ReturnType<typeof createRunnerWorld>>

/** Lets the console work until something is so. Time moves only where the clock is not held. */
async function until(isSo: () => unknown) {
  while (!(await isSo())) await new Promise(setImmediate)
}

const status = async (core: RunnerWorld, id: string) => (await core.detail(id)).status
const isMembersOf = (image: string, { method, path }: SeenRequest) =>
  method === 'GET' && path === `/v2/images/${image}/members`
const unavailable = () => new Response('', { status: 503 })

/** Two images, three recipients; the members of the second image cannot be read until `open` is called. */
async function createHalfOpen() {
  const core = await createRunnerWorld()
  const [a = '', b = ''] = core.images
  const projects = core.projects.slice(0, 3)
  core.world.faulty.answer = (request) => (isMembersOf(b, request) ? unavailable() : null)
  return { ...core, a, b, projects }
}

describe('a job that runs', () => {
  test('sends no more, sees its calls through, and says what was not sent', async () => {
    const core = await createHalfOpen()
    const { world, a, b, projects, submit, finish, detail, members, who, actions } = core
    const id = await submit([a, b], projects)
    world.clock.hold()
    await until(() => world.changes().length === 1)
    expect(await actions.stop(who, id)).toBe('asked')
    expect(await actions.stop(who, id)).toBe('asked')
    expect(await detail(id)).toMatchObject({ stop: { by: who.user } })
    world.clock.release()
    const { job, pairs } = await finish(id)
    expect(job).toMatchObject({ status: 'stopped', pairs: { total: 6, done: 3, unsent: 3 } })
    expect(world.changes()).toHaveLength(1)
    expect((await members(a)).sort()).toEqual(projects.toSorted())
    expect(await members(b).catch(() => [])).toEqual([])
    for (const pair of pairs.filter(({ state }) => state === 'unsent'))
      expect(pair).toMatchObject({ code: 'CONSOLE.STOPPED', present: null, claim: null })
    expect(job.attempts).toMatchObject([{ stop: { by: who.user }, pairs: { done: 3, unsent: 3 } }])
    expect(await actions.stop(who, id)).toBe('CONSOLE.ENDED')
  })

  test('can be undone at once, and tried again: only what was not sent is sent', async () => {
    const core = await createHalfOpen()
    const { world, a, b, projects, submit, finish, who, actions } = core
    const id = await submit([a, b], projects)
    world.clock.hold()
    await until(() => world.changes().length === 1)
    await actions.stop(who, id)
    world.clock.release()
    await finish(id)
    expect(await actions.undoPlan(who, id)).toMatchObject({ action: 'unshare', images: [{ id: a }] })

    world.faulty.answer = () => null
    expect(await actions.retry(who, id)).toEqual({ jobId: id })
    const { job } = await finish(id)
    expect(job).toMatchObject({ status: 'succeeded', stop: null, pairs: { done: 6, unsent: 0 } })
    expect(job.attempts).toMatchObject([{ stop: { by: who.user }, pairs: { unsent: 3 } }, { stop: null }])
    expect(world.changes().map(({ body }) => JSON.parse(body).images)).toEqual([[a], [b]])
  })

  test('and has sent everything already ends as it would have, with the stop on record', async () => {
    const core = await createRunnerWorld()
    const { world, images, projects, submit, finish, who, actions } = core
    const id = await submit(images.slice(0, 1), projects.slice(0, 2))
    world.clock.hold()
    await until(() => world.changes().length === 1)
    await actions.stop(who, id)
    world.clock.release()
    const { job } = await finish(id)
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 2 }, stop: { by: who.user } })
  })

  test('whose cloud job stalls is left after a while, and its images are free', async () => {
    const core = await createRunnerWorld()
    const { world, images, projects, submit, finish, detail, who, actions, members } = core
    const [image = ''] = images
    const id = await submit([image], ['fault-stall', ...projects.slice(0, 2)])
    const next = await submit([image], projects.slice(2, 3))
    world.clock.hold()
    await until(async () => (await detail(id)).calls[0]?.cloudJobId)
    await actions.stop(who, id)
    const asked = world.clock.now()
    world.clock.release()
    const { job, pairs } = await finish(id)
    expect((job.endedAt ?? 0) - asked).toBeLessThan(STOP_MS + 10_000)
    expect((job.endedAt ?? 0) - asked).toBeGreaterThanOrEqual(STOP_MS)
    expect(job.calls).toMatchObject([{ status: 'interrupted', code: 'CONSOLE.STOPPED' }])
    const there = await members(image)
    for (const pair of pairs) {
      const present = there.includes(job.projects[pair.project]?.id ?? '')
      expect(pair).toMatchObject({ present, state: present ? 'done' : 'unconfirmed' })
    }
    expect(job.pairs.unconfirmed).toBeGreaterThan(0)
    expect((await finish(next)).job.status).toBe('succeeded')
  })

  test('whose call is never answered is waited for no longer than the call may take', async () => {
    const core = await createRunnerWorld()
    const { world, images, submit, finish, who, actions } = core
    const id = await submit(images.slice(0, 1), ['fault-hang'])
    world.clock.hold()
    await until(() => world.changes().length === 1)
    await actions.stop(who, id)
    const asked = world.clock.now()
    world.clock.release()
    const { job } = await finish(id)
    expect((job.endedAt ?? 0) - asked).toBeLessThanOrEqual(2 * STOP_MS)
    expect(job.pairs).toMatchObject({ total: 1, unsent: 0, done: 0 })
    expect(world.changes()).toHaveLength(1)
  })
})

describe('a job that cannot go on', () => {
  test('as the cloud is down ends at once when nothing was sent, without asking the cloud', async () => {
    const core = await createRunnerWorld()
    const { world, images, projects, submit, finish, who, actions } = core
    world.faulty.answer = ({ method, path }) =>
      method === 'GET' && path.endsWith('/members') ? new TypeError('fetch failed') : null
    const id = await submit(images.slice(0, 2), projects.slice(0, 2))
    world.clock.hold()
    await until(async () => (await status(core, id)) === 'waiting')
    const reads = () => world.seen.filter(({ path }) => path.includes('/images'))
    const before = reads().length
    await actions.stop(who, id)
    const { job } = await finish(id)
    expect(job).toMatchObject({ status: 'stopped', problem: null, pairs: { unsent: 4 } })
    expect(reads()).toHaveLength(before)
  })

  test('after its call was sent says what nobody can know, and asks no longer than a while', async () => {
    const core = await createRunnerWorld()
    const { world, images, projects, submit, finish, detail, who, actions } = core
    const id = await submit(images.slice(0, 1), projects.slice(0, 2))
    world.clock.hold()
    await until(async () => (await detail(id)).calls[0]?.cloudJobId)
    world.faulty.answer = ({ method }) => (method === 'GET' ? new TypeError('fetch failed') : null)
    await actions.stop(who, id)
    const asked = world.clock.now()
    world.clock.release()
    const { job, pairs } = await finish(id)
    expect((job.endedAt ?? 0) - asked).toBeLessThanOrEqual(2 * STOP_MS + 60_000)
    expect(pairs).toMatchObject(
      Array(2).fill({ state: 'unconfirmed', code: 'CONSOLE.STOPPED', present: null }),
    )
    // Once the cloud is back, the members are read again.
    world.faulty.answer = () => null
    expect(await actions.recheck(who, id)).toBe('done')
    expect((await finish(id)).job).toMatchObject({ status: 'succeeded', pairs: { done: 2 } })
  })

  test('as the cloud is throttling ends without another call', async () => {
    const core = await createRunnerWorld()
    const { world, images, projects, submit, finish, who, actions } = core
    world.faulty.answer = ({ method, path }) =>
      method === 'POST' && path.endsWith('/members')
        ? new Response('slow down', { status: 429, headers: { 'retry-after': '600' } })
        : null
    world.clock.hold()
    const id = await submit(images.slice(0, 1), projects.slice(0, 2))
    await until(async () => (await status(core, id)) === 'waiting')
    await actions.stop(who, id)
    const { job, pairs } = await finish(id)
    expect(job.status).toBe('stopped')
    expect(pairs).toMatchObject(Array(2).fill({ state: 'unsent', code: 'CONSOLE.STOPPED' }))
    expect(world.changes()).toHaveLength(1)
  })

  test('as its user must sign in ends without one, and its images are free', async () => {
    const core = await createRunnerWorld({ login: null })
    const { world, images, projects, submit, finish, who, actions } = core
    world.faulty.answer = ({ method, path }) =>
      method === 'GET' && path.endsWith('/members') ? new Response('', { status: 401 }) : null
    const id = await submit(images.slice(0, 1), projects.slice(0, 2))
    await until(async () => (await status(core, id)) === 'waiting')
    world.faulty.answer = () => null
    await actions.stop(who, id)
    const { job } = await finish(id)
    expect(job).toMatchObject({ status: 'stopped', pairs: { unsent: 2 } })
    expect(world.changes()).toHaveLength(0)
  })

  test('that stands behind another job ends at once, and changes nothing of that one', async () => {
    const core = await createRunnerWorld()
    const { world, images, projects, submit, finish, detail, who, actions } = core
    world.clock.hold()
    const first = await submit(images.slice(0, 1), projects.slice(0, 2))
    const id = await submit(images.slice(0, 2), projects.slice(0, 3))
    const third = await submit(images.slice(1, 2), projects.slice(0, 1))
    await until(() => world.changes().length === 1)
    expect(await status(core, id)).toBe('queued')
    await actions.stop(who, id)
    await until(async () => (await status(core, id)) === 'stopped')
    expect(await status(core, first)).toBe('running')
    expect(await detail(id)).toMatchObject({ pairs: { unsent: 6 }, plan: null })
    // The next in the line need not wait for the first one, which has another image.
    await until(() => world.changes().length === 2)
    world.clock.release()
    expect((await finish(third)).job.status).toBe('succeeded')
    expect((await detail(first)).status).toBe('succeeded')
  })
})
