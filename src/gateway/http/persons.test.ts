import { describe, expect, test } from 'vitest'
import { browserOf } from '#testing/browser-client'
import type { WorldOptions } from '#testing/harness'
import { newFolder } from '#testing/new-folder'
import { openWorld } from '#testing/open-world'

/*
 * Every act has its person: the cloud is asked what somebody may do, and records name the person who did it.
 */

const MINUTE = 60_000

async function setUp(options: WorldOptions = {}) {
  const world = await openWorld({ demoSignIn: false, ...options })
  const signedIn = async (user: string) => {
    const browser = browserOf(world)
    await browser.signIn(user)
    return browser
  }
  const alice = await signedIn('alice')
  const { images } = (await alice.get('/console/images')).json
  const shareable = images
    .filter((each: { obstacle: unknown; recipients: number }) => !each.obstacle && each.recipients === 0)
    .map(({ id }: { id: string }) => id)
  const share = async (browser: Browser, over: object = {}, headers: Record<string, string> = {}) =>
    browser.call(
      'POST',
      '/v1/cloudimages/members',
      { images: [shareable[0]], projects: ['ab'.repeat(16)], ...over },
      headers,
    )
  const jobOf = async (browser: Browser, id: string) => (await browser.get(`/console/jobs/${id}`)).json
  /** Lets time pass until the job has this status. */
  const untilStatus = async (browser: Browser, id: string, status: string) => {
    for (let n = 0; n < 60 && (await jobOf(browser, id)).status !== status; n++) world.clock.advance(1000)
    return jobOf(browser, id)
  }
  const remove = async (user: string) => {
    const { token } = await world.tokenFor('security')
    const { user: victim } = await world.tokenFor(user)
    const url = `http://embedded.invalid/v3/users/${victim.id}`
    const request = new Request(url, { method: 'DELETE', headers: { 'x-auth-token': token } })
    expect((await world.cloud.fetch(request)).status).toBe(204)
  }
  return { world, signedIn, alice, images: shareable, share, jobOf, untilStatus, remove }
}
type Browser = ReturnType<typeof browserOf>

describe('the rights of a job', () => {
  /* A user without rights shared images with a colleague's token, under the user's own name. */
  test('a job has the rights of its submitter only: the cloud refuses one, and a colleague’s arrives', async () => {
    const { world, signedIn, alice, share, jobOf, images } = await setUp()
    const auditor = await signedIn('auditor')
    const refused = (await share(auditor)).json.job_id
    const mine = (await share(alice, { images: [images[1]] })).json.job_id
    await world.runner.idle()
    expect(await jobOf(alice, refused)).toMatchObject({
      status: 'failed',
      user: { name: 'auditor' },
      actor: { name: 'auditor' },
      problem: { code: 'IMG.0026' },
      calls: [{ user: { name: 'auditor' }, code: 'IMG.0026' }],
    })
    expect(await jobOf(alice, mine)).toMatchObject({
      status: 'succeeded',
      calls: [{ user: { name: 'alice' } }],
    })
  })

  test('history, evidence and every export name the colleague who has taken a job over', async () => {
    const { world, signedIn, alice, share, untilStatus } = await setUp()
    world.clock.hold()
    const operator = await signedIn('operator')
    const id = (await share(operator, { projects: ['fault-slow'] })).json.job_id
    await operator.call('DELETE', '/console/session?jobs=pause')
    expect(await untilStatus(alice, id, 'waiting')).toMatchObject({
      problem: { message: expect.stringContaining('Waits for operator to sign in') },
    })
    world.clock.release()
    expect((await alice.call('POST', `/console/jobs/${id}/take-over`)).json).toEqual({ job_id: id })
    await world.runner.idle()

    const { jobs } = (await alice.get('/console/jobs?user=alice')).json
    expect(jobs).toMatchObject([{ id, user: { name: 'operator' }, actor: { name: 'alice' } }])
    const evidence = (await alice.get(`/console/jobs/${id}/evidence`)).json
    expect(evidence.job).toMatchObject({ user: { name: 'operator' }, runsAs: { name: 'alice' } })
    expect(evidence.attempts.at(-1)).toMatchObject({ user: { name: 'alice' } })
    expect(evidence.calls.at(-1)).toMatchObject({ user: { name: 'alice' } })
    expect((await alice.get('/console/jobs/export?format=json')).json).toMatchObject([
      { user: 'operator', attempt: 2, ranAs: 'alice' },
    ])
    expect((await alice.get('/console/jobs/export?format=csv')).text).toMatch(/,ranAs,.*\r\n.*,alice,/s)
  })

  test('a job that can go on by itself cannot be taken over', async () => {
    const { world, signedIn, alice, share } = await setUp()
    world.clock.hold()
    const operator = await signedIn('operator')
    const id = (await share(operator)).json.job_id
    const refused = await alice.call('POST', `/console/jobs/${id}/take-over`)
    expect(refused).toMatchObject({ status: 409, json: { code: 'CONSOLE.ABLE' } })
    world.clock.release()
    await world.runner.idle()
    expect((await alice.call('POST', `/console/jobs/${id}/take-over`)).json.code).toBe('CONSOLE.ENDED')
    expect((await alice.call('POST', `/console/jobs/none/take-over`)).status).toBe(404)
  })
})

