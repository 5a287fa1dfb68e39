import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, Migrator, SqliteDialect } from 'kysely'
import Database from 'libsql'
import { afterEach, expect, test } from 'vitest'
import { newJob } from '#testing/new-job'
import { nextActor } from '#testing/next-actor'
import { openStore, StoreError } from './database.ts'
import { migrations } from './migrations.ts'
import { storeError } from './store-error.ts'

const folders: string[] = []
const newPath = () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'))
  folders.push(folder)
  return join(folder, 'history.db')
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})
const open = (path: string) => openStore({ path, now: () => 1000 })
const job = newJob({
  id: 'a'.repeat(32),
  project: { id: 'p', name: 'Project' },
  images: [{ id: 'i', name: 'Image' }],
  projects: [{ id: 'r', name: '' }],
})

test('what was stored is there after closing and opening again, in a folder made for it', async () => {
  const path = join(newPath(), 'deep', 'history.db')
  const store = await open(path)
  await store.requests.create(job)
  await store.close()
  const again = await open(path)
  expect(await again.jobs.detail('p', job.id)).toMatchObject({ id: job.id, pairs: { total: 1 } })
  await again.close()
})

test('a history of before attempts and plans is brought up to date, with everything in it', async () => {
  const path = newPath()
  const file = new Database(path)
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: file }) })
  const [first = ''] = Object.keys(migrations)
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateTo(
    first,
  )
  expect(error).toBeUndefined()
  file.exec(`insert into jobs values (1, 'old', null, 'p', 'Project', 'u', 'User', 'share', 'CHG-1', 'partial', 1, 5, 6, 9,
      1, 3, 'Image', null, null, 3, 0, 0, 1, 0, 2, 0);
    insert into job_images values (1, 0, 'i', 'Image');
    insert into job_projects values (1, 0, 'r', 'Red'), (1, 1, 's', ''), (1, 2, 'p', '');
    insert into pairs values (1, 0, 0, 4, 1, 1, null, null), (1, 0, 1, 1, 0, 0, 'IMG.0112', 'No.'),
      (1, 0, 2, 1, null, 0, 'IMG.0076', 'Not sent: the project owns the image.');
    insert into attempts values (1, 1, 6, 9)`)
  await db.destroy()

  const store = await open(path)
  expect(await store.jobs.detail('p', 'old')).toMatchObject({
    reason: 'CHG-1',
    plan: null,
    undoOf: null,
    undos: [],
    pairs: { done: 1, failed: 1, impossible: 1 },
    attempts: [{ number: 1, pairs: { done: 1, failed: 1, impossible: 1 } }],
  })
  expect(await store.requests.retry({ projectId: 'p', id: 'old' }, nextActor())).toEqual({
    outcome: 'opened',
    pairs: 1,
  })
  expect(await store.jobs.undoable('p', 'old', ({ project }) => project)).toMatchObject({ pairs: [0] })
  await store.close()
})

test('migrations are written down in the order in which a store takes them', () => {
  // One whose key sorts before a released one would make every store that has that one "of a newer version".
  expect(Object.keys(migrations)).toEqual(Object.keys(migrations).sort())
})

test('a file that is not a database is named, kept, and refused', async () => {
  const path = newPath()
  const rubbish = 'this is no database '.repeat(100)
  writeFileSync(path, rubbish)
  await expect(open(path)).rejects.toThrow(StoreError)
  await expect(open(path)).rejects.toThrow(`The job history ${path} is damaged or is not a database.`)
  expect(readFileSync(path, 'utf8')).toBe(rubbish)
})

test('a database with a damaged page is named, kept, and refused', async () => {
  const path = newPath()
  const store = await open(path)
  for (let n = 0; n < 50; n += 1)
    await store.requests.create({ ...job, id: `job-${n}`, reason: 'x'.repeat(500) })
  await store.close()
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 4096, bytes.length - 4096)
  writeFileSync(path, bytes)
  await expect(open(path)).rejects.toThrow(/is damaged/)
  expect(readFileSync(path).equals(bytes)).toBe(true)
})

test('a second process is kept out until the first has closed', async () => {
  const path = newPath()
  const store = await open(path)
  await expect(open(path)).rejects.toThrow(/in use by another process/)
  await store.close()
  await (await open(path)).close()
})

test('a store that cannot be written is refused when it is opened, not at the first job', async () => {
  const path = newPath()
  await (await open(path)).close()
  const other = new Database(path)
  other.exec('begin immediate')
  await expect(open(path)).rejects.toThrow(/in use by another process/)
  other.exec('rollback')
  other.close()
  await (await open(path)).close()
})

test('a store of a newer version is refused', async () => {
  const path = newPath()
  await (await open(path)).close()
  const file = new Database(path)
  file.exec(`insert into kysely_migration values ('2999-01-01-future', '2999-01-01T00:00:00Z')`)
  file.close()
  await expect(open(path)).rejects.toThrow(/newer version of the console/)
})

test('a path that cannot be opened is named', async () => {
  const path = newPath()
  writeFileSync(path, '')
  await expect(open(join(path, 'history.db'))).rejects.toThrow(/cannot be opened for writing/)
})

test.each([
  ['SQLITE_FULL', /disk is full/],
  ['ENOSPC', /disk is full/],
  ['SQLITE_READONLY_DIRECTORY', /cannot be opened for writing/],
  ['EROFS', /cannot be opened for writing/],
  ['ENOENT', /cannot be opened for writing/],
  ['SQLITE_CORRUPT_INDEX', /is damaged/],
])('%s is told in one sentence that names the file', (code, words) => {
  const { message } = storeError(Object.assign(new Error('raw'), { code }), '/data/history.db')
  expect(message).toMatch(words)
  expect(message).toContain('/data/history.db')
})
