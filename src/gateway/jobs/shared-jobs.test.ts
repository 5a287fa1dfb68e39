import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createCloudWorld, createCore } from '#testing/core-world'
import { OPERATOR } from '#testing/demo-login'
import { newPlace } from '#testing/stores'
import { openStore, type Store } from '../store/database.ts'

/** Two gateways in one process on one PostgreSQL and one cloud; nobody is signed in at either. */
async function setUp({ flavour = 'ims' as 'ims' | 'glance', wrap = (store: Store): Store => store } = {}) {
  const world = createCloudWorld({ projects: 12, images: 1, flavour })
  const place = await newPlace()
  if (!('url' in place)) throw new Error('a file is not shared')
  /** What `a` takes for the time that has passed. */
  const monotonic = { ms: 0 }
  const open = (elapsed: () => number) => openStore({ ...place, now: world.clock.now, elapsed })
  const ofA = await open(() => monotonic.ms)
  const [a, b] = [
    await createCore(world, { store: wrap(ofA), login: null }),
    await createCore(world, { store: await open(() => 0), login: null }),
  ]
  const who = await world.driver.signIn(OPERATOR)
  const own = (await a.cloudCache.images(who)).filter((image) => !image.obstacle && !image.keyId)
  const image = own.find(({ recipients }) => recipients === 0)?.id ?? ''
  const projects = (await a.cloudCache.recipients(who)).slice(0, 2).map(({ id }) => id)
  world.seen.length = 0
  onTestFinished(async () => {
    for (const { runner, store } of [a, b]) {
      await runner.stop()
      await store.close()
    }
  })
  return {
    world,
    a,
    b,
    who,
    monotonic,
    /** The leases of all gateways are so old by the database that they may be taken. */
    async expire() {
      const client = new pg.Client({ connectionString: place.url })
      await client.connect()
      await client.query('update jobs set lease_until = 0')
      await client.end()
    },
    submit: async (gateway: typeof a, action: 'share' | 'unshare' = 'share') =>
      (
        await gateway.runner.submit(who, {
          action,
          set: { images: [image], projects },
          reason: '',
          key: null,
        })
      ).jobId,
    /** Asks the store until the job is so. It asks past the cores, for whom no time passes while they ask. */
    async untilStatus(id: string, status: string) {
      for (;;) {
        const job = await ofA.jobs.detail(who.project.id, id)
        if (job?.status === status) return job
        await new Promise(setImmediate)
      }
    },
  }
}

const started = ({ logged }: Awaited<ReturnType<typeof createCore>>) =>
  logged.filter(({ message }) => message === 'job started').length

test('a job that waits for its user is run by the gateway at which they sign in', async () => {
  const { world, a, b, who, submit, untilStatus } = await setUp()
  world.clock.hold()
  const id = await submit(a)
  await a.credentials.pause(who)
  world.clock.release()
  expect(await untilStatus(id, 'waiting')).toMatchObject({ problem: { code: 'APIGW.0301' } })
  await a.runner.idle()
  await b.credentials.learn(who, 'sign-in')
  expect(await untilStatus(id, 'succeeded')).toMatchObject({ pairs: { done: 2 } })
  expect([started(a), started(b)]).toEqual([1, 1])
})

test('a job that is to finish after a sign-out does so at another gateway, which revokes the token at its end', async () => {
  const { world, a, b, who, submit, untilStatus } = await setUp()
  world.faulty.answer = ({ method, body }) =>
    method === 'POST' && body.includes('"methods":["token"]') ? new Response('', { status: 403 }) : null
  world.clock.hold()
  const id = await submit(a)
  await a.credentials.retire(who.token)
  await a.runner.stop()
  world.clock.release()
  b.runner.resume()
  await untilStatus(id, 'succeeded')
  await b.runner.idle()
  expect(started(b)).toBe(1)
  await expect(world.driver.identify(who.token)).rejects.toMatchObject({ status: 401 })
})

test('a gateway learns of a sign-in at another one, which is gone since, from the store', async () => {
  const { world, a, b, who, submit, untilStatus } = await setUp()
  world.clock.hold()
  a.runner.resume()
  const id = await submit(a)
  await a.credentials.pause(who)
  world.clock.release()
  await untilStatus(id, 'waiting')
  await b.runner.stop()
  await b.credentials.learn(who, 'sign-in')
  expect(await untilStatus(id, 'succeeded')).toMatchObject({ pairs: { done: 2 } })
  expect(started(b)).toBe(0)
})

