import { describe, expect, test } from 'vitest'
import { countFates } from '#contract/plan'
import { createCore } from '#testing/core-world'
import { createRunnerWorld } from '#testing/runner-world'

/** A world, and a job that shared two images with two projects and failed with a third. */
async function setUp() {
  const core = await createRunnerWorld()
  const { images, projects, submit, finish } = core
  const [a = '', b = ''] = images
  const [p = '', q = ''] = projects
  const id = await submit([a, b], [p, q, 'fault-pair'])
  const { job } = await finish(id)
  expect(job.pairs).toMatchObject({ total: 6, done: 4, failed: 2 })
  const undo = async (jobId: string) => {
    const plan = await core.actions.undoPlan(core.who, jobId)
    if (typeof plan === 'string') throw new Error(plan)
    const made = await core.actions.undo(core.who, jobId, { fingerprint: plan.fingerprint, reason: 'slip' })
    if (typeof made === 'string') throw new Error(made)
    return { plan, ...(await finish(made.jobId)) }
  }
  /** Somebody else changes a member of an image, past this console. */
  const outside = async (method: 'POST' | 'DELETE', image: string, project: string) => {
    core.world.clock.advance(5000)
    const path = `http://cloud.test/v2/images/${image}/members${method === 'POST' ? '' : `/${project}`}`
    const body = method === 'POST' ? { body: JSON.stringify({ member: project }) } : {}
    const headers = { 'x-auth-token': core.who.token }
    const { status } = await core.world.cloud.fetch(new Request(path, { method, headers, ...body }))
    expect(status).toBeLessThan(300)
  }
  return { ...core, a, b, p, q, id, undo, outside }
}

describe('another attempt', () => {
  test('sends only what failed, and keeps what came of it before', async () => {
    const { actions, who, id, finish, world } = await setUp()
    const sent = world.changes().length
    expect(await actions.retry(who, id)).toEqual({ jobId: id })
    const { job, pairs } = await finish(id)
    expect(world.changes()).toHaveLength(sent + 1)
    expect(JSON.parse(world.changes().at(-1)?.body ?? '').projects).toEqual(['fault-pair'])
    expect(job.attempts.map(({ number, pairs: counts }) => [number, counts.done, counts.failed])).toEqual([
      [1, 4, 2],
      [2, 0, 2],
    ])
    expect(job.calls.map((call) => call.attempt)).toEqual([1, 2])
    expect(pairs.filter((pair) => pair.earlier.length > 0)).toHaveLength(2)
    expect(pairs[0]).toMatchObject({
      state: 'failed',
      earlier: [{ attempt: 1, state: 'failed', code: 'IMG.0112' }],
    })
    expect(job).toMatchObject({ status: 'partial', pairs: { total: 6, done: 4, failed: 2 } })
  })

  test('counts a pair that the attempt before had sent and that has come meanwhile as done', async () => {
    const { actions, who, a, submit, finish, world, outside } = await setUp()
    const lied = 'fault-lie'
    const { job } = await finish(await submit([a], [lied]))
    expect(job.pairs.unconfirmed).toBe(1)
    await outside('POST', a, lied)
    const sent = world.changes().length
    await actions.retry(who, job.id)
    expect((await finish(job.id)).job).toMatchObject({
      status: 'succeeded',
      pairs: { done: 1, unconfirmed: 0 },
    })
    expect(world.changes()).toHaveLength(sent)
  })

  test('is not made while one runs, of a job without failures, or of a job of others', async () => {
    const { actions, who, id, a, p, world, submit, finish } = await setUp()
    world.clock.hold()
    await actions.retry(who, id)
    expect(await actions.retry(who, id)).toBe('running')
    expect(await actions.undoPlan(who, id)).toBe('running')
    expect(await actions.recheck(who, id)).toBe('running')
    world.clock.release()
    await finish(id)
    const good = await submit([a], [p])
    await finish(good)
    expect(await actions.retry(who, good)).toBe('nothing')
    expect(await actions.retry({ ...who, project: { id: 'other', name: '' } }, id)).toBe('unknown')
  })
})

