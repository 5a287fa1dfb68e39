import { expect, test } from 'vitest'
import type { Identity } from '#gateway/cloud/driver'
import type { SeenRequest } from '#testing/core-world'
import { demoLogin, OPERATOR } from '#testing/demo-login'
import { createRunnerWorld } from '#testing/runner-world'
import { createEncryption } from './encryption.ts'
import { createSessions } from './sessions.ts'

/*
 * A job was carried on with the token of any sharer of its project: a user whom the cloud refuses shared with
 * a colleague's rights, and the history named the wrong one.
 */

const ALICE = demoLogin('alice')
const isRescoping = ({ method, path, body }: SeenRequest) =>
  method === 'POST' && path.startsWith('/v3/auth/tokens') && body.includes('"methods":["token"]')
const unauthorized = () => Response.json({ error_code: 'APIGW.0301', error_msg: 'no' }, { status: 401 })
const forbidden = () => Response.json({ error: { code: 403, message: 'no' } }, { status: 403 })

async function setUp() {
  const core = await createRunnerWorld({ login: null })
  const { world, images, projects, runner, store, credentials, who } = core
  const share = async (by: Identity, image = images[0] ?? '', project = projects[0] ?? '') => {
    const set = { images: [image], projects: [project] }
    return (await runner.submit(by, { action: 'share', set, reason: '', key: null })).jobId
  }
  const isValid = (token: string) =>
    world.driver.identify(token).then(
      () => true,
      () => false,
    )
  const signIn = async (by: Identity) => {
    const encryption = createEncryption([Buffer.alloc(32)])
    await createSessions({ store: store.sessions, encryption, clock: world.clock }).start(by)
    await credentials.learn(by, 'sign-in')
  }
  /** From now on the cloud takes none of the tokens that a job sends, but for this one. */
  const refuseAllBut = (token: string | null) => {
    world.faulty.answer = (seen) =>
      seen.token !== null && seen.token !== token && !seen.path.startsWith('/v3/auth/projects')
        ? unauthorized()
        : null
  }
  const tokensOfChanges = () => new Set(world.changes().map(({ token }) => token ?? ''))
  return { ...core, share, isValid, signIn, refuseAllBut, tokensOfChanges, operator: who }
}

test('a job has a token of its own, which is revoked and forgotten at its end', async () => {
  const { share, finish, operator, isValid, tokensOfChanges, store } = await setUp()
  const id = await share(operator)
  expect((await store.jobTokens.find(id))?.token).toMatchObject({ own: true })
  const { job } = await finish(id)
  expect(job).toMatchObject({ status: 'succeeded', actor: { name: 'operator' } })
  const [token = '', ...others] = tokensOfChanges()
  expect(others).toEqual([])
  expect(token).not.toBe(operator.token)
  expect([await isValid(token), await isValid(operator.token)]).toEqual([false, true])
  expect(await store.jobTokens.find(id)).toMatchObject({ token: null, last: null })
})

test('revoking the token of a job is tried again when it failed', async () => {
  const { share, finish, operator, isValid, tokensOfChanges, world } = await setUp()
  world.faulty.answer = ({ method }) => (method === 'DELETE' ? new TypeError('fetch failed') : null)
  await finish(await share(operator))
  const [token = ''] = tokensOfChanges()
  expect(await isValid(token)).toBe(true)
  world.faulty.answer = () => null
  await finish(await share(operator))
  expect(await isValid(token)).toBe(false)
})

test('a job runs with the token it was submitted with where the cloud gives no other', async () => {
  const { share, finish, operator, isValid, tokensOfChanges, world } = await setUp()
  world.faulty.answer = (seen) => (isRescoping(seen) ? forbidden() : null)
  await finish(await share(operator))
  expect([...tokensOfChanges()]).toEqual([operator.token])
  // It is not the job's own: the page, or the client, goes on using it.
  expect(await isValid(operator.token)).toBe(true)
})

