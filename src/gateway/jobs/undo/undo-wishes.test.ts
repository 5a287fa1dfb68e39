import { describe, expect, test } from 'vitest'
import { countOf } from '#contract/pair'
import { agreed } from '#testing/agreed'
import { carryOut, createCloudWorld, createCore, isBatch } from '#testing/core-world'
import { demoLogin, OPERATOR } from '#testing/demo-login'
import { createEndedJob } from '#testing/ended-job'
import { outcomesByImage } from '#testing/outcomes'
import { createRunnerWorld } from '#testing/runner-world'

async function setUp() {
  const core = await createRunnerWorld()
  const [image = ''] = core.images
  const share = async (projects: string[], action: 'share' | 'unshare' = 'share') => {
    const id = await core.submit([image], projects, action)
    await core.finish(id)
    return id
  }
  const planOfUndo = async (id: string) => {
    const plan = agreed(await core.actions.undoPlan(core.who, id))
    return plan
  }
  const undo = async (id: string, unproven: { image: string; project: string }[] = []) => {
    const { fingerprint } = await planOfUndo(id)
    const made = await core.actions.undo(core.who, id, { fingerprint, reason: '', unproven })
    if (typeof made === 'string') return made
    return (await core.finish(made.jobId)).job.id
  }
  return { ...core, image, share, planOfUndo, undo }
}

/*
 * Of two jobs that wanted the same pair, undone one after the other, the second undo found "nothing to undo": the pair
 * counted as wanted by the later job, although that one had been undone. It stayed shared for ever.
 */
test.each([
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
])('three overlapping jobs, undone in the order %i %i %i, leave nothing', async (...order) => {
  const { image, projects, share, undo, members } = await setUp()
  const [p = '', q = '', r = ''] = projects
  const ids = [await share([p]), await share([p, q]), await share([p, q, r])]
  for (const at of order) await undo(ids[at] ?? '')
  expect(await members(image)).toEqual([])
  for (const id of ids) expect(await undo(id)).toBe('CONSOLE.NOTHING')
})

test('the plan of an undo says which job wants a pair as it is', async () => {
  const { projects, share, planOfUndo } = await setUp()
  const [p = '', q = ''] = projects
  const first = await share([p, q])
  const second = await share([q])
  const plan = await planOfUndo(first)
  expect([countOf(plan.images, 'pending'), countOf(plan.images, 'wantedByJob')]).toEqual([1, 1])
  const column = plan.projects.findIndex(({ id }) => id === q)
  expect(plan.undo?.keepers).toEqual([{ image: 0, project: column, job: 0 }])
  expect(plan.undo?.jobs).toMatchObject([{ id: second, reason: 'CHG-1', ended: true }])
})

test('the undo of a stop restores what an earlier job had shared, and only that', async () => {
  const { image, projects, share, undo, members } = await setUp()
  const [p = '', q = ''] = projects
  await share([p])
  const stop = await share([p, q], 'unshare')
  expect(await members(image)).toEqual([])
  await undo(stop)
  expect(await members(image)).toEqual([p])
})

test('a wish that is withdrawn and restored counts in its old place', async () => {
  const { image, projects, share, undo, members } = await setUp()
  const [p = ''] = projects
  const first = await share([p])
  const stop = await share([p], 'unshare')
  const again = await undo(await undo(stop))
  expect(await members(image)).toEqual([])
  expect(again).not.toBe('CONSOLE.NOTHING')
  // The stop is the last wish once more: to undo the earlier share sends nothing.
  await undo(first)
  expect(await members(image)).toEqual([])
  await undo(stop)
  expect(await members(image)).toEqual([])
})

/*
 * A call was refused 503, so that nobody knew whether it had been carried out. While the job waited, a colleague shared one
 * of its pairs by the cloud's own API. The job took it for its own, and its undo took the colleague's share away.
 */
