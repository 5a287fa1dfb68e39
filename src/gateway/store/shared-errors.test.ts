import pg from 'pg'
import { expect, test } from 'vitest'
import { newPlace } from '#testing/stores'
import { readConfig } from '../config/config.ts'
import { openStore } from './database.ts'

/** A database of the tests', its URL in parts. */
async function newUrl() {
  const place = await newPlace()
  if (!('url' in place)) throw new Error('a file is not shared')
  const url = new URL(place.url.replace('console@', 'console:s3cret@localhost'))
  const sql = async (text: string) => {
    const client = new pg.Client({ connectionString: place.url })
    await client.connect()
    await client.query(text)
    await client.end()
  }
  return { url, sql }
}
const open = (url: URL | string) => openStore({ url: String(url), now: () => 1000 })
const messageOf = async (opening: Promise<unknown>) => {
  const error = await opening.then(
    () => new Error('it opened'),
    (reason: Error) => reason,
  )
  expect(error.message).not.toContain('s3cret')
  return error.message
}

test('a database that there is not is named', async () => {
  const { url } = await newUrl()
  url.pathname = '/nowhere'
  expect(await messageOf(open(url))).toMatch(/^There is no database postgres:.*\/nowhere\. Create it/)
})

test('a server that is not there is named', async () => {
  expect(await messageOf(open('postgres://console:s3cret@127.0.0.1:1/history'))).toBe(
    'The job history postgres://console@127.0.0.1:1/history cannot be reached (ECONNREFUSED). Check DATABASE_URL, and that PostgreSQL runs there.',
  )
})

test('a user that there is not, or who may make no tables, is told what to do', async () => {
  const { url, sql } = await newUrl()
  url.username = 'nobody-such'
  expect(await messageOf(open(url))).toMatch(/refuses this user or password/)
  const guest = `guest_${url.pathname.slice(1)}`
  await sql(`create role ${guest} login`)
  url.username = guest
  expect(await messageOf(open(url))).toMatch(/may not make tables there\. Let it own the database/)
})

test('a store of a newer version is refused', async () => {
  const { url, sql } = await newUrl()
  await (await open(url)).close()
  await sql(`insert into kysely_migration values ('2999-01-01-future', '2999-01-01T00:00:00Z')`)
  expect(await messageOf(open(url))).toMatch(/newer version of the console/)
})

test('two gateways that start on an empty database at once both have it', async () => {
  const { url } = await newUrl()
  const stores = await Promise.all([open(url), open(url)])
  for (const store of stores) {
    await store.ping()
    await store.close()
  }
})

test.each(['mysql://u:s3cret@h/d', 'postgres://u:s3cret@h:99999/d', 'postgres://h', 's3cret'])(
  'a setting like %s is refused in one line, without the password',
  (url) => {
    expect(() => readConfig({ DATABASE_URL: url })).toThrow(/^DATABASE_URL must be like postgres:\/\/user:/)
    expect(() => readConfig({ DATABASE_URL: url })).not.toThrow(/s3cret/)
  },
)
