import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints'
import { browserOf } from '#testing/browser-client'
import { newEntry } from '#testing/new-entry'
import { openWorld } from '#testing/open-world'

/* Whatever is asked for, secrets stay in the gateway and everything else stays in its project. */

async function setUp(onLog?: (line: string) => void) {
  const world = await openWorld(onLog ? { onLog } : {})
  return { world, browser: browserOf(world) }
}

test('no password and no token is in any answer, error, export or line of the log', async () => {
  const lines: string[] = []
  const { world, browser } = await setUp((line) => lines.push(line))
  const told: string[] = []
  const tell = async (answer: Promise<{ text: string; headers: Headers }>) => {
    const { text, headers } = await answer
    told.push(text, JSON.stringify([...headers].filter(([name]) => name !== 'set-cookie')))
  }
  await tell(browser.signIn('operator', { password: 'wrong-s3cret' }))
  const { token } = await world.tokenFor('operator')
  await tell(browser.call('POST', '/console/sign-in', { method: 'token', token }))
  const { images } = (await browser.get('/console/images')).json
  const own = images.find((image: { obstacle: unknown }) => !image.obstacle)
  const body = { images: [own.id], projects: ['ab'.repeat(16), 'fault-401', 'fault-pair'] }
  const { job_id: id } = (await browser.call('POST', '/v1/cloudimages/members', body)).json
  await world.runner.idle()
  for (const address of [
    'settings',
    'jobs',
    `jobs/${id}`,
    `jobs/${id}/pairs`,
    `jobs/${id}/evidence`,
    'jobs/export?format=json',
    'session/projects',
    'images',
  ])
    await tell(browser.get(`/console/${address}`))
  // Calls that are refused: a bad token, a bad body, an address that does not exist.
  await tell(browser.get('/console/jobs', { 'x-auth-token': `${token}x` }))
  await tell(browser.call('POST', '/console/sign-in', { method: 'password', password: 'wrong-s3cret' }))
  await tell(browser.get(`/console/${encodeURIComponent(token).slice(0, 200)}`))
  expect(lines.length).toBeGreaterThan(5)
  for (const text of [...told, ...lines]) {
    expect(text).not.toContain('wrong-s3cret')
    expect(text).not.toContain(token.slice(0, 60))
  }
})

test('nobody sees what belongs to another project, by any address', async () => {
  const { world, browser } = await setUp()
  await browser.signIn('operator')
  const { images } = (await browser.get('/console/images')).json
  const own = images.find((image: { obstacle: unknown }) => !image.obstacle)
  const body = { images: [own.id], projects: ['ab'.repeat(16)] }
  const { job_id: job } = (
    await browser.call('POST', '/v1/cloudimages/members', body, { 'idempotency-key': 'k1' })
  ).json
  await world.runner.idle()
  await browser.call('PUT', '/console/recipients/abc', newEntry('abc', { name: 'Mine' }))
  const other = browserOf(world)
  await other.signIn('tenant', { project: 'tenant-001' })
  for (const { method, path: pattern } of Object.values(endpoints)) {
    if (/sign-in|session|members$/.test(pattern) || method === 'PUT') continue
    const address = pattern
      .replace('{id}', job)
      .replace('{key}', 'k1')
      .replace(`/recipients/${job}`, '/recipients/abc')
    const filled = {
      fingerprint: '',
      reason: '',
      ...body,
      action: 'unshare',
      entries: [],
      keyId: own.id,
      accounts: [],
    }
    const { status, text } = await other.call(method, address, method === 'GET' ? undefined : filled)
    expect(text, address).not.toContain(own.name)
    expect(text, address).not.toContain(job)
    expect(text, address).not.toContain('Mine')
    if (address.includes(job) || address.includes('k1'))
      expect({ address, status }).toEqual({ address, status: 404 })
  }
  expect((await browser.get('/console/recipients')).text).toContain('Mine')
})
