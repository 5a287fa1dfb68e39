import { Kysely, type KyselyPlugin, Migrator } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { newJob } from '#testing/new-job'
import { newPlace } from '#testing/stores'
import { migrations } from '../migrations.ts'
import { connectPostgres } from '../postgres.ts'
import { createRequestStore } from '../requests/request-store.ts'
import { openSqlite } from '../sqlite.ts'
import type { Tables } from '../tables.ts'
import { createChanges } from './change.ts'
import { createLeaseStore } from './leases.ts'
import { createRunStore } from './run-store.ts'

/** A line, and how many queries and rows a look at it takes. */
async function setUp() {
  const place = await newPlace()
  const dialect = 'url' in place ? connectPostgres(place.url) : openSqlite(place.path).dialect
  const db = new Kysely<Tables>({ dialect })
  onTestFinished(() => db.destroy())
  await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest()
  const read = { queries: 0, rows: 0 }
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      read.queries += 1
      read.rows += result.rows.length
      return result
    },
  }
  const changes = createChanges(db, () => 1000)
  const { leases, checkLease } = createLeaseStore(db.withPlugin(counting), { elapsed: () => 0 })
  const look = async () => {
    Object.assign(read, { queries: 0, rows: 0 })
    const line = await leases.open()
    return { line, ...read }
  }
  const requests = createRequestStore(db, changes)
  const submit = async (id: string) => {
    const images = Array.from({ length: 20 }, (_, n) => ({ id: `${id} ${n}`, name: '' }))
    await requests.create(newJob({ id, images }))
  }
  return { db, look, submit, requests, runs: createRunStore({ db, changes, checkLease }) }
}

/*
 * Every submission looked at the whole line, and read every image of every job in it: with a thousand jobs of
 * 20 images each one took five times as long as the first.
 */
test('a look costs the same however long the line is', async () => {
  const { look, submit } = await setUp()
  await look()
  await submit('first')
  const first = await look()
  expect(first.line).toHaveLength(1)
  for (let n = 0; n < 100; n += 1) await submit(`job ${n}`)
  await look()
  await submit('last')
  const last = await look()
  expect(last.line).toHaveLength(102)
  expect([last.queries, last.rows]).toEqual([first.queries, first.rows])
  expect(last.rows).toBe(1 + 1 + 20)
  const again = await look()
  expect([again.queries, again.rows]).toEqual([2, 1])
  expect(again.line).toEqual(last.line)
})

test('what another gateway finds at its first look is what this one has followed', async () => {
  const { db, look, submit, requests, runs } = await setUp()
  const found = () => createLeaseStore(db, { elapsed: () => 0 }).leases.open()
  for (const id of ['a', 'b', 'c']) await submit(id)
  await look()
  const { seq } = await runs.load('b')
  await runs.begin(seq)
  await runs.finish(seq)
  expect((await look()).line.map(({ id }) => id)).toEqual(['a', 'c'])
  await requests.stop({ projectId: 'golden', id: 'c' }, { id: 'u', name: 'User' })
  await submit('d')
  const { line } = await look()
  expect(line.map(({ id, stopping }) => [id, stopping])).toEqual([
    ['a', false],
    ['c', true],
    ['d', false],
  ])
  expect(line).toEqual(await found())
})

test('a database that was set back is looked at afresh', async () => {
  const { db, look, submit } = await setUp()
  for (const id of ['a', 'b']) await submit(id)
  await look()
  await db.updateTable('revisions').set({ value: 1 }).execute()
  await db.updateTable('jobs').set({ status: 'succeeded' }).where('id', '=', 'b').execute()
  expect((await look()).line.map(({ id }) => id)).toEqual(['a'])
})

test('looks at the same time agree', async () => {
  const { look, submit } = await setUp()
  await submit('a')
  const [one, other] = await Promise.all([look(), look()])
  expect(one.line).toHaveLength(1)
  expect(other.line).toEqual(one.line)
})