test('jobs with the same image run one after the other, wherever they run', async () => {
  const { world, a, b, submit, untilStatus } = await setUp()
  world.clock.hold()
  const share = await submit(a)
  while (world.changes().length === 0) await new Promise(setImmediate)
  const stop = await submit(b, 'unshare')
  await b.runner.idle()
  expect(await untilStatus(stop, 'queued')).toMatchObject({ pairs: { waiting: 2 } })
  expect(world.changes().map(({ method }) => method)).toEqual(['POST'])

  world.clock.release()
  await untilStatus(share, 'succeeded')
  b.runner.resume()
  expect(await untilStatus(stop, 'succeeded')).toMatchObject({ pairs: { done: 2 } })
  expect(world.changes().map(({ method }) => method)).toEqual(['POST', 'DELETE'])
})

test('a stop that is asked of one gateway ends the job that another one runs', async () => {
  const { world, a, b, who, submit, untilStatus } = await setUp()
  a.runner.resume()
  world.faulty.answer = ({ method, path }) =>
    method === 'GET' && path.endsWith('/members') ? new Response('', { status: 503 }) : null
  const id = await submit(a)
  await untilStatus(id, 'waiting')
  expect(await b.actions.stop(who, id)).toBe('asked')
  expect(await untilStatus(id, 'stopped')).toMatchObject({ pairs: { unsent: 2 }, stop: { by: who.user } })
  expect([started(a), started(b)]).toEqual([1, 0])
  expect(world.changes()).toHaveLength(0)
})

test('a call that is about to be stored when another gateway stops the job is not made', async () => {
  const { world, a, b, who, submit, untilStatus } = await setUp()
  // Nothing tells the first gateway: it does not look for what others store.
  world.faulty.answer = async ({ method, path }) => {
    if (method === 'GET' && path.endsWith('/members') && world.changes().length === 0)
      await b.actions.stop(who, id)
    return null
  }
  const id = await submit(a)
  expect(await untilStatus(id, 'stopped')).toMatchObject({ pairs: { unsent: 2 } })
  expect(world.changes()).toHaveLength(0)
  expect([started(a), started(b)]).toEqual([1, 0])
})

test('a job that waits for its user at one gateway is ended by the one that is asked to stop it', async () => {
  const { world, a, b, who, submit, untilStatus } = await setUp()
  world.clock.hold()
  const id = await submit(a)
  while (!(await a.store.jobs.detail(who.project.id, id))?.calls[0]?.cloudJobId)
    await new Promise(setImmediate)
  await a.credentials.pause(who)
  world.clock.release()
  await untilStatus(id, 'waiting')
  await a.runner.idle()
  const next = await submit(a, 'unshare')
  // Its call is under way at the cloud: the one who stops it reads what became of that.
  expect(await b.actions.stop(who, id)).toBe('asked')
  const { stop } = await untilStatus(id, 'succeeded')
  expect(stop).toMatchObject({ by: who.user })
  expect(b.logged).toContainEqual({ level: 'info', fields: { job: id }, message: 'job ended' })
  // Its images are free for the next job.
  await untilStatus(next, 'succeeded')
})

/*
 * A gateway whose store hung between a call that was stored and its answer, or that was frozen there, made
 * the call when it went on, although another gateway had taken the job over and finished it.
 */
test('a gateway that hangs before a call does not make it later', async () => {
  let goOn = () => {}
  const hung = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let isStored = false
  const hanging =
    <A extends unknown[], T>(write: (...args: A) => Promise<T>) =>
    async (...args: A) => {
      const result = await write(...args)
      isStored = true
      await hung
      return result
    }
  const wrap = (store: Store): Store => {
    return { ...store, runs: { ...store.runs, markSent: hanging(store.runs.markSent) } }
  }
  const { world, a, b, submit, untilStatus, expire, monotonic } = await setUp({
    flavour: 'glance',
    wrap,
  })
  const id = await submit(a)
  while (!isStored) await new Promise(setImmediate)
  const changes = () => world.seen.filter(({ method, path }) => method !== 'GET' && path.includes('/members'))
  expect(changes()).toEqual([])
  monotonic.ms = 60_000
  await expire()
  b.runner.look()
  await untilStatus(id, 'succeeded')
  const made = changes().length
  expect(made).toBeGreaterThan(0)
  goOn()
  await a.runner.idle()
  expect(changes()).toHaveLength(made)
  expect(a.logged.map(({ message }) => message)).toContain('job taken over by another gateway')
})
