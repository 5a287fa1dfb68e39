import { describe, expect, test } from 'vitest'
import { browserOf } from '#testing/browser-client'
import { openWorld } from '#testing/open-world'
import { CloudFailure } from '../../cloud/driver.ts'

/*
 * Choosing or changing a project left a token behind at every step. Signing out revoked the last one; the
 * unscoped token and those of other projects stayed valid at the cloud for the rest of their day.
 */

async function setUp({ demoSignIn = false } = {}) {
  const world = await openWorld({ demoSignIn })
  world.clock.hold()
  return { world, browser: browserOf(world) }
}

describe('signing out revokes every token that the session got', () => {
  /** A browser all of whose tokens are known, with a way to ask the cloud which of them are still valid. */
  async function watched() {
    const { world, browser } = await setUp()
    const { driver } = world
    const tokens: string[] = []
    const keep = <T extends { token: string }>(made: T) => {
      tokens.push(made.token)
      return made
    }
    const { signIn, authenticate } = driver
    driver.signIn = async (login) => keep(await signIn(login))
    driver.authenticate = async (proof) => keep(await authenticate(proof))
    const living = async () => {
      const answers = await Promise.all(
        tokens.map((token) =>
          world.cloud.fetch(
            new Request('http://cloud.invalid/v3/auth/tokens', {
              headers: { 'x-auth-token': token, 'x-subject-token': token },
            }),
          ),
        ),
      )
      return answers.filter(({ status }) => status === 200).length
    }
    const enterProject = async (name: string) => {
      const { projects } = (await browser.get('/console/session/projects')).json
      const { id } = projects.find((project: { name: string }) => project.name === name)
      return browser.call('PUT', '/console/session', { projectId: id })
    }
    return { world, browser, tokens, living, enterProject }
  }

  test('signing out revokes the unscoped token and those of projects that were left', async () => {
    const { browser, tokens, living, enterProject } = await watched()
    await browser.signIn('operator', { project: '' })
    for (const name of ['acme-prod', 'golden-images', 'acme-prod']) await enterProject(name)
    expect(tokens).toHaveLength(4)
    expect(await living()).toBe(4)
    await browser.call('DELETE', '/console/session')
    expect(await living()).toBe(0)
  })

  test('signing out revokes the token that the only project was looked up with', async () => {
    const { browser, tokens, living } = await watched()
    await browser.signIn('tenant', { project: '' })
    expect(tokens).toHaveLength(2)
    await browser.call('DELETE', '/console/session')
    expect(await living()).toBe(0)
  })

  test('signing out revokes the tokens of sign-ins of the same user in between', async () => {
    const { world, browser, tokens, living } = await watched()
    await browser.signIn('operator')
    world.clock.advance(31 * 60_000)
    await browser.signIn('operator')
    expect(tokens).toHaveLength(2)
    await browser.call('DELETE', '/console/session')
    expect(await living()).toBe(0)
  })

  test('a sign-in of another user revokes the tokens of the one before at once', async () => {
    const { browser, living } = await watched()
    await browser.signIn('operator', { project: '' })
    await browser.signIn('viewer')
    expect(await living()).toBe(1)
    expect((await browser.get('/console/settings')).json.user.name).toBe('viewer')
  })

  test('a sign-in that fails on its way leaves no token behind', async () => {
    const { world, browser, tokens, living } = await watched()
    world.driver.listProjects = async () => {
      throw new CloudFailure('list projects', 503, '503', 'Not now.')
    }
    expect((await browser.signIn('operator', { project: '' })).status).toBe(503)
    expect(tokens).toHaveLength(1)
    expect(await living()).toBe(0)
  })

  test('signing out never revokes the token that the demo lends to every browser', async () => {
    const { world, browser } = await setUp({ demoSignIn: true })
    const { projects } = (await browser.get('/console/session/projects')).json
    const other = projects.find(({ name }: { name: string }) => name === 'acme-prod')
    await browser.call('PUT', '/console/session', { projectId: other.id })
    await browser.call('DELETE', '/console/session')
    expect((await browserOf(world).get('/console/images')).status).toBe(200)
  })
})
