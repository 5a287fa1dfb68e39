import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
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

const messageFrom = (read: () => unknown) => {
  try {
    read()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it was taken')
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

/*
 * `#` ends a URL, and `/` and `?` end its host: the beginning of the password was taken for the port, the rest
 * for the host, and both were in the message that nothing answers there.
 */
test.each(['@', '#', '/', '?', 'ab#', 'ab/'])(
  'a password with %s as it is is refused, with how to write it and no piece of it',
  (sign) => {
    // As where somebody runs the console under their own name: it stands in for the user that is missing then.
    vi.stubEnv('PGUSER', 'operator')
    onTestFinished(() => void vi.unstubAllEnvs())
    const url = `postgres://console:77${sign}s3cret@127.0.0.1:1/history`
    const message = messageFrom(() => readConfig({ DATABASE_URL: url }))
    expect(message).toMatch(/^DATABASE_URL must be like .* in a password write %40 for @, %23 for #/)
    expect(message).not.toMatch(/77|s3cret/)
  },
)

test('a password with all of its signs percent-encoded is taken', async () => {
  const { url, sql } = await newUrl()
  const password = 'p@s#s/w?o:r%d'
  const name = `signs_${url.pathname.slice(1)}`
  await sql(`create role ${name} login superuser password '${password}'`)
  url.username = name
  url.password = encodeURIComponent(password)
  expect(readConfig({ DATABASE_URL: String(url) }).databaseUrl).toBe(String(url))
  await (await open(url)).close()
})