describe('a pair of a call that may or may not have been carried out', () => {
  const answers = {
    '503': () => Response.json({ error_code: 'APIGW.0201', error_msg: 'No.' }, { status: 503 }),
    'a page of a proxy': () => new Response('<html>Request Timeout</html>', { status: 408 }),
    'a connection that breaks': () => new Error('socket hang up'),
  }
  const meet = async (answer: () => Response | Error) => {
    const core = await setUp()
    const { world, image, projects, share } = core
    const [mine = '', theirs = ''] = projects
    world.faulty.answer = async (request) => {
      if (!isBatch(request)) return null
      world.faulty.answer = () => null
      world.clock.advance(2000)
      const body = JSON.stringify({ member: theirs })
      await carryOut(world.cloud, { ...request, path: `/v2/images/${image}/members`, body })
      return answer()
    }
    return { ...core, mine, theirs, id: await share([mine, theirs]) }
  }

  test.each(Object.entries(answers))('is unproven after %s: an undo leaves it alone', async (_, answer) => {
    const { image, mine, theirs, id, planOfUndo, undo, members, store, who } = await meet(answer)
    const page = await store.jobs.pairs(who.project.id, id, { limit: 10 })
    expect(page?.pairs.filter(({ unproven }) => unproven)).toMatchObject([{ state: 'done' }])
    expect(countOf((await planOfUndo(id)).images, 'unproven')).toBe(1)
    await undo(id)
    expect(await members(image)).toEqual([theirs])
    expect(mine).not.toBe(theirs)
  })

  test('is changed back when the operator ticks it', async () => {
    const { image, theirs, id, undo, members } = await meet(answers['503'])
    await undo(id, [{ image, project: theirs }])
    expect(await members(image)).toEqual([])
    expect(await undo(id)).toBe('CONSOLE.NOTHING')
  })

  test.each([
    ['429', 'APIGW.0308'],
    ['401', 'APIGW.0307'],
  ])(
    'is nobody else’s question after %s, which is a definite no: the pair is unchanged',
    async (status, code) => {
      const { image, theirs, id, undo, members, detail } = await meet(() =>
        Response.json({ error_code: code, error_msg: 'No.' }, { status: Number(status) }),
      )
      expect(await detail(id)).toMatchObject({ status: 'succeeded', pairs: { done: 1, unchanged: 1 } })
      await undo(id)
      expect(await members(image)).toEqual([theirs])
    },
  )
})

/*
 * A pair of a job failed, nobody knew whether its call had been carried out, and a colleague shared it by another job. The
 * first job was then tried again or read again, and found it: the colleague's wish was void, no undo of either took the
 * pair back, and an undo that was told to take it did so although the colleague wanted it.
 */
test.each([
  ['retry', 503],
  ['recheck', 503],
  ['retry', 429],
  ['recheck', 429],
] as const)('a %s after %i does not void what another job wanted meanwhile', async (act, status) => {
  const { world, image, projects, share, undo, members, actions, who, runner } = await setUp()
  const [p = ''] = projects
  world.faulty.answer = (request) =>
    isBatch(request) ? Response.json({ error_code: 'APIGW.0201', error_msg: 'No.' }, { status }) : null
  const first = await share([p])
  world.faulty.answer = () => null
  const second = await share([p])
  await actions[act](who, first)
  await runner.idle()
  await undo(first)
  expect(await members(image)).toEqual([p])
  await undo(second)
  expect(await members(image)).toEqual([])
})

/* A refusal while an undo is on its way must not count as undone: what it could not take back is still wanted. */
test('an undo that the cloud refused can be asked for again, and nothing counts as undone before', async () => {
  const { id, undo, refuse, world, detail, store, who } = await createEndedJob()
  refuse('DELETE')
  await undo(id)
  expect(await detail(id)).toMatchObject({ undone: 0, wishes: 4 })
  world.faulty.answer = () => null
  await undo(id)
  expect(await detail(id)).toMatchObject({ undone: 4, wishes: 4 })
  expect((await store.jobs.changes(who, 0)).jobs.find((job) => job.id === id)).toMatchObject({
    undone: 4,
  })
})