test('a token that jobs run with is revoked after the last of them', async () => {
  const { share, finish, operator, isValid, images, world, credentials, detail } = await setUp()
  world.faulty.answer = (seen) => (isRescoping(seen) ? forbidden() : null)
  world.clock.hold()
  const [first, second] = [await share(operator, images[0]), await share(operator, images[1])]
  await credentials.retire(operator.token)
  expect(await isValid(operator.token)).toBe(true)
  world.clock.release()
  await finish(first)
  await finish(second)
  expect((await detail(first)).status).toBe('succeeded')
  expect((await detail(second)).status).toBe('succeeded')
  expect(await isValid(operator.token)).toBe(false)
})

test('a colleague’s token is never used, whether it came in a header or by a sign-in', async () => {
  const { world, share, operator, signIn, refuseAllBut, runner, detail, credentials } = await setUp()
  const alice = await world.driver.signIn(ALICE)
  await signIn(alice)
  await credentials.learn(alice, 'header')
  const id = await share(operator)
  refuseAllBut(alice.token)
  await runner.idle()
  await signIn(alice)
  await credentials.learn(alice, 'header')
  await runner.idle()
  expect(await detail(id)).toMatchObject({
    status: 'waiting',
    problem: { code: 'APIGW.0301', message: expect.stringContaining('Waits for operator to sign in') },
    pairs: { waiting: 1 },
  })
  expect(world.changes()).toEqual([])
})

test.each(['sign-in', 'header'] as const)('a newer token of its user resumes a job: %s', async (by) => {
  const { world, share, operator, refuseAllBut, runner, credentials, finish } = await setUp()
  const id = await share(operator)
  refuseAllBut('')
  await runner.idle()
  world.clock.advance(1000)
  world.faulty.answer = () => null
  const next = await world.driver.signIn(OPERATOR)
  await credentials.learn(next, by)
  expect((await finish(id)).job).toMatchObject({ status: 'succeeded', pairs: { done: 1 } })
  expect(world.changes().map(({ token }) => token)).toEqual([next.token])
})

test('an older token of its user that is only sent along does not resume a job', async () => {
  const { world, share, operator, refuseAllBut, runner, credentials, detail } = await setUp()
  world.clock.advance(60_000)
  const id = await share(await world.driver.signIn(OPERATOR))
  refuseAllBut('')
  await runner.idle()
  world.faulty.answer = () => null
  await credentials.learn(operator, 'header')
  await runner.idle()
  expect((await detail(id)).status).toBe('waiting')
})

test.each([
  ['has ended', false],
  ['nobody is at any more', false],
  ['lives', true],
])('whether a later session of its user that %s carries a job on: %s', async (which, goesOn) => {
  const { world, share, operator, store, refuseAllBut, detail, runner } = await setUp()
  const { clock } = world
  const sessions = createSessions({
    store: store.sessions,
    encryption: createEncryption([Buffer.alloc(32)]),
    clock,
  })
  clock.hold()
  const id = await share(operator)
  clock.advance(1000)
  const later = await world.driver.signIn(OPERATOR)
  const session = await sessions.start(later)
  if (which === 'has ended') await sessions.end(session)
  if (which !== 'lives') clock.advance(31 * 60_000)
  refuseAllBut(later.token)
  clock.release()
  await runner.idle()
  expect((await detail(id)).status).toBe(goesOn ? 'succeeded' : 'waiting')
})

test('a job may go on with a token after the limits of its session have passed', async () => {
  const { world, share, operator, signIn, finish, images } = await setUp()
  world.clock.hold()
  await signIn(operator)
  const id = await share(operator, images[0], 'fault-slow')
  // Past the half-hour without anybody at the page, and past the half-day.
  world.clock.advance(13 * 3_600_000)
  world.clock.release()
  expect((await finish(id)).job).toMatchObject({ status: 'succeeded', pairs: { done: 1 } })
})

test('a job waits when its token expires', async () => {
  const { world, share, operator, runner, detail } = await setUp()
  world.clock.hold()
  const id = await share(operator)
  world.clock.advance(operator.expiresAt - world.clock.now())
  world.clock.release()
  await runner.idle()
  expect((await detail(id)).problem?.message).toContain('Waits for operator to sign in')
})

