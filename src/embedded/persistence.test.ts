import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmbeddedCloud } from './cloud.ts'
import { openStore } from './store.ts'
import { createTestCloud } from './test-client.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const projects = Array.from({ length: 10 }, (_, index) => `f${index}`.padEnd(32, '0'))
const pace = { initMs: 100, baseMs: 100, perPairMs: 10 }

test('a cloud that was killed in the middle of a job goes on where it was, sign-in included', async () => {
  const before = createTestCloud({ database: join(folder, 'world.db'), pace })
  const operator = await before.operator()
  const { id: image } = await operator.imageNamed('rocky-9.6-2026.11')
  await operator.finish('DELETE', [(await operator.imageNamed('jump-host-2.0')).id], projects)
  const id = await operator.submit('POST', [image], projects)
  before.clock.now += 240
  expect((await operator.job(id)).entities?.results).toHaveLength(4)

  // What the disk holds while the first process still runs is what a kill leaves behind.
  for (const end of ['', '-wal', '-shm'])
    cpSync(join(folder, `world.db${end}`), join(folder, `survivor.db${end}`))
  const after = createTestCloud({ database: join(folder, 'survivor.db'), pace: { ...pace, perPairMs: 9999 } })
  after.clock.now = before.clock.now
  const resumed = after.createSession(operator.token, operator.project)
  expect(await resumed.members(image)).toEqual(await operator.members(image))
  after.clock.now += 30
  expect(await resumed.job(id)).toMatchObject({ status: 'RUNNING', entities: { results: { length: 7 } } })
  after.clock.now += 30
  expect((await resumed.job(id)).status).toBe('SUCCESS')
  expect(await resumed.members(image)).toHaveLength(10)
  before.cloud.close()
  after.cloud.close()
})

test('a withdrawn share does not come back with a restart, and the world can grow', async () => {
  const database = join(folder, 'world.db')
  const first = createTestCloud({ database, images: 60, projects: 20 })
  const operator = await first.operator()
  const { id } = await operator.imageNamed('agent-base-full')
  const gone = (await operator.members(id)).slice(0, 200).map((member) => member.member_id)
  await operator.finish('DELETE', [id], gone)
  first.cloud.close()

  const second = createTestCloud({ database, images: 600, projects: 300 })
  const again = second.createSession(operator.token, operator.project)
  expect(await again.members(id)).toHaveLength(56)
  const { images } = await again.get<{ images: unknown[] }>('/v2/cloudimages?limit=1000')
  expect(images.length).toBeGreaterThan(590)
  second.cloud.close()
})

test.each(['not a database at all, '.repeat(100), ''])(
  'a file that is damaged is named and left as it is; an empty one is filled',
  (content) => {
    const database = join(folder, 'world.db')
    writeFileSync(database, content)
    const open = () => createEmbeddedCloud({ database, now: () => 0 })
    if (content === '') return open().close()
    expect(open).toThrow(`cannot use its database ${database}: it is damaged or is not a database.`)
    expect(readFileSync(database, 'utf8')).toBe(content)
  },
)

test('the folder is made, and an error in making it is told in a sentence', () => {
  createEmbeddedCloud({ database: join(folder, 'new', 'world.db'), now: () => 0 }).close()
  writeFileSync(join(folder, 'file'), '')
  const database = join(folder, 'file', 'world.db')
  expect(() => createEmbeddedCloud({ database, now: () => 0 })).toThrow(
    `The embedded cloud cannot use its database ${database}: it cannot be opened for writing (DATA_DIR names its folder).`,
  )
})

test('a file that cannot be written is refused when it is opened, not at the first call', () => {
  const database = join(folder, 'world.db')
  const open = () => createEmbeddedCloud({ database, now: () => 0 })
  open().close()
  const other = new Database(database)
  other.exec('begin immediate')
  expect(open).toThrow(`cannot use its database ${database}: it is in use by another process.`)
  other.exec('rollback')
  other.close()
  open().close()
})

test('a disk that fills up while the world is made is named', () => {
  const database = join(folder, 'world.db')
  const fill = () => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  }
  expect(() => openStore(database, fill)).toThrow(`cannot use its database ${database}: the disk is full.`)
})
