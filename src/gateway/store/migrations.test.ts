import { createHash } from 'node:crypto'
import { type Dialect, DummyDriver, Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { expect, test } from 'vitest'
import { openTestStore } from '#testing/stores'
import { migrations } from './migrations.ts'

/*
 * A store that was made years ago has run the migrations as they were then. A released migration that says
 * anything else afterwards makes two kinds of stores that both claim to be up to date.
 */

/** A database that answers nothing and takes down what it is asked. */
function recorder(dialect: Dialect) {
  const asked: string[] = []
  const silent: Dialect = {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => dialect.createIntrospector(kysely),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
  const db = new Kysely<unknown>({ dialect: silent, log: ({ query }) => void asked.push(query.sql) })
  return { db, asked }
}

const unused = () => {
  throw new Error('Nothing is to be connected.')
}
const DIALECTS = {
  sqlite: new SqliteDialect({ database: unused }),
  postgres: new PostgresDialect({ pool: unused }),
}

/** What a migration asks for, in short. */
async function digestOf(name: string, dialect: Dialect): Promise<string> {
  const { db, asked } = recorder(dialect)
  await migrations[name]?.up(db)
  const changes = asked.filter((text) => !text.startsWith('select'))
  return createHash('sha256').update(changes.join(';')).digest('hex').slice(0, 12)
}

const RELEASED: [name: string, sqlite: string, postgres: string][] = [
  ['2026-11-24-jobs', '39761a217ece', '69a35b19bc18'],
  ['2026-11-25-plans-attempts-book', '8b1dc46593a4', '6e5dd5dc20e5'],
  ['2026-11-26-impossible', 'd2217279ca31', 'd2217279ca31'],
  ['2026-11-26-revocations', '7f90db0d78dc', '2f821b289acf'],
  ['2026-11-26-sessions', '789446f4ea9c', 'd134810cfa23'],
  ['2026-11-27-make-shared', '4c8f51cd8f80', '4c8f51cd8f80'],
  ['2026-11-28-leases', 'c78f4e7bbad3', '33d47002d8dc'],
  ['2026-11-29-answers', '4ff3c2cf2756', '9d3b74cb7727'],
  ['2026-11-30-persons', '3bb844b05e86', 'c67ddec77155'],
  ['2026-11-30-session-tokens', '0c122672be13', '901909600dd8'],
  ['2026-11-30-stops', '61e56b90aa03', '9bd3b057062a'],
  ['2026-11-30-wishes', 'f562693597a6', 'f562693597a6'],
]

test.each(RELEASED)('the released migration %s says what it always said', async (name, sqlite, postgres) => {
  expect(await digestOf(name, DIALECTS.sqlite)).toBe(sqlite)
  expect(await digestOf(name, DIALECTS.postgres)).toBe(postgres)
})

test('the migrations are in the order of their names, as they were when they were released', () => {
  const names = Object.keys(migrations)
  expect(names).toEqual(names.toSorted())
  expect(names.slice(0, RELEASED.length)).toEqual(RELEASED.map(([name]) => name))
})

test('texts are ordered byte by byte on every database', async () => {
  const store = await openTestStore(() => 1000)
  const entry = (id: string) => ({ id, name: '', accountId: '', owner: '', notes: '', groups: [] })
  await store.book.save('own', ['b', 'A', '\u00e4', 'a', 'B'].map(entry), 'ada')
  expect((await store.book.all('own')).map(({ id }) => id)).toEqual(['A', 'B', 'a', 'b', '\u00e4'])
})
