import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { newJob } from '#testing/new-job'
import { openStore } from './database.ts'
import { createFullDisk } from './full-disk.ts'
import { createChanges } from './runs/change.ts'
import { openSqlite } from './sqlite.ts'
import { sqliteFailure } from './store-failure.ts'
import type { Tables } from './tables.ts'
import { watchedDialect } from './watched-dialect.ts'

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}
const job = (id: string) =>
  newJob({
    id,
    project: { id: 'p', name: 'Project' },
    images: [{ id: 'i', name: 'Image' }],
    projects: [{ id: 'r', name: '' }],
  })
const modes = (path: string) =>
  ['', '-wal', '-shm', '-lock'].map((end) => (statSync(path + end).mode & 0o777).toString(8))

test('nobody else can read the files, not even those that an older version had made', async () => {
  const path = join(newFolder(), 'console.db')
  const store = await openStore({ path, now: () => 1000 })
  await store.requests.create(job('a'))
  expect(modes(path)).toEqual(['600', '600', '600', '600'])
  await store.close()

  const old = join(newFolder(), 'console.db')
  for (const end of ['', '-lock']) writeFileSync(old + end, '', { mode: 0o644 })
  const again = await openStore({ path: old, now: () => 1000 })
  expect(modes(old)).toEqual(['600', '600', '600', '600'])
  await again.close()
})

/*
 * A clean-up removed `console.db` under a running console. It went on as if nothing were, and all that it
 * stored from then on was gone at the next start; with the lock file gone, a second console could start.
 */
test.each(['console.db', 'console.db-wal', 'console.db-lock'])(
  'when %s vanishes, nothing goes on, and the reason names it',
  async (name) => {
    const folder = newFolder()
    const store = await openStore({ path: join(folder, 'console.db'), now: () => 1000 })
    onTestFinished(store.close)
    await store.requests.create(job('a'))
    renameSync(join(folder, name), join(folder, 'elsewhere'))
    const words = `its file ${join(folder, name)} was deleted, moved or replaced`
    for (const use of [store.ping, () => store.requests.create(job('b')), () => store.jobs.detail('p', 'a')])
      await expect(use()).rejects.toMatchObject({
        name: 'StoreFailure',
        message: expect.stringContaining(words),
        mayBeStored: false,
      })
    renameSync(join(folder, 'elsewhere'), join(folder, name))
    await store.ping()
    expect(existsSync(join(folder, name))).toBe(true)
  },
)

/** A database of its own that cannot grow any more. */
async function fullDatabase() {
  const { dialect } = openSqlite(':memory:')
  let ms = 0
  const fullDisk = createFullDisk(() => ms)
  const watch = { failureOf: sqliteFailure, ...fullDisk.heard }
  const db = new Kysely<Tables>({ dialect: watchedDialect(dialect, watch) })
  onTestFinished(() => db.destroy())
  await sql`create table revisions (value integer)`.execute(db)
  await sql`insert into revisions values (0)`.execute(db)
  await sql`create table filled (bytes blob)`.execute(db)
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(db)
  const grow = () =>
    createChanges(db, () => 1000)(({ trx }) => sql`insert into filled values (zeroblob(100000))`.execute(trx))
  const pass = (time: number) => {
    ms += time
  }
  return { db, grow, pass, check: fullDisk.check }
}

/* SQLite had ended the transaction by itself: what was told was "no transaction is active". */
test('a full disk is told as that, and not as the failure to roll back after it', async () => {
  const { grow } = await fullDatabase()
  await expect(grow()).rejects.toMatchObject({
    message: 'The job history cannot be used now: its disk is full (SQLITE_FULL).',
    isFull: true,
    mayBeStored: false,
  })
})

test('a full disk is told until a write succeeds, or for a minute', async () => {
  const { db, grow, pass, check } = await fullDatabase()
  check()
  await grow().catch(() => {})
  expect(check).toThrow(/disk is full/)
  await createChanges(db, () => 1000)(async () => {})
  check()
  await grow().catch(() => {})
  pass(59_999)
  expect(check).toThrow(/disk is full/)
  pass(1)
  check()
})

test('an error of the statement itself is no failure of the database', async () => {
  const { db } = await fullDatabase()
  await expect(sql`select nothing from nowhere`.execute(db)).rejects.toMatchObject({
    name: 'SqliteError',
  })
})
