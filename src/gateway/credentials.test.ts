import { describe, expect, test } from 'vitest'
import { createCloudWorld } from '#testing/core-world'
import { demoLogin, OPERATOR } from '#testing/demo-login'
import { createCredentials } from './credentials.ts'
import type { Login } from './drivers/driver.ts'

function setUp(login: Login | null = OPERATOR) {
  const world = createCloudWorld({ projects: 5, images: 1 })
  world.clock.hold()
  const credentials = createCredentials({
    ...{ driver: world.driver, clock: world.clock, login },
    sessions: { forProject: async () => null },
  })
  const known: string[] = []
  credentials.onNew((projectId) => known.push(projectId))
  return { ...world, credentials, known }
}

describe('a token', () => {
  test('is checked once a minute, however often it is used', async () => {
    const { credentials, driver, seen, clock } = setUp(null)
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

  test('that is refused is asked about again the next time', async () => {
    const { credentials, seen } = setUp(null)
    await expect(credentials.identify('wrong')).rejects.toMatchObject({ status: 401 })
    await expect(credentials.identify('wrong')).rejects.toMatchObject({ status: 401 })
    expect(seen).toHaveLength(2)
  })

  test('acts for its project until it is rejected, and its arrival is told once', async () => {
    const { credentials, driver, known } = setUp(null)
    const identity = await driver.signIn(OPERATOR)
    const { id } = identity.project
    expect(await credentials.forProject(id)).toBeNull()
    await credentials.identify(identity.token)
    expect(await credentials.forProject(id)).toEqual(identity)
    expect(await credentials.forProject('another')).toBeNull()
    credentials.reject(identity)
    expect(await credentials.forProject(id)).toBeNull()
    await credentials.identify(identity.token)
    expect(known).toEqual([id, id])
  })

  test('acts no longer than it lives', async () => {
    const { credentials, driver, clock } = setUp(null)
    const identity = await driver.signIn(OPERATOR)
    await credentials.identify(identity.token)
    clock.advance(identity.expiresAt - clock.now())
    expect(await credentials.forProject(identity.project.id)).toBeNull()
  })

  test('that is new to a project is told, the same one again is not', async () => {
    const { credentials, driver, clock, known } = setUp(null)
    const [a, b] = [await driver.signIn(OPERATOR), await driver.signIn(OPERATOR)]
    await credentials.identify(a.token)
    clock.advance(60_000)
    await credentials.identify(a.token)
    await credentials.identify(b.token)
    expect(known).toHaveLength(2)
    expect(await credentials.forProject(a.project.id)).toEqual(b)
  })
})

describe('the configured login', () => {
  test('signs in once for all who ask at the same time', async () => {
    const { credentials, seen } = setUp()
    const [a, b] = await Promise.all([credentials.own(), credentials.own()])
    expect(a).toBe(b)
    expect(await credentials.own()).toBe(a)
    expect(seen).toHaveLength(1)
  })
  test('is renewed before its token expires', async () => {
    const { credentials, clock } = setUp()
    const first = await credentials.own()
    clock.advance(first.expiresAt - clock.now() - 5 * 60_000)
    const second = await credentials.own()
    expect(second.token).not.toBe(first.token)
    expect(second.expiresAt).toBeGreaterThan(first.expiresAt)
  })
  test('is renewed after it was rejected, also for jobs', async () => {
    const { credentials } = setUp()
    const first = await credentials.own()
    credentials.reject(first)
    const second = await credentials.forProject(first.project.id)
    expect(second?.token).not.toBe(first.token)
    expect(await credentials.own()).toBe(second)
  })
  test('acts for its own project only', async () => {
    const { credentials } = setUp()
    expect((await credentials.forProject((await credentials.own()).project.id))?.user.name).toBe('operator')
    expect(await credentials.forProject('another')).toBeNull()
  })
  test('that is wrong is a 401, and nobody acts', async () => {
    const { credentials } = setUp(demoLogin('operator', { password: 'wrong' }))
    await expect(credentials.own()).rejects.toMatchObject({ status: 401 })
    expect(await credentials.forProject('golden')).toBeNull()
  })
  test('that cannot be tried now is tried again the next time', async () => {
    const { credentials, upset } = setUp()
    upset.answer = () => new TypeError('fetch failed')
    await expect(credentials.forProject('golden')).rejects.toMatchObject({ status: 0 })
    upset.answer = () => null
    expect((await credentials.own()).user.name).toBe('operator')
  })
  test('is missed with a 401', async () => {
    await expect(setUp(null).credentials.own()).rejects.toMatchObject({ status: 401, code: 'APIGW.0301' })
  })
})