/* A gateway that was frozen, or whose database hung, went on sending after another one had taken its job over. */
test('nothing is sent for a job whose lease has run out by the local clock', async () => {
  const core = await createRunnerWorld()
  const { world, images, projects, store, who } = core
  await core.runner.stop()
  let isHeld = true
  const leases = { ...store.leases, holds: () => isHeld }
  leases.take = (job) => {
    isHeld = true
    return store.leases.take(job)
  }
  const other = await createCore(world, { store: { ...store, leases } })
  let hasRunOut = false
  const sentWithout: string[] = []
  world.faulty.answer = (request) => {
    if (isBatch(request) && !isHeld) sentWithout.push(request.body)
    // Once, between the reading of the members and the call.
    if (hasRunOut || !request.path.endsWith('/members')) return null
    hasRunOut = true
    isHeld = false
    return null
  }
  const set = { images: images.slice(0, 1), projects: projects.slice(0, 2) }
  const { jobId } = await other.runner.submit(who, { action: 'share', reason: '', key: null, set })
  await other.runner.idle()
  expect(hasRunOut).toBe(true)
  expect(sentWithout).toEqual([])
  expect(other.logged.map(({ message }) => message)).toContain('job taken over by another gateway')
  expect(await core.detail(jobId)).toMatchObject({ status: 'succeeded', pairs: { done: 2 } })
  expect(world.changes()).toHaveLength(1)
})

/* A retry of an undo sent its failed pairs again without asking who wants them by now. */
test('another attempt at an undo leaves alone what a job of since wants as it is', async () => {
  const { image, projects, share, planOfUndo, actions, who, world, finish, members } = await setUp()
  const [p = '', q = ''] = projects
  const first = await share([p, q])
  world.faulty.answer = ({ method, path }) =>
    method === 'DELETE' && path === '/v1/cloudimages/members'
      ? Response.json({ error: { code: 'IMG.0026', message: 'No.' } }, { status: 403 })
      : null
  const { fingerprint } = await planOfUndo(first)
  const made = agreed(await actions.undo(who, first, { fingerprint, reason: '' }))
  expect((await finish(made.jobId)).job.pairs).toMatchObject({ failed: 2 })
  world.faulty.answer = () => null
  await share([p])
  expect(await actions.retry(who, made.jobId)).toEqual(made)
  expect((await finish(made.jobId)).job.pairs).toMatchObject({ total: 2, done: 1, failed: 1 })
  expect(await members(image)).toEqual([p])
  expect(await actions.retry(who, made.jobId)).toBe('CONSOLE.NOTHING')
})

/* On Glance a tenant's answers change the time that stands for the membership's age: the share counted as made anew. */
test('a tenant who answers back and forth on Glance makes a share unproven, and not one for ever', async () => {
  const world = createCloudWorld({ projects: 12, images: 1, flavour: 'glance' })
  const core = await createCore(world)
  const who = await world.driver.signIn(OPERATOR)
  const tenant = await world.driver.signIn(demoLogin('tenant', { project: 'tenant-001' }))
  const own = (await core.cloudCache.images(who)).filter(
    ({ obstacle, keyId, recipients }) => !obstacle && !keyId && !recipients,
  )
  const image = own[0]?.id ?? ''
  const project = tenant.project.id
  const set = { images: [image], projects: [project] }
  const { jobId } = await core.runner.submit(who, {
    action: 'share',
    set,
    reason: '',
    key: null,
    makeShared: true,
  })
  await core.runner.idle()
  for (const status of ['accepted', 'pending']) {
    world.clock.advance(60_000)
    const path = `/v2/images/${image}/members/${project}`
    await carryOut(world.cloud, {
      method: 'PUT',
      path,
      token: tenant.token,
      body: JSON.stringify({ status }),
    })
  }
  const plan = agreed(await core.actions.undoPlan(who, jobId))
  expect(outcomesByImage(plan)).toEqual([['unproven']])
  const { fingerprint } = plan
  await core.actions.undo(who, jobId, { fingerprint, reason: '', unproven: [{ image, project }] })
  await core.runner.idle()
  expect(await world.driver.listMembers(who, image)).toEqual([])
})
