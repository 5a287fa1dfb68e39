import { describe, expect, test } from 'vitest'
import { createCloudWorld } from '#testing/core-world'
import { demoLogin, OPERATOR } from '#testing/demo-login'
import { openTestStore } from '#testing/stores'
import type { Login } from '../cloud/driver.ts'
import { createCredentials } from './credentials.ts'
import { createEncryption } from './encryption.ts'

async function setUp(login: Login | null = OPERATOR) {
  const world = createCloudWorld({ projects: 5, images: 1 })
  world.clock.hold()
  const credentials = createCredentials({
    driver: world.driver,
    clock: world.clock,
    login,
    encryption: createEncryption([Buffer.alloc(32)]),
    store: await openTestStore(world.clock.now),
    sessions: { ofUser: async () => [] },
  })
  return { ...world, credentials }
}

describe('a token', () => {
  test('a token is checked once a minute, however often it is used', async () => {
    const { credentials, driver, seen, clock } = await setUp(null)
    const { token, project } = await driver.signIn(OPERATOR)
    seen.length = 0
    const [a, b] = await Promise.all([credentials.identify(token), credentials.identify(token)])
    expect(a).toEqual(b)
    expect(a.project.id).toBe(project.id)
    clock.advance(59_999)
    await credentials.identify(token)
    expect(seen).toHaveLength(1)
    clock.advance(1)
    await credentials.identify(token)
    expect(seen).toHaveLength(2)
  })

  test('a token that was refused is asked about again the next time', async () => {
    const { credentials, seen } = await setUp(null)
    await expect(credentials.identify('wrong')).rejects.toMatchObject({ status: 401 })
    await expect(credentials.identify('wrong')).rejects.toMatchObject({ status: 401 })
    expect(seen).toHaveLength(2)
  })
})

describe('the configured login', () => {
  test('the configured login signs in once for all who ask at the same time', async () => {
    const { credentials, seen } = await setUp()
    const [a, b] = await Promise.all([credentials.own(), credentials.own()])
    expect(a).toBe(b)
    expect(await credentials.own()).toBe(a)
    expect(seen).toHaveLength(1)
  })
  test('the configured login is renewed before its token expires', async () => {
    const { credentials, clock } = await setUp()
    const first = await credentials.own()
    clock.advance(first.expiresAt - clock.now() - 5 * 60_000)
    const second = await credentials.own()
    expect(second.token).not.toBe(first.token)
    expect(second.expiresAt).toBeGreaterThan(first.expiresAt)
  })
  test('the configured login is renewed after it was rejected', async () => {
    const { credentials } = await setUp()
    const first = await credentials.own()
    credentials.reject(first)
    expect((await credentials.own()).token).not.toBe(first.token)
  })
  test('the configured login is renewed within a minute after the cloud revoked its token', async () => {
    const { credentials, driver, clock } = await setUp()
    const first = await credentials.own()
    await driver.revoke(first.token)
    clock.advance(60_000)
    expect((await credentials.own()).token).not.toBe(first.token)
  })
  test('a wrong configured login is a 401', async () => {
    const { credentials } = await setUp(demoLogin('operator', { password: 'wrong' }))
    await expect(credentials.own()).rejects.toMatchObject({ status: 401 })
  })
  test('a configured login that cannot be tried now is tried again the next time', async () => {
    const { credentials, faulty } = await setUp()
    faulty.answer = () => new TypeError('fetch failed')
    await expect(credentials.own()).rejects.toMatchObject({ status: 0 })
    faulty.answer = () => null
    expect((await credentials.own()).user.name).toBe('operator')
  })
  test('without a configured login the answer is a 401', async () => {
    const { credentials } = await setUp(null)
    await expect(credentials.own()).rejects.toMatchObject({ status: 401, code: 'APIGW.0301' })
  })
})
