import { closeSync, existsSync, openSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { startGateway } from '#testing/gateway-processes'

/** What is written to it finds a full disk: Linux has it. */
const FULL = '/dev/full'

/* With its log on a full disk the console answered every request with 500. */
test.runIf(existsSync(FULL))('a log that cannot be written hinders nobody', async () => {
  const log = openSync(FULL, 'w')
  onTestFinished(() => closeSync(log))
  const gateway = await startGateway({ LOG_LEVEL: 'debug' }, log)
  onTestFinished(async () => void (await gateway.end('SIGKILL')))
  for (const path of ['/readyz', '/openapi.json']) expect((await fetch(gateway.url + path)).status).toBe(200)
  expect(await gateway.end('SIGTERM')).toBe(0)
})
