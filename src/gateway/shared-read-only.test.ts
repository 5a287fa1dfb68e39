import { writeFileSync } from 'node:fs'
import path from 'node:path'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createTestClock } from '#testing/clock'
import { cloudConfigAt } from '#testing/cloud-config'
import { newFolder } from '#testing/new-folder'
import { newPlace } from '#testing/stores'
import { createGateway, type GatewayOptions } from './gateway.ts'

/*
 * The story: in a container with a read-only file system the console ended with "ENOENT: no such file or directory, mkdir
 * '/app/data'", with all that it needs in its settings or not.
 */

const SESSION_KEY = 'k'.repeat(32)
/** A folder below a file: nobody can make it, not even root. */
function noFolder() {
  const file = path.join(newFolder({ onTestFinished }), 'file')
  writeFileSync(file, '')
  return path.join(file, 'data')
}

async function start(options: Partial<GatewayOptions>) {
  const dataDir = noFolder()
  const place = await newPlace()
  if (!('url' in place)) throw new Error('a file is not shared')
  const gateway = createGateway({
    ...{ dataDir, databaseUrl: place.url, host: '127.0.0.1' },
    ...{
      clock: createTestClock(),
      log: pino({ level: 'silent' }),
      cloud: cloudConfigAt('http://127.0.0.1:1'),
      sessionKey: SESSION_KEY,
    },
    ...options,
  })
  return { gateway, dataDir }
}

test('with a database, a key and a cloud in the settings no file is needed', async () => {
  const { gateway } = await start({})
  const { app, close } = await gateway
  onTestFinished(close)
  expect((await app.request('http://localhost/readyz')).status).toBe(200)
})

test('without a key in the settings, the folder and the way out are named', async () => {
  const { gateway, dataDir } = await start({ sessionKey: undefined })
  await expect(gateway).rejects.toThrow(
    `The key of stored tokens cannot be kept in ${dataDir}/session.key. Set SESSION_KEY, or DATA_DIR to a folder that ` +
      'this user may write to.',
  )
})

test('without a database in the settings, too', async () => {
  const { gateway, dataDir } = await start({ databaseUrl: undefined })
  await expect(gateway).rejects.toThrow(
    `The job history ${dataDir}/console.db cannot be opened for writing. Set DATA_DIR to a folder that this user may ` +
      'write to, or DATABASE_URL to a PostgreSQL.',
  )
})

test('the embedded cloud needs its folder, and says so', async () => {
  const { gateway, dataDir } = await start({ cloud: null })
  await expect(gateway).rejects.toThrow(
    `The embedded cloud cannot use its database ${dataDir}/embedded.db: it cannot be opened for writing (DATA_DIR`,
  )
})
