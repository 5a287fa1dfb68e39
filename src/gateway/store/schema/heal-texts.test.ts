import { Kysely, Migrator, sql } from 'kysely'
import { expect, test } from 'vitest'
import { newEmptyPlace } from '#testing/stores'
import { createBookStore } from '../book.ts'
import { migrations } from '../migrations.ts'
import { openSqlite } from '../sqlite.ts'
import type { Tables } from '../tables.ts'

/*
 * The story: a recipient with the name "a\ud800b", half of a surrogate pair, was saved. SQLite kept it, and reading it
 * ended the process, also after every new start.
 */
test('a store that holds text which is no UTF-8 can be read after the upgrade', async ({ skip }) => {
  const place = await newEmptyPlace()
  if ('url' in place) return skip('PostgreSQL takes no such text')
  const db = new Kysely<Tables>({ dialect: openSqlite(place.path).dialect })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  expect((await migrator.migrateTo('2026-12-02-image-members')).error).toBeUndefined()
  const bad = sql`cast(x'61EDA08062' as text)`
  await sql`insert into book (owner_project, id, name, account_id, owner, notes, updated_at)
    values ('p', '1', ${bad}, '', ${'한국 😀'}, ${bad}, 0)`.execute(db)
  await sql`insert into book_groups (owner_project, id, name) values ('p', '1', ${bad}), ('p', '1', ${'a\uFFFDb'})`.execute(
    db,
  )

  expect((await migrator.migrateToLatest()).error).toBeUndefined()
  const written = { at: 0, by: '' }
  const texts = { name: 'a\uFFFDb', owner: '한국 😀', notes: 'a\uFFFDb', groups: ['a\uFFFDb'] }
  expect(await createBookStore(db, () => 0).all('p')).toEqual([{ id: '1', accountId: '', ...texts, written }])
  await db.destroy()
})
