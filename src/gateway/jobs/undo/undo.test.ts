import { describe, expect, test } from 'vitest'
import { countGroups, outcomeAt } from '#contract/pair'
import { agreed } from '#testing/agreed'
import { createCore } from '#testing/core-world'
import { createEndedJob } from '#testing/ended-job'
import { createRunnerWorld } from '#testing/runner-world'

describe('an undo', () => {
  test('takes back exactly what the job added', async () => {
    const { a, b, p, q, id, undo, members, submit, finish, projects, detail } = await createEndedJob()
    const earlier = projects[2] ?? ''
    await finish(await submit([a], [earlier]))
    const { plan, job } = await undo(id)
    expect(countGroups(plan)).toMatchObject({ change: 4, left: 0 })
    expect(job).toMatchObject({ action: 'unshare', undoOf: id, reason: 'slip', pairs: { total: 4, done: 4 } })
    expect(await members(a)).toEqual([earlier])
    expect(await members(b)).toEqual([])
    expect((await detail(id)).undos).toEqual([job.id])
    expect([p, q].every((project) => job.projects.some((named) => named.id === project))).toBe(true)
  })

  test('leaves alone what was there before, what is gone, what came anew, and what a later job asked for', async () => {
    const { a, b, p, q, id, undo, members, submit, finish, outside } = await createEndedJob()
    await outside('DELETE', a, p)
    await outside('DELETE', a, q)
    await outside('POST', a, q)
    await finish(await submit([b], [p]))
    const { plan, job } = await undo(id)
    const rows = Object.fromEntries(plan.images.map((image) => [image.id, image.outcomes]))
    const order = plan.projects.map((project) => project.id)
    const outcome = (image: string, project: string) => outcomeAt(rows[image] ?? '', order.indexOf(project))
    expect([outcome(a, p), outcome(a, q), outcome(b, p), outcome(b, q)]).toEqual([
      'absent',
      'changedSince',
      'wantedByJob',
      'pending',
    ])
    // What is gone already is found so by the undo: whatever was wanted of that pair before counts no more.
    expect(job.pairs).toMatchObject({ total: 2, done: 1, unchanged: 1 })
    expect(await members(a)).toEqual([q])
    expect(await members(b)).toEqual([p])
  })

  /* The second of two confirmations was answered with the first one's job, whatever it asked for beside it. */
  test('that a colleague confirms, or that is to do something else, is not taken for the one that was made', async () => {
    const { id, actions, who, finish, world } = await createEndedJob()
    const plan = await actions.undoPlan(who, id)
    const { fingerprint } = typeof plan === 'string' ? { fingerprint: '' } : plan
    world.clock.hold()
    const made = await actions.undo(who, id, { fingerprint, reason: '' })
    const { jobId } = typeof made === 'string' ? { jobId: '' } : made
    expect(await actions.undo(who, id, { fingerprint, reason: '' })).toEqual(made)
    const colleague = { ...who, user: { id: 'other', name: 'Other' } }
    await expect(actions.undo(colleague, id, { fingerprint, reason: '' })).rejects.toMatchObject({
      name: 'PlanChanged',
    })
    const revoking = { fingerprint, reason: '', revokeGrants: true }
    await expect(actions.undo(who, id, revoking)).rejects.toMatchObject({ name: 'PlanChanged' })
    const unproven = [{ image: 'x', project: 'y' }]
    await expect(actions.undo(who, id, { fingerprint, reason: '', unproven })).rejects.toMatchObject({
      name: 'PlanChanged',
    })
    world.clock.release()
    expect((await finish(jobId)).job.user).toEqual(who.user)
  })

  test('of an undo brings everything back, once', async () => {
    const { a, b, p, q, id, undo, members, actions, who, detail, store } = await createEndedJob()
    const { job: undone } = await undo(id)
    expect(await detail(id)).toMatchObject({ undone: 4, pairs: { done: 4 } })
    expect((await store.jobs.changes(who, 0)).failed).toBe(0)
    const { job } = await undo(undone.id)
    expect(job).toMatchObject({ action: 'share', undoOf: undone.id, pairs: { total: 4, done: 4 } })
    expect((await members(a)).sort()).toEqual([p, q].sort())
    expect((await members(b)).sort()).toEqual([p, q].sort())
    // The lists know: the first job stands again, as its undo is undone. So it can be undone as before.
    expect(await detail(undone.id)).toMatchObject({ undone: 4 })
    expect(await detail(id)).toMatchObject({ undone: 0 })
    const again = await actions.undoPlan(who, id)
    expect(typeof again === 'string' ? again : countGroups(again)).toMatchObject({ change: 4, left: 0 })
    expect(await actions.undoPlan(who, undone.id)).toMatchObject({ images: [] })
  })

  test('is not made when something changed since it was shown, and only once when asked for twice', async () => {
    const { a, p, id, actions, who, outside } = await createEndedJob()
    const plan = agreed(await actions.undoPlan(who, id))
    const confirmed = { fingerprint: plan.fingerprint, reason: '' }
    await outside('DELETE', a, p)
    await expect(actions.undo(who, id, confirmed)).rejects.toMatchObject({ name: 'PlanChanged' })
    const now = agreed(await actions.undoPlan(who, id))
    const first = await actions.undo(who, id, { ...confirmed, fingerprint: now.fingerprint })
    expect(await actions.undo(who, id, { ...confirmed, fingerprint: now.fingerprint })).toEqual(first)
  })
})

