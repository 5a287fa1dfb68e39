import pg from 'pg'
import { test } from 'vitest'
import { expectNothingSent, expectUnreadable, shareRequest } from '#testing/lost-store'
import { openWorld } from '#testing/open-world'
import { newPlace } from '#testing/stores'

/* It was 500 and "Look at the jobs": only the codes of SQLite were known where requests are answered. */
test('with its database gone the console says so, and sends nothing', async () => {
  const place = await newPlace()
  if (!('url' in place)) throw new Error('a file is not shared')
  const world = await openWorld({ databaseUrl: place.url })
  const request = await shareRequest(world)
  const elsewhere = new pg.Client({ connectionString: place.url.replace(/[^/]*\?/, 'postgres?') })
  await elsewhere.connect()
  const name = /([^/]*)\?/.exec(place.url)?.[1]
  await elsewhere.query(`alter database ${name} allow_connections false`)
  await elsewhere.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [
    name,
  ])
  await elsewhere.end()
  await expectNothingSent(world, request, /its database does not answer/)
  await expectUnreadable(world, request)
})