describe('looking again', () => {
  test('takes what has arrived meanwhile, and sends nothing', async () => {
    const { actions, who, a, b, submit, finish, outside, world } = await setUp()
    const id = await submit([a, b], ['fault-lie'])
    await finish(id)
    await outside('POST', a, 'fault-lie')
    const sent = world.changes().length
    expect(await actions.recheck(who, id)).toBe('done')
    const { job, pairs } = await finish(id)
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 1, unconfirmed: 1 } })
    expect(pairs.map(({ readAt }) => readAt)).toEqual([world.clock.now(), world.clock.now()])
    expect(world.changes()).toHaveLength(sent)
  })
})

describe('an undo', () => {
  test('takes back exactly what the job added', async () => {
    const { a, b, p, q, id, undo, members, submit, finish, projects, detail } = await setUp()
    const earlier = projects[2] ?? ''
    await finish(await submit([a], [earlier]))
    const { plan, job } = await undo(id)
    expect(countFates(plan)).toMatchObject({ change: 4, left: 0 })
    expect(job).toMatchObject({ action: 'unshare', undoOf: id, reason: 'slip', pairs: { total: 4, done: 4 } })
    expect(await members(a)).toEqual([earlier])
    expect(await members(b)).toEqual([])
    expect((await detail(id)).undos).toEqual([job.id])
    expect([p, q].every((project) => job.projects.some((named) => named.id === project))).toBe(true)
  })

  test('leaves alone what was there before, what is gone, what came anew, and what a later job asked for', async () => {
    const { a, b, p, q, id, undo, members, submit, finish, outside } = await setUp()
    await outside('DELETE', a, p)
    await outside('DELETE', a, q)
    await outside('POST', a, q)
    await finish(await submit([b], [p]))
    const { plan, job } = await undo(id)
    const cells = Object.fromEntries(plan.images.map((image) => [image.id, image.cells]))
    const order = plan.projects.map((project) => project.id)
    const cell = (image: string, project: string) => cells[image]?.charAt(order.indexOf(project))
    expect([cell(a, p), cell(a, q), cell(b, p), cell(b, q)]).toEqual(['n', 'c', 'l', 'p'])
    expect(job.pairs).toMatchObject({ total: 1, done: 1 })
    expect(await members(a)).toEqual([q])
    expect(await members(b)).toEqual([p])
  })

  test('of an undo brings everything back, once', async () => {
    const { a, b, p, q, id, undo, members, actions, who } = await setUp()
    const { job: undone } = await undo(id)
    const { job } = await undo(undone.id)
    expect(job).toMatchObject({ action: 'share', undoOf: undone.id, pairs: { total: 4, done: 4 } })
    expect((await members(a)).sort()).toEqual([p, q].sort())
    expect((await members(b)).sort()).toEqual([p, q].sort())
    const again = await actions.undoPlan(who, id)
    expect(typeof again === 'string' ? again : countFates(again)).toMatchObject({ change: 0, left: 4 })
  })

  test('is not made when something changed since it was shown, and only once when asked for twice', async () => {
    const { a, p, id, actions, who, outside } = await setUp()
    const plan = await actions.undoPlan(who, id)
    if (typeof plan === 'string') throw new Error(plan)
    const confirmed = { fingerprint: plan.fingerprint, reason: '' }
    await outside('DELETE', a, p)
    expect(await actions.undo(who, id, confirmed)).toBe('changed')
    const now = await actions.undoPlan(who, id)
    if (typeof now === 'string') throw new Error(now)
    const first = await actions.undo(who, id, { ...confirmed, fingerprint: now.fingerprint })
    expect(await actions.undo(who, id, { ...confirmed, fingerprint: now.fingerprint })).toEqual(first)
  })
})

test('two operators at two consoles share the same pairs at once: nothing fails, nothing is lost', async () => {
  const { world, who, images, projects, submit, finish, members } = await createRunnerWorld()
  const [a = ''] = images
  const list = projects.slice(0, 5)
  const other = await createCore(world)
  world.clock.hold()
  const mine = await submit([a], list)
  const request = { action: 'share' as const, reason: '', key: null }
  const theirs = await other.runner.submit(who, { ...request, batch: { images: [a], projects: list } })
  world.clock.release()
  const { job } = await finish(mine)
  await other.runner.idle()
  const second = await other.store.jobs.detail(who.project.id, theirs.jobId)
  for (const ended of [job, second])
    expect(ended).toMatchObject({ status: 'succeeded', pairs: { failed: 0, unconfirmed: 0, waiting: 0 } })
  expect((await members(a)).sort()).toEqual([...list].sort())
})