test('a colleague takes over the rest in an attempt with that colleague’s rights and name', async () => {
  const { world, share, operator, refuseAllBut, runner, actions, finish, store, isValid } = await setUp()
  const alice = await world.driver.signIn(ALICE)
  const id = await share(operator)
  const token = (await store.jobTokens.find(id))?.token
  expect(await actions.takeOver(alice, id)).toBe('CONSOLE.ABLE')
  refuseAllBut('')
  await runner.idle()
  world.faulty.answer = () => null
  expect(await actions.takeOver(alice, id)).toEqual({ jobId: id })
  const { job } = await finish(id)
  expect(job).toMatchObject({
    status: 'succeeded',
    user: { name: 'operator' },
    actor: { name: 'alice' },
    attempts: [
      { number: 1, user: { name: 'operator' }, pairs: { total: 0 } },
      { number: 2, user: { name: 'alice' }, pairs: { total: 1, done: 1 } },
    ],
    calls: [{ attempt: 2, user: { name: 'alice' } }],
  })
  expect(token).toMatchObject({ own: true })
  expect(await actions.takeOver(alice, id)).toBe('CONSOLE.ENDED')
  expect(await actions.takeOver({ ...alice, project: { id: 'other', name: '' } }, id)).toBe(
    'CONSOLE.NOT_FOUND',
  )
  for (const { token } of world.changes()) expect(await isValid(token ?? '')).toBe(false)
})

/*
 * Two colleagues pressed "Take over the rest" at the same moment: the second took the job from the first, who
 * was able.
 */
test('of two colleagues who take over at once only one does, and no token is left behind', async () => {
  const { world, share, operator, refuseAllBut, runner, actions, finish, isValid } = await setUp()
  const { clock, driver } = world
  const colleagues = [await driver.signIn(ALICE), await driver.signIn(demoLogin('auditor'))]
  const made: string[] = []
  const id = await share(operator)
  refuseAllBut('')
  await runner.idle()
  world.faulty.answer = () => null
  const { signIn } = driver
  driver.signIn = async (login) => {
    const own = await signIn(login)
    made.push(own.token)
    return own
  }
  clock.hold()
  const outcomes = await Promise.all(colleagues.map((who) => actions.takeOver(who, id)))
  clock.release()
  expect(outcomes).toContainEqual({ jobId: id })
  expect(outcomes).toContain('CONSOLE.ABLE')
  const winner = outcomes[0] === 'CONSOLE.ABLE' ? 'auditor' : 'alice'
  expect((await finish(id)).job.actor).toMatchObject({ name: winner })
  expect(made).toHaveLength(2)
  for (const token of made) expect(await isValid(token)).toBe(false)
})

test('another attempt runs with the rights of whoever wants it', async () => {
  const { world, share, operator, actions, finish, images } = await setUp()
  const alice = await world.driver.signIn(ALICE)
  const id = await share(operator, images[0], 'fault-pair')
  await finish(id)
  await actions.retry(alice, id)
  const { job } = await finish(id)
  expect(job).toMatchObject({ user: { name: 'operator' }, actor: { name: 'alice' } })
  expect(job.attempts.map(({ user }) => user.name)).toEqual(['operator', 'alice'])
  expect(job.calls.map(({ user }) => user.name)).toEqual(['operator', 'alice'])
})

test('a paused job waits for the next sign-in, and for no token that is only sent along', async () => {
  const { world, share, operator, runner, credentials, detail, finish, isValid } = await setUp()
  world.clock.hold()
  const id = await share(operator)
  await credentials.pause(operator)
  world.clock.release()
  await runner.idle()
  expect(await detail(id)).toMatchObject({ status: 'waiting', pairs: { waiting: 1 } })
  world.clock.advance(1000)
  const next = await world.driver.signIn(OPERATOR)
  await credentials.learn(next, 'header')
  await runner.idle()
  expect((await detail(id)).status).toBe('waiting')
  await credentials.learn(next, 'sign-in')
  expect((await finish(id)).job.status).toBe('succeeded')
  expect(await isValid(operator.token)).toBe(true)
})

test('a submission with a token that the cloud has revoked is refused, and stores nothing', async () => {
  const { world, share, operator, cloudCache, images, store } = await setUp()
  await cloudCache.describe(operator, images)
  await world.driver.revoke(operator.token)
  await expect(share(operator)).rejects.toMatchObject({ status: 401 })
  expect((await store.jobs.page(operator, {}, undefined, 10)).jobs).toEqual([])
})
