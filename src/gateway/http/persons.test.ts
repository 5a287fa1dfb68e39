import { afterEach, describe, expect, test } from 'vitest'
import { browserOf } from '#testing/browser-client'
import { createWorld, type World, type WorldOptions } from '#testing/harness'
import { newFolder } from '#testing/new-folder'

/* Every act has its person: who may what is asked of the cloud, and what was done is told with the name of who did it. */

const MINUTE = 60_000
const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})

async function setUp(options: WorldOptions = {}) {
  const world = await createWorld({ demoSignIn: false, ...options })
  worlds.push(world)
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
  /** Lets time pass until the job is so. */
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
  /* A user whom the cloud refuses shared with success with a colleague's token, under his own name. */
  test('are those of who submitted it: the cloud refuses one, and the colleague’s job arrives', async () => {
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

  test('are named in the history, the evidence and every export when a colleague has taken over', async () => {
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

  test('are not to be had from a job that can go on by itself', async () => {
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
  test('asks what becomes of the user’s own jobs, and of no others', async () => {
    const { world, signedIn, alice, share, images } = await setUp()
    world.clock.hold()
    const operator = await signedIn('operator')
    await share(operator)
    await share(operator, { images: [images[1]] })
    expect((await operator.get('/console/session/jobs')).json).toEqual({ open: 2 })
    expect((await alice.get('/console/session/jobs')).json).toEqual({ open: 0 })
  })

  test('lets jobs finish unless told otherwise; the page’s own token is revoked', async () => {
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

  test('pauses them when told so: they wait for this user’s next sign-in, and for nobody else’s', async () => {
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

  /* A page that nobody was at for half an hour, or whose user was deleted, still paused that user's jobs. */
  test('pauses nothing for a session that has ended, or whose user the cloud does not know any more', async () => {
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

  test('refuses a choice that there is not', async () => {
    const { alice } = await setUp()
    expect((await alice.call('DELETE', '/console/session?jobs=burn')).status).toBe(400)
    expect((await alice.get('/console/settings')).status).toBe(200)
  })

  test('jobs that are to finish do so after a restart too', async (context) => {
    const dataDir = newFolder(context)
    const first = await setUp({ dataDir })
    first.world.clock.hold()
    const operator = await first.signedIn('operator')
    const id = (await first.share(operator, { projects: ['fault-slow'] })).json.job_id
    await operator.call('DELETE', '/console/session')
    const { clock } = first.world
    await worlds.pop()?.close()
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
  /* Somebody was dismissed at noon, and shared images until midnight: a session was believed for its twelve hours. */
  test('gets no data and changes nothing a minute later, by cookie and by header', async () => {
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

  /* Reading the members of a release takes minutes; its plan was told to somebody who was deleted in between. */
  test.each([
    ['POST', '/console/plan'],
    ['POST', '/console/shares'],
  ])('gets no answer that was a minute in the making: %s %s', async (method, path) => {
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

  test('sends no more changes a minute later, though the image service still believes the token', async () => {
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