/*
 * "Later" was once the order in which jobs were made. A share that the cloud had refused was tried again after a later
 * stop had found nothing to stop, and could then not be undone; and the undo of a stop did not see that an earlier share,
 * tried again, wanted the pair.
 */
test('an undo goes by when a pair was seen to, not by when its job was made', async () => {
  const { actions, who, world, refuse, submit, finish, undo, members, images, projects } =
    await createEndedJob()
  const image = images[2] ?? ''
  const project = projects[6] ?? ''
  refuse('POST')
  const early = await submit([image], [project])
  await finish(early)
  world.faulty.answer = () => null
  const late = await submit([image], [project])
  await finish(late)
  await actions.retry(who, early)
  expect((await finish(early)).job.pairs).toMatchObject({ unchanged: 1 })
  expect(await undo(late)).toMatchObject({ job: { status: 'succeeded', pairs: { total: 0 } } })
  expect(await members(image)).toEqual([project])
  // Nobody wants it any more once the earlier job is undone as well.
  await undo(early)
  expect(await members(image)).toEqual([])
  await expect(undo(late)).rejects.toThrow('CONSOLE.NOTHING')
})

test('a pair that another attempt added after a later stop had found none can be undone', async () => {
  const { actions, who, world, refuse, submit, finish, undo, members, images, projects, store } =
    await createEndedJob()
  const image = images[2] ?? ''
  const project = projects[6] ?? ''
  refuse('POST')
  const early = await submit([image], [project])
  await finish(early)
  world.faulty.answer = () => null
  const stop = await submit([image], [project], 'unshare')
  expect((await finish(stop)).job.pairs).toMatchObject({ unchanged: 1 })
  await actions.retry(who, early)
  expect((await finish(early)).job.pairs).toMatchObject({ done: 1 })
  const { job } = await undo(early)
  expect(job.pairs).toMatchObject({ done: 1 })
  expect(await members(image)).toEqual([])
  expect(await store.jobs.endedUndos(who.project.id, early)).toBe(1)
})

/* Between the plan of an undo and the undo itself another job may take a pair over: the store looks once more. */
test('an undo that is overtaken while it is made takes nothing back', async () => {
  const { a, p, id, actions, who, store, submit, world, finish, members } = await createEndedJob()
  const plan = agreed(await actions.undoPlan(who, id))
  const createUndo = store.requests.createUndo
  let other = ''
  store.requests.createUndo = async (job) => {
    world.clock.hold()
    other = await submit([a], [p])
    return createUndo(job)
  }
  await expect(actions.undo(who, id, { fingerprint: plan.fingerprint, reason: '' })).rejects.toMatchObject({
    name: 'PlanChanged',
  })
  world.clock.release()
  await finish(other)
  expect(await members(a)).toContain(p)
})

test('two operators at two consoles share the same pairs at once: nothing fails, nothing is lost', async () => {
  const { world, who, images, projects, submit, finish, members } = await createRunnerWorld()
  const [a = ''] = images
  const list = projects.slice(0, 5)
  const other = await createCore(world)
  world.clock.hold()
  const mine = await submit([a], list)
  const request = { action: 'share' as const, reason: '', key: null }
  const theirs = await other.runner.submit(who, { ...request, set: { images: [a], projects: list } })
  world.clock.release()
  const { job } = await finish(mine)
  await other.runner.idle()
  const second = await other.store.jobs.detail(who.project.id, theirs.jobId)
  for (const ended of [job, second])
    expect(ended).toMatchObject({ status: 'succeeded', pairs: { failed: 0, unconfirmed: 0, waiting: 0 } })
  expect((await members(a)).sort()).toEqual([...list].sort())
})

test('what somebody else shared between the reading and the call is theirs: an undo leaves it alone', async () => {
  const { b, world, projects, submit, finish, outside, undo, members } = await createEndedJob()
  const [quick = '', mine = ''] = projects.slice(5)
  world.faulty.answer = async ({ method, path }) => {
    if (method !== 'POST' || path !== '/v1/cloudimages/members') return null
    world.faulty.answer = () => null
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
  const page = await store.jobs.page(who, {}, undefined, 10)
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
    const { a, actions, who, world, refuse, submit, finish, outside, undo, members, projects } =
      await createEndedJob()
    const [theirs = ''] = projects.slice(6)
    refuse('POST')
    const id = await submit([a], [theirs])
    expect((await finish(id)).job.pairs.failed).toBe(1)
    world.faulty.answer = () => null
    await outside('POST', a, theirs)
    await actions[how](who, id)
    expect((await finish(id)).job).toMatchObject({ status: 'succeeded', pairs: { done: 0, unchanged: 1 } })
    expect((await undo(id)).job.pairs).toMatchObject({ total: 0 })
    expect(await members(a)).toContain(theirs)
    await expect(undo(id)).rejects.toThrow('CONSOLE.NOTHING')
  },
)

test('an undo that ended in vain can be confirmed again', async () => {
  const { a, b, id, undo, world, refuse, members } = await createEndedJob()
  refuse('DELETE')
  const first = await undo(id)
  expect(first.job).toMatchObject({ status: 'failed', pairs: { done: 0 } })
  world.faulty.answer = () => null
  const second = await undo(id)
  expect(second.job.id).not.toBe(first.job.id)
  expect(second.job.pairs).toMatchObject({ done: 4 })
  expect([...(await members(a)), ...(await members(b))]).toEqual([])
})
