import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runClient } from '#testing/run-client'
import { createEmbeddedCloud } from './cloud.ts'

/** The clients hold the end of a token against this machine's clock. */
const cloud = createEmbeddedCloud({ database: ':memory:', now: Date.now })
const server = createAdaptorServer({ fetch: cloud.fetch })
let origin = ''
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  cloud.close()
})

const settings = (name = 'operator', project = 'golden-images') => ({
  OS_AUTH_URL: `${origin}/v3`,
  OS_USERNAME: name,
  OS_PASSWORD: name,
  OS_PROJECT_NAME: project,
  OS_USER_DOMAIN_NAME: 'demo',
  OS_PROJECT_DOMAIN_NAME: 'demo',
  OS_REGION_NAME: 'eu-de',
  OS_IDENTITY_API_VERSION: '3',
})

test('openstack token issue', async () => {
  const { code, out, err } = await runClient('openstack', ['token', 'issue', '-f', 'json'], settings())
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(JSON.parse(out)).toMatchObject({ id: expect.stringMatching(/^MII/), project_id: expect.any(String) })
})
