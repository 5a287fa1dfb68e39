import pg from 'pg'
import { expect, test } from 'vitest'
import { newEntry } from '#testing/new-entry'
import { newJob, READER } from '#testing/new-job'
import { nextActor } from '#testing/next-actor'
import { newPlace } from '#testing/stores'
import { openStore, type Store } from '../database.ts'
import { LeaseLost } from './leases.ts'

/** The job at the front of the line, as this gateway sees it. */
async function front(store: Store) {
  const [job] = await store.leases.open()
  if (!job) throw new Error('the line is empty')
  return job
}

/** Two gateways on one PostgreSQL; `expire` makes all leases so old that they may be taken. */
async function twoGateways() {
  const shared = await newPlace()
  if (!('url' in shared)) throw new Error('a file is not shared')
  const [a, b] = [await openStore({ ...shared, now: () => 1 }), await openStore({ ...shared, now: () => 2 })]
  const client = new pg.Client({ connectionString: shared.url })
  await client.connect()
  return {
    a,
    b,
    client,
    expire: () => client.query('update jobs set lease_until = 0'),
    close: async () => {
      await client.end()
      await a.close()
      await b.close()
    },
  }
}

test('two gateways never have the same job: one takes it, the other sees that it is held', async () => {
  const { a, b, close } = await twoGateways()
  await a.requests.create(newJob({ id: 'a' }))
  const [job, same] = [await front(a), await front(b)]
  const taken = await Promise.all([a.leases.take(job), b.leases.take(same)])
  expect(taken.filter(Boolean)).toHaveLength(1)
  const [winner, loser] = taken[0] ? [a, b] : [b, a]
  expect([(await front(winner)).held, (await front(loser)).held]).toEqual([false, true])
  await winner.leases.release(job)
  expect((await front(loser)).held).toBe(false)
  await close()
})

test('a gateway that does not wait for a locked row looks again later', async () => {
  const { a, client, close } = await twoGateways()
  await a.requests.create(newJob({ id: 'a' }))
  const job = await front(a)
  await client.query('begin')
  await client.query('select * from jobs for update')
  expect(await a.leases.take(job)).toBe(false)
  await client.query('commit')
  expect(await a.leases.take(job)).toBe(true)
  await close()
})

test('a lease that is not renewed is taken over, and its former holder can write no more', async () => {
  const { a, b, expire, close } = await twoGateways()
  await a.requests.create(newJob({ id: 'a' }))
  const job = await front(a)
  await a.leases.take(job)
  await a.runs.begin(job.seq)
  expect(await a.leases.renew()).toEqual(new Set(['a']))
  expect(await b.leases.take(job)).toBe(false)

  await expire()
  expect(await b.leases.take(await front(b))).toBe(true)
  const { open } = await a.runs.load('a')
  const call = {
    method: 'POST',
    path: '/',
    images: [0],
    projects: [0],
    marksPairs: true,
    user: nextActor().user,
  }
  await expect(a.runs.openCall(job.seq, call)).rejects.toThrow(LeaseLost)
  await expect(a.runs.savePairs(job.seq, open)).rejects.toThrow(LeaseLost)
  await expect(a.runs.finish(job.seq)).rejects.toThrow(LeaseLost)
  expect(await a.leases.renew()).toEqual(new Set())
  expect(await a.jobs.detail('golden', 'a')).toMatchObject({ status: 'running', calls: [], endedAt: null })
  // Giving back what is another's changes nothing.
  await a.leases.release(job)
  await b.runs.finish(job.seq)
  expect(await a.jobs.detail('golden', 'a')).toMatchObject({ endedAt: 2 })
  await close()
})

/** A gateway with a clock of its own, which has taken a job at the time 0; its leases last for 15 s. */
async function holder() {
  const shared = await newPlace()
  if (!('url' in shared)) throw new Error('a file is not shared')
  let time = 0
  const store = await openStore({ ...shared, now: () => 1, elapsed: () => time })
  const client = new pg.Client({ connectionString: shared.url })
  await client.connect()
  await store.requests.create(newJob({ id: 'a' }))
  const job = await front(store)
  await store.leases.take(job)
  return {
    store,
    client,
    job,
    holdsAt: (at: number) => {
      time = at
      return store.leases.holds(job)
    },
    close: async () => {
      await client.end()
      await store.close()
    },
  }
}

test('a lease that is not renewed, as by a gateway that was frozen, ends before others may take it', async () => {
  const { store, holdsAt, close } = await holder()
  expect([holdsAt(11_999), holdsAt(12_000)]).toEqual([true, false])
  expect(holdsAt(5000)).toBe(true)
  await store.leases.renew()
  expect([holdsAt(16_999), holdsAt(17_000), holdsAt(60_000)]).toEqual([true, false, false])
  await close()
})

test('a renewal that hangs holds no lease open, and counts from when it was asked for', async () => {
  const { store, client, holdsAt, close } = await holder()
  await client.query('begin')
  await client.query('select * from jobs for update')
  expect(holdsAt(5000)).toBe(true)
  const renewal = store.leases.renew()
  expect(holdsAt(12_000)).toBe(false)
  await client.query('commit')
  expect(await renewal).toEqual(new Set(['a']))
  expect([holdsAt(16_999), holdsAt(17_000)]).toEqual([true, false])
  await close()
})

test('a reader passes no change by, though a later one is quicker', async () => {
  // The first change has its number and is held up; would the second be committed before it, a reader's
  // cursor would be past the first for ever.
  const { a, b, client, close } = await twoGateways()
  for (const id of ['a', 'b']) await a.requests.create(newJob({ id }))
  const { cursor } = await a.jobs.changes(READER, 0)
  const [slowJob, quickJob] = [await a.runs.load('a'), await b.runs.load('b')]
  await client.query('begin')
  await client.query(`select * from jobs where id = 'a' for update`)
  let isDone = false
  const slow = a.runs.begin(slowJob.seq)
  const isHeldUp = async (count: number) => {
    // Else a transaction sees for ever what it has seen first.
    await client.query('select pg_stat_clear_snapshot()')
    const { rows } = await client.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows.length >= count
  }
  while (!(await isHeldUp(1)));
  const quick = b.runs.begin(quickJob.seq).finally(() => {
    isDone = true
  })
  while (!isDone && !(await isHeldUp(2)));
  const seen = await a.jobs.changes(READER, cursor)
  await client.query('commit')
  await Promise.all([slow, quick])
  const later = await a.jobs.changes(READER, seen.cursor)
  expect([...seen.jobs, ...later.jobs].map(({ id }) => id)).toEqual(['a', 'b'])
  await close()
})

test('two submissions with one key at the same time make one job', async () => {
  const { a, b, close } = await twoGateways()
  const made = await Promise.all(
    [a, b].map((store, n) => store.requests.create(newJob({ id: `job-${n}`, key: 'once' }))),
  )
  expect(made.map(({ created }) => created).sort()).toEqual([false, true])
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  await close()
})

test('the same book entries written from both sides at once end as one of the two wrote them', async () => {
  const { a, b, close } = await twoGateways()
  const entries = (group: string) =>
    Array.from({ length: 300 }, (_, n) => newEntry(`id-${n}`, { name: group, groups: [group] }))
  await Promise.all([
    a.book.save('golden', entries('left'), 'ada'),
    b.book.save('golden', entries('right').reverse(), 'ada'),
  ])
  const written = await a.book.all('golden')
  expect(written).toHaveLength(300)
  const [{ name } = { name: '' }] = written
  for (const entry of written) expect(entry).toMatchObject({ name, groups: [name] })
  await close()
})
