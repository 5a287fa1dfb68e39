import { Kysely, sql } from 'kysely'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { newJob } from '#testing/new-job'
import { newPlace } from '#testing/stores'
import { openStore } from './database.ts'
import { askWritable } from './dialect.ts'
import { connectWithin, LIMITS, type Limits } from './postgres.ts'
import { createChanges } from './runs/change.ts'
import { StoreFailure } from './store-failure.ts'
import type { Tables } from './tables.ts'

const job = newJob({
  id: 'a'.repeat(32),
  project: { id: 'p', name: 'Project' },
  images: [{ id: 'i', name: 'Image' }],
  projects: [{ id: 'r', name: '' }],
})

/** A store, the changes of another gateway on it, which has these limits, and an administrator without any. */
async function setUp(limits: Partial<Limits> = {}) {
  const place = await newPlace()
  if (!('url' in place)) throw new Error('a file is not shared')
  const { url } = place
  const store = await openStore({ url, now: () => 1000 })
  const other = new Kysely<Tables>({ dialect: connectWithin(url, { limits: { ...LIMITS, ...limits } }) })
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  onTestFinished(async () => {
    await admin.end()
    await other.destroy()
    await store.close()
  })
  return { url, store, other, changes: createChanges(other, () => 1000), admin }
}
const failureOf = (work: Promise<unknown>): Promise<StoreFailure> =>
  work.then(
    () => Promise.reject(new Error('it went well')),
    (error) => error,
  )
const pidOf = async (db: Kysely<Tables>) => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return rows[0]?.pid
}

/*
 * A database that was restarted, or an administrator who ended a connection, ended the whole gateway: nobody
 * listened to the errors of a connection that was in use.
 */
test('a connection that ends inside a transaction fails that write, and nothing else', async () => {
  const { changes, other, admin } = await setUp()
  const error = await failureOf(
    changes(async ({ trx }) => {
      const pid = await pidOf(trx)
      await admin.query('select pg_terminate_backend($1, 5000)', [pid])
      await pidOf(trx)
    }),
  )
  expect(error).toBeInstanceOf(StoreFailure)
  expect(error.mayBeStored).toBe(false)
  expect(await pidOf(other)).toBeGreaterThan(0)
})

test('a connection that ends before the answer to a commit leaves open what was stored', async () => {
  const { changes, admin } = await setUp()
  const error = await failureOf(
    changes(async ({ trx }) => {
      await admin.query('select pg_terminate_backend($1, 5000)', [await pidOf(trx)])
    }),
  )
  expect(error).toMatchObject({ name: 'StoreFailure', mayBeStored: true })
})

/*
 * A gateway that was frozen inside a change kept the lock that orders all changes, and every other gateway
 * stood still for as long as that.
 */
test('a gateway that freezes inside a change does not stop the others', async () => {
  const { changes, store } = await setUp({ idleMs: 100 })
  const frozen = changes(async () => {
    expect(await store.requests.create(job)).toMatchObject({ created: true })
  })
  expect(await failureOf(frozen)).toBeInstanceOf(StoreFailure)
})

test('a lock that nobody gives back is told in place of waiting', async () => {
  const { changes, admin } = await setUp({ lockMs: 50 })
  await admin.query('begin; update revisions set value = value')
  expect(await failureOf(changes(async () => {}))).toMatchObject({
    code: '55P03',
    mayBeStored: false,
    message: 'The job history cannot be used now: its database took too long (55P03).',
  })
})

test('a statement without an end is told in place of waiting', async () => {
  const { changes } = await setUp({ statementMs: 1000 })
  const endless = changes(({ trx }) => sql`select pg_sleep(3600)`.execute(trx))
  expect(await failureOf(endless)).toMatchObject({ code: '57014' })
})

test('an answer that never comes fails its query, and its connection is used no more', async () => {
  const { other } = await setUp({ answerMs: 1000 })
  expect(await failureOf(sql`select pg_sleep(3600)`.execute(other))).toMatchObject({
    code: 'connection lost',
    cause: { message: 'Query read timeout' },
  })
  expect(await pidOf(other)).toBeGreaterThan(0)
})

test('a database that takes no changes is not ready, though it answers', async () => {
  const { other, store, admin } = await setUp()
  await store.ping()
  await admin.query(`do $$ begin
    execute format('alter database %I set default_transaction_read_only = on', current_database());
  end $$`)
  // It has not been connected before, and finds the database as a gateway does after a switch to a copy.
  expect(await failureOf(askWritable(other))).toMatchObject({ code: '25006' })
})

test('a database that is gone is one failure, whatever is asked of it', async () => {
  const { store, admin, url } = await setUp()
  const { rows } = await admin.query('select current_database() as name')
  await admin.end()
  const elsewhere = new pg.Client({ connectionString: url.replace(/[^/]*\?/, 'postgres?') })
  await elsewhere.connect()
  await elsewhere.query(`drop database ${rows[0].name} with (force)`)
  await elsewhere.query(`create database ${rows[0].name} allow_connections false`)
  await elsewhere.end()
  for (const use of [store.ping, () => store.requests.create(job), () => store.jobs.detail('p', 'j')])
    expect(await failureOf(use())).toMatchObject({ name: 'StoreFailure', mayBeStored: false })
})