describe('signing out', () => {
  test('signing out asks what becomes of the user’s own jobs, and of no others', async () => {
    const { world, signedIn, alice, share, images } = await setUp()
    world.clock.hold()
    const operator = await signedIn('operator')
    await share(operator)
    await share(operator, { images: [images[1]] })
    expect((await operator.get('/console/session/jobs')).json).toEqual({ open: 2 })
    expect((await alice.get('/console/session/jobs')).json).toEqual({ open: 0 })
  })

  test('signing out lets jobs finish unless told otherwise, and revokes the page’s own token', async () => {
    const { world, alice, share, untilStatus } = await setUp()
    const { token } = await world.tokenFor('operator')
    const operator = browserOf(world)
    await operator.call('POST', '/console/sign-in', { method: 'token', token })
    world.clock.hold()
    const id = (await share(operator)).json.job_id
    await operator.call('DELETE', '/console/session')
    await expect(world.driver.identify(token)).rejects.toMatchObject({ status: 401 })
    world.clock.release()
    await world.runner.idle()
    expect(await untilStatus(alice, id, 'succeeded')).toMatchObject({ actor: { name: 'operator' } })
  })

  test('signing out pauses jobs when told so: they wait for this user’s next sign-in only', async () => {
    const { world, signedIn, alice, share, jobOf, untilStatus } = await setUp()
    world.clock.hold()
    const operator = await signedIn('operator')
    const id = (await share(operator, { projects: ['fault-slow'] })).json.job_id
    expect((await operator.call('DELETE', '/console/session?jobs=pause')).status).toBe(200)
    await untilStatus(alice, id, 'waiting')
    await signedIn('alice')
    expect((await jobOf(alice, id)).status).toBe('waiting')
    world.clock.release()
    await signedIn('operator')
    await world.runner.idle()
    expect(await jobOf(alice, id)).toMatchObject({ status: 'succeeded', actor: { name: 'operator' } })
  })

  /* A page that was left alone for half an hour, or whose user was deleted, still paused that user's jobs. */
  test('a session that has ended, or whose user was deleted, pauses no job', async () => {
    const { world, signedIn, share, jobOf, alice, remove } = await setUp()
    world.clock.hold()
    const operator = await signedIn('operator')
    const id = (await share(operator, { projects: ['fault-slow'] })).json.job_id
    world.clock.advance(31 * MINUTE)
    expect((await operator.call('DELETE', '/console/session?jobs=pause')).status).toBe(401)
    await alice.signIn('alice')
    expect((await jobOf(alice, id)).status).toBe('running')
    const again = await signedIn('operator')
    await remove('operator')
    world.clock.advance(MINUTE)
    expect((await again.call('DELETE', '/console/session?jobs=pause')).status).toBe(401)
    expect((await again.call('DELETE', '/console/session')).status).toBe(200)
  })

  test('signing out refuses an unknown choice', async () => {
    const { alice } = await setUp()
    expect((await alice.call('DELETE', '/console/session?jobs=burn')).status).toBe(400)
    expect((await alice.get('/console/settings')).status).toBe(200)
  })

  test('jobs that are to finish after a sign-out do so after a restart too', async (context) => {
    const dataDir = newFolder(context)
    const first = await setUp({ dataDir })
    first.world.clock.hold()
    const operator = await first.signedIn('operator')
    const id = (await first.share(operator, { projects: ['fault-slow'] })).json.job_id
    await operator.call('DELETE', '/console/session')
    const { clock } = first.world
    await first.world.close()
    clock.release()
    const second = await setUp({ dataDir, clock })
    await second.world.runner.idle()
    expect(await second.jobOf(second.alice, id)).toMatchObject({
      status: 'succeeded',
      actor: { name: 'operator' },
    })
  })
})

