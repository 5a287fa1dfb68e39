import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { browserOf } from '#testing/browser-client'
import type { WorldOptions } from '#testing/harness'
import { newFolder } from '#testing/new-folder'
import { openWorld } from '#testing/open-world'

const MINUTE = 60_000
async function setUp(options: WorldOptions = {}) {
  const world = await openWorld(options)
  world.clock.hold()
  return { world, browser: browserOf(world) }
}

describe('signing in', () => {
  test('a sign-in gives only a cookie, which no script reads and no other site sends', async () => {
    const { browser } = await setUp()
    expect(await browser.get('/console/sign-in')).toMatchObject({
      status: 200,
      json: { cloud: { embedded: true } },
    })
    const { status, json, headers, text } = await browser.signIn('viewer')
    expect({ status, json }).toEqual({ status: 200, json: { next: 'nothing' } })
    expect(headers.get('set-cookie')).toMatch(/^image-share=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(text).not.toContain('MII')
    expect((await browser.get('/console/settings')).json).toMatchObject({
      user: { name: 'viewer' },
      mayShare: false,
    })
    expect((await browser.call('DELETE', '/console/recipients/none')).status).toBe(403)
  })

  test('a sign-in through a trusted proxy with TLS binds the cookie to this very host', async () => {
    const { world } = await setUp({ trustProxy: true })
    const browser = browserOf(world, { headers: { 'x-forwarded-proto': 'https' } })
    const { headers } = await browser.signIn('viewer')
    expect(headers.get('set-cookie')).toMatch(/^__Host-image-share=.*; HttpOnly; Secure; SameSite=Strict$/)
    // A cookie that a neighbouring subdomain has set under the plain name is ignored.
    const tossed = browser.cookie()?.replace('__Host-', '') ?? ''
    browser.plant(tossed)
    expect((await browser.get('/console/settings')).json.user.name).toBe('operator')
  })

  test('a user of several projects chooses one, and the session ID changes with every step', async () => {
    const { browser } = await setUp()
    expect((await browser.signIn('operator', { project: '' })).json).toEqual({ next: 'project' })
    const half = browser.cookie()
    expect((await browser.get('/console/settings')).status).toBe(401)
    const { projects } = (await browser.get('/console/session/projects')).json
    const other = projects.find(({ name }: { name: string }) => name === 'acme-prod')
    expect((await browser.call('PUT', '/console/session', { projectId: other.id })).json).toEqual({
      next: 'nothing',
    })
    expect(browser.cookie()).not.toBe(half)
    expect((await browser.get('/console/settings')).json.project.name).toBe('acme-prod')
    browser.plant(half ?? '')
    expect((await browser.get('/console/session/projects')).status).toBe(401)
  })

  test('a user of one project enters it, and a token with a project enters that one', async () => {
    const { world, browser } = await setUp()
    expect((await browser.signIn('tenant', { project: '' })).json).toEqual({ next: 'nothing' })
    expect((await browser.get('/console/settings')).json.project.name).toBe('tenant-001')
    const { token } = await world.tokenFor('viewer')
    await browser.call('POST', '/console/sign-in', { method: 'token', token: ` ${token}\n` })
    expect((await browser.get('/console/settings')).json.user.name).toBe('viewer')
  })

  test('a planted session ID is worth nothing after a sign-in', async () => {
    const { world, browser } = await setUp()
    const thief = browserOf(world)
    await thief.signIn('tenant', { project: 'tenant-001' })
    browser.plant(thief.cookie() ?? '')
    await browser.signIn('operator')
    expect(browser.cookie()).not.toBe(thief.cookie())
    expect((await thief.get('/console/settings')).status).toBe(401)
  })

  test('a failed sign-in gets one sentence for all reasons, and is slowed down after some', async () => {
    const { world, browser } = await setUp()
    for (const over of [{ password: 'wrong' }, { user: 'nobody' }, { project: 'nowhere' }, { domain: 'x' }]) {
      const { status, json } = await browser.signIn('operator', over)
      expect({ status, code: json.code }).toEqual({ status: 401, code: 'CONSOLE.REFUSED' })
      expect(JSON.stringify(json)).not.toContain('wrong"')
    }
    for (let n = 0; n < 3; n++) await browser.signIn('operator', { password: 'wrong' })
    const before = world.clock.now()
    // As the cloud takes them for one user, so does the console.
    const many = ['operator', ' operator', 'Operator\t'].flatMap((user) =>
      Array.from({ length: 20 }, () => user),
    )
    const guesses = many.map((user) => browserOf(world).signIn(user, { password: 'wrong' }))
    const refused = { status: 429, json: { code: 'CONSOLE.THROTTLED' } }
    // Whoever would wait too long for a turn is sent away at once.
    expect(await Promise.race(guesses)).toMatchObject(refused)
    expect(world.clock.now()).toBe(before)
    world.clock.release()
    const answers = await Promise.all(guesses)
    // One had its turn after ten seconds, and one that came as late as that after ten more.
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(2)
    const sentAway = answers.filter(({ status }) => status === 429)
    expect(sentAway.length).toBeGreaterThanOrEqual(58)
    expect(sentAway.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true)
    // The right user is held up like anybody else, and gets in.
    expect((await browser.signIn('operator')).status).toBe(200)
    expect(world.clock.now() - before).toBeLessThanOrEqual(40_000)
  })
})

describe('a session', () => {
  test('a session lives while somebody is at the page; polls alone do not keep it alive', async () => {
    const { world, browser } = await setUp()
    await browser.signIn('operator')
    for (let n = 0; n < 4; n++) {
      world.clock.advance(20 * MINUTE)
      expect((await browser.get('/console/settings')).status).toBe(200)
    }
    for (let n = 0; n < 2; n++) {
      world.clock.advance(14 * MINUTE)
      expect((await browser.get('/console/jobs/changes?since=0', { 'x-console': 'idle' })).status).toBe(200)
    }
    world.clock.advance(3 * MINUTE)
    expect((await browser.get('/console/settings')).status).toBe(401)
  })

  test('a session ends after half a day whatever happens', async () => {
    const { world, browser } = await setUp()
    await browser.signIn('operator')
    let lasted = 0
    while (lasted < 20 * 60 && (await browser.get('/console/settings')).status === 200) {
      world.clock.advance(20 * MINUTE)
      lasted += 20
    }
    expect(lasted).toBe(12 * 60 + 20)
  })

  test('signing out revokes the token, and the demo does not sign in by itself', async () => {
    const { world, browser } = await setUp()
    const { token } = await world.tokenFor('operator')
    await browser.call('POST', '/console/sign-in', { method: 'token', token })
    const before = browser.cookie()
    expect((await browser.call('DELETE', '/console/session')).status).toBe(200)
    expect((await browser.get('/console/settings')).status).toBe(401)
    browser.plant(before ?? '')
    expect((await browser.get('/console/settings')).status).toBe(401)
    await expect(world.driver.identify(token)).rejects.toMatchObject({ status: 401 })
    // A browser that never signed out gets the demo operator.
    expect((await browserOf(world).get('/console/settings')).json.user.name).toBe('operator')
  })

  /*
   * A user came back from lunch to a session that had timed out, and pressed "Sign out" to be sure: the
   * session was not looked at any more, and its token lived on at the cloud for the rest of its day.
   */
  test('a session that has ended by itself can still be signed out of', async () => {
    const { world, browser } = await setUp()
    const { token } = await world.tokenFor('operator')
    await browser.call('POST', '/console/sign-in', { method: 'token', token })
    world.clock.advance(31 * MINUTE)
    expect((await browser.get('/console/settings')).status).toBe(401)
    expect((await browser.call('DELETE', '/console/session')).status).toBe(200)
    await expect(world.driver.identify(token)).rejects.toMatchObject({ status: 401 })
  })

  test('another site cannot use a session, whatever it sends', async () => {
    const { browser } = await setUp()
    await browser.signIn('operator')
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      expect((await browser.get('/console/settings', headers)).status).toBe(401)
      for (const [method, address] of [
        ['POST', '/console/sign-in'],
        ['PUT', '/console/session'],
        ['DELETE', '/console/session'],
      ] as const)
        expect((await browser.call(method, address, {}, headers)).status).toBe(403)
    }
    // No browser says both: a proxy hides the name of the console, or somebody tries something.
    for (const origin of ['https://evil.test', 'null']) {
      const refused = await browser.call('PUT', '/console/session', {}, { origin })
      expect(refused).toMatchObject({ status: 421, json: { code: 'CONSOLE.HOST' } })
      expect((await browser.get('/console/settings', { origin })).status).toBe(421)
    }
    expect((await browser.get('/console/settings')).status).toBe(200)
  })

  test('a session outlives the process, and the store and its copies hold no token', async (context) => {
    const dataDir = newFolder(context)
    const first = await setUp({ dataDir })
    const { token } = await first.world.tokenFor('operator')
    await first.browser.call('POST', '/console/sign-in', { method: 'token', token })
    const { clock } = first.world
    await first.world.close()
    for (const file of readdirSync(dataDir).filter((name) => name.startsWith('console.db'))) {
      const bytes = readFileSync(path.join(dataDir, file)).toString('latin1')
      expect(bytes).not.toContain(token.slice(0, 40))
      expect(bytes).not.toContain(first.browser.cookie()?.split('=')[1])
    }
    expect(statSync(path.join(dataDir, 'session.key')).mode & 0o777).toBe(0o600)

    const second = await setUp({ dataDir, clock })
    second.browser.plant(first.browser.cookie() ?? '')
    expect((await second.browser.get('/console/settings')).json.user.name).toBe('operator')
    await second.world.close()
    rmSync(path.join(dataDir, 'session.key'))
    const third = await setUp({ dataDir, clock })
    third.browser.plant(first.browser.cookie() ?? '')
    expect((await third.browser.get('/console/settings')).status).toBe(401)
  })
})
