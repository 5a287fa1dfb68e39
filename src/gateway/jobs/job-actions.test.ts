import { describe, expect, test } from 'vitest'
import { createEndedJob } from '#testing/ended-job'

describe('another attempt', () => {
  test('sends only what failed, and keeps what came of it before', async () => {
    const { actions, who, id, finish, world } = await createEndedJob()
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
    const { actions, who, a, submit, finish, world, outside } = await createEndedJob()
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
    const { actions, who, id, a, p, world, submit, finish } = await createEndedJob()
    world.clock.hold()
    await actions.retry(who, id)
    expect(await actions.retry(who, id)).toBe('CONSOLE.RUNNING')
    expect(await actions.undoPlan(who, id)).toBe('CONSOLE.RUNNING')
    expect(await actions.recheck(who, id)).toBe('CONSOLE.RUNNING')
    world.clock.release()
    await finish(id)
    const good = await submit([a], [p])
    await finish(good)
    expect(await actions.retry(who, good)).toBe('CONSOLE.NOTHING')
    expect(await actions.retry({ ...who, project: { id: 'other', name: '' } }, id)).toBe('CONSOLE.NOT_FOUND')
  })
})

/*
 * A retry lifted what was confirmed for the whole job: a pair that the plan had as shared already, whose members could
 * not be read in the first attempt, was shared again although it had been taken away since.
 */
test('another attempt keeps to what was confirmed, and lifts it for impossible pairs that are tried again', async () => {
  const { actions, runner, planOf, store, who, world, outside, finish, images, projects } =
    await createEndedJob()
  const set = { images: images.slice(2, 3), projects: projects.slice(0, 2) }
  const [image = ''] = set.images
  await outside('POST', image, set.projects[0] ?? '')
  const { plan } = await planOf(set)
  const confirmed = { fingerprint: plan.fingerprint, kinds: [] }
  world.clock.hold()
  const { jobId } = await runner.submit(who, { action: 'share', set, confirmed, reason: '', key: null })
  world.faulty.answer = ({ path }) =>
    path.includes('/members') ? Response.json({ error: { code: '500' } }, { status: 500 }) : null
  world.clock.release()
  expect((await finish(jobId)).pairs).toMatchObject([{ state: 'failed' }, { state: 'failed' }])
  world.faulty.answer = () => null
  await outside('DELETE', image, set.projects[0] ?? '')

  const again = async () => {
    await actions.retry(who, jobId)
    return (await finish(jobId)).pairs
  }
  expect(await again()).toMatchObject([
    { project: 0, state: 'impossible', code: 'CONSOLE.CHANGED', confirmed: 'pending' },
    { project: 1, state: 'done', confirmed: 'absent' },
  ])
  expect(await again()).toMatchObject([
    { project: 0, state: 'done', confirmed: 'pending' },
    { project: 1, state: 'done', confirmed: 'absent' },
  ])
  for await (const exported of store.exports.pairs(who.project.id, jobId))
    expect(exported.map((pair) => pair.confirmed)).toEqual(['pending', 'absent'])
})

describe('looking again', () => {
  /*
   * A look at many members takes minutes: its finding was kept under the name of somebody who was deleted in
   * between.
   */
  test('keeps nothing for somebody whom the cloud does not know any more', async () => {
    const { actions, who, a, submit, finish, world, outside, detail } = await createEndedJob()
    const id = await submit([a], ['fault-lie'])
    await finish(id)
    await outside('POST', a, 'fault-lie')
    world.faulty.answer = ({ path }) =>
      path.startsWith('/v3/auth/tokens') ? new Response('', { status: 401 }) : null
    world.clock.hold()
    world.clock.advance(60_000)
    await expect(actions.recheck(who, id)).rejects.toMatchObject({ status: 401 })
    expect(await detail(id)).toMatchObject({ rechecks: [], pairs: { unconfirmed: 1 } })
  })

  test('takes what has arrived meanwhile, and sends nothing', async () => {
    const { actions, who, a, b, submit, finish, outside, world } = await createEndedJob()
    const id = await submit([a, b], ['fault-lie'])
    await finish(id)
    await outside('POST', a, 'fault-lie')
    const sent = world.changes().length
    expect(await actions.recheck(who, id)).toBe('done')
    const { job, pairs } = await finish(id)
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 1, unconfirmed: 1 } })
    expect(pairs.map(({ readAt }) => readAt)).toEqual([world.clock.now(), world.clock.now()])
    expect(job.rechecks).toEqual([{ at: world.clock.now(), user: who.user }])
    expect(world.changes()).toHaveLength(sent)
  })
})

test('impossible pairs are no failures: another attempt leaves them until nothing else is left', async () => {
  const { actions, who, a, submit, finish, world } = await createEndedJob()
  const own = who.project.id
  const id = await submit([a], [own, 'fault-pair'])
  const { job, pairs } = await finish(id)
  expect(job).toMatchObject({ status: 'failed', pairs: { impossible: 1, failed: 1 } })
  expect(pairs.map(({ state, code }) => [state, code])).toEqual([
    ['impossible', 'IMG.0076'],
    ['failed', 'IMG.0112'],
  ])
  await actions.retry(who, id)
  expect((await finish(id)).job.attempts.at(-1)?.pairs).toMatchObject({ total: 1, failed: 1 })
  const alone = await submit([a], [own])
  expect((await finish(alone)).job.pairs).toMatchObject({ impossible: 1, failed: 0 })
  const sent = world.changes().length
  await actions.retry(who, alone)
  expect((await finish(alone)).job.attempts.at(-1)?.pairs).toMatchObject({ total: 1, impossible: 1 })
  expect(world.changes()).toHaveLength(sent)
})

test('looking again that overlaps another attempt changes nothing of what that found', async () => {
  const { a, store, who, submit, finish, actions, outside } = await createEndedJob()
  const id = await submit([a], ['fault-lie'])
  await finish(id)
  const loaded = await store.requests.loadWhole({ projectId: who.project.id, id })
  if (!loaded) throw new Error('no such job')
  await outside('POST', a, 'fault-lie')
  await actions.retry(who, id)
  expect((await finish(id)).job.pairs.done).toBe(1)
  await store.requests.recheck(loaded, loaded.open, who.user)
  expect((await finish(id)).job.pairs.done).toBe(1)
})

/*
 * The story: a job said for ever that its pairs were shared, also after somebody had taken them away past the console.
 */
test('looking again at a job that went well tells what is not so any more, and keeps what the job did', async () => {
  const { actions, who, a, store, projects, submit, finish, outside, detail } = await createEndedJob()
  const p = projects[2] ?? ''
  const id = await submit([a], [p, who.project.id])
  await finish(id)
  await outside('DELETE', a, p)
  expect(await actions.recheck(who, id)).toBe('done')
  expect(await detail(id)).toMatchObject({ gone: 1, pairs: { done: 1, impossible: 1 } })
  const page = await store.jobs.pairs(who.project.id, id, { limit: 10 })
  expect(page?.pairs).toMatchObject([
    { state: 'impossible', present: false },
    { state: 'done', present: false },
  ])
  expect((await store.jobs.picture(who.project.id, id, undefined))?.rows).toEqual(['gi'])
  await outside('POST', a, p)
  await actions.recheck(who, id)
  expect(await detail(id)).toMatchObject({ gone: 0 })
})

test('looking again in vain is an error, not an answer', async () => {
  const { id, actions, who, world } = await createEndedJob()
  world.faulty.answer = ({ path }) => (path.endsWith('/members') ? new Error('down') : null)
  await expect(actions.recheck(who, id)).rejects.toMatchObject({ status: 0 })
})