test('what somebody else shared between the reading and the call is theirs: an undo leaves it alone', async () => {
  const { b, world, projects, submit, finish, outside, undo, members } = await setUp()
  const [quick = '', mine = ''] = projects.slice(5)
  world.upset.answer = async ({ method, path }) => {
    if (method !== 'POST' || path !== '/v1/cloudimages/members') return null
    world.upset.answer = () => null
    await outside('POST', b, quick)
    world.clock.advance(2000)
    return null
  }
  const id = await submit([b], [quick, mine])
  const { job } = await finish(id)
  expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 1, unchanged: 1 } })
  await undo(id)
  expect(await members(b)).toContain(quick)
  expect(await members(b)).not.toContain(mine)
})

test('a clock that goes backwards ends no job early and mixes no order', async () => {
  const { images, projects, submit, finish, store, who, world } = await createRunnerWorld()
  const [a = ''] = images
  const first = await submit([a], projects.slice(0, 2))
  await finish(first)
  world.clock.turnBack(60 * 60 * 1000)
  const second = await submit([a], projects.slice(0, 3))
  const { job } = await finish(second)
  expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 1, unchanged: 2 } })
  const page = await store.jobs.page(who.project.id, {}, undefined, 10)
  expect(page.jobs.map(({ id }) => id)).toEqual([second, first])
})

/*
 * A pair that the cloud refused was added by a colleague afterwards. Looking again, or another attempt, found it there
 * and took it for the job's own, so that an undo took the colleague's share away. Only what nobody knows the end of
 * may be credited to the job later.
 */
test.each(['recheck', 'retry'] as const)(
  'what was refused and came by somebody else is theirs (%s)',
  async (how) => {
    const { a, actions, who, world, submit, finish, outside, undo, members, projects } = await setUp()
    const [theirs = ''] = projects.slice(6)
    world.upset.answer = ({ method, path }) =>
      method === 'POST' && path === '/v1/cloudimages/members'
        ? Response.json({ error: { code: 'IMG.0026', message: 'No.' } }, { status: 403 })
        : null
    const id = await submit([a], [theirs])
    expect((await finish(id)).job.pairs.failed).toBe(1)
    world.upset.answer = () => null
    await outside('POST', a, theirs)
    await actions[how](who, id)
    expect((await finish(id)).job).toMatchObject({ status: 'succeeded', pairs: { done: 0, unchanged: 1 } })
    await expect(undo(id)).rejects.toThrow('nothing')
    expect(await members(a)).toContain(theirs)
  },
)

test('looking again that overlaps another attempt changes nothing of what that found', async () => {
  const { a, store, who, submit, finish, actions, outside } = await setUp()
  const id = await submit([a], ['fault-lie'])
  await finish(id)
  const loaded = await store.runs.loadFailed(who.project.id, id)
  if (!loaded) throw new Error('no such job')
  await outside('POST', a, 'fault-lie')
  await actions.retry(who, id)
  expect((await finish(id)).job.pairs.done).toBe(1)
  await store.runs.recheck(loaded, loaded.open)
  expect((await finish(id)).job.pairs.done).toBe(1)
})

test('an undo that ended in vain can be confirmed again', async () => {
  const { a, b, id, undo, world, members } = await setUp()
  world.upset.answer = ({ method, path }) =>
    method === 'DELETE' && path === '/v1/cloudimages/members'
      ? Response.json({ error: { code: 'IMG.0026', message: 'No.' } }, { status: 403 })
      : null
  const first = await undo(id)
  expect(first.job).toMatchObject({ status: 'failed', pairs: { done: 0 } })
  world.upset.answer = () => null
  const second = await undo(id)
  expect(second.job.id).not.toBe(first.job.id)
  expect(second.job.pairs).toMatchObject({ done: 4 })
  expect([...(await members(a)), ...(await members(b))]).toEqual([])
})

test('looking again in vain is an error, not an answer', async () => {
  const { id, actions, who, world } = await setUp()
  world.upset.answer = ({ path }) => (path.endsWith('/members') ? new Error('down') : null)
  await expect(actions.recheck(who, id)).rejects.toMatchObject({ status: 0 })
})