describe('a user who was deleted at the cloud', () => {
  /* A dismissed user shared images until midnight: a session was believed for its twelve hours. */
  test('a deleted user gets no data and changes nothing a minute later', async () => {
    const { world, signedIn, share, remove } = await setUp()
    const alice = await signedIn('alice')
    const { token } = await world.tokenFor('alice')
    const header = { 'x-auth-token': token }
    expect((await browserOf(world).get('/console/settings', header)).status).toBe(200)
    const viewer = await signedIn('viewer')
    await remove('alice')
    world.clock.hold()
    world.clock.advance(MINUTE)
    const entry = { id: 'abc', name: 'Mine', accountId: '', owner: '', notes: '', groups: [] }
    for (const headers of [{}, header]) {
      expect((await alice.get('/console/jobs', headers)).status).toBe(401)
      expect((await alice.get('/console/jobs/changes?since=0', headers)).status).toBe(401)
      expect((await alice.call('PUT', '/console/recipients/abc', entry, headers)).status).toBe(401)
      expect(
        (await alice.call('POST', '/console/recipients/import', { entries: [entry] }, headers)).status,
      ).toBe(401)
      expect((await share(alice, {}, headers)).status).toBe(401)
    }
    expect((await viewer.get('/console/recipients')).text).not.toContain('Mine')
    expect((await viewer.get('/console/jobs')).json.jobs).toEqual([])
  })

  /* Reading members takes minutes; a plan was sent to a user who was deleted meanwhile. */
  test.each([
    ['POST', '/console/plan'],
    ['POST', '/console/shares'],
  ])('a deleted user gets no answer that took a minute to make: %s %s', async (method, path) => {
    const { world, signedIn, remove, images } = await setUp()
    const alice = await signedIn('alice')
    const { listMembers } = world.driver
    world.clock.hold()
    world.clock.advance(MINUTE - 1000)
    expect((await alice.get('/console/recipients')).status).toBe(200)
    world.driver.listMembers = async (...asked) => {
      const members = await listMembers(...asked)
      await remove('alice').catch(() => {})
      world.clock.advance(1000)
      return members
    }
    const body = { action: 'share', images: [images[0]], projects: ['ab'.repeat(16)] }
    const { text } = await alice.call(method, path, body)
    expect(text).toContain('"status":401')
    expect(text).not.toContain(images[0])
  })

  test('a deleted user sends no changes, though the image service still takes the token', async () => {
    const { world, signedIn, share, remove, untilStatus } = await setUp({ flavour: 'glance' })
    const viewer = await signedIn('viewer')
    const alice = await signedIn('alice')
    world.clock.hold()
    const projects = Array.from({ length: 60 }, (_, n) => n.toString(16).padStart(32, 'f'))
    const id = (await share(alice, { projects }, { 'x-make-shared': '1' })).json.job_id
    await remove('alice')
    expect(await untilStatus(viewer, id, 'waiting')).toMatchObject({
      problem: { message: expect.stringContaining('Waits for alice to sign in') },
    })
  })
})
