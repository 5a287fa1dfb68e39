import { expect, test } from 'vitest'
import { downloads } from '#contract/downloads'
import type { Endpoint } from '#contract/endpoint'
import { endpoints } from '#contract/endpoints'
import { clientOf } from '#testing/api-client'
import { browserOf } from '#testing/browser-client'
import { newEntry } from '#testing/new-entry'
import { openWorld } from '#testing/open-world'
import { jobCalls } from './routes/cloudimages.ts'

/*
 * Two tabs share one cookie. The operator fills in a share in the first one; in the second one the viewer
 * signs in. The first tab went on as the viewer: its polls brought the viewer's data under the operator's
 * name, and its share went out with rights that nobody at that page had asked for.
 */

/** A browser in which the operator has loaded a page; `page` is what that page sends with every call. */
async function setUp() {
  const world = await openWorld({ demoSignIn: false })
  const browser = browserOf(world)
  await browser.signIn('operator')
  const signedInAs: string = (await browser.get('/console/settings')).json.signedInAs
  const { images } = (await browser.get('/console/images')).json
  const own = images.find((image: { obstacle: unknown }) => !image.obstacle)
  return { world, browser, page: { 'x-signed-in-as': signedInAs }, image: own.id as string }
}

/** Calls that ask or say who is signed in: they have to work for anybody. */
const WHO_IS_IT = ['signInInfo', 'signIn']

const bodyFor = (image: string) => ({
  images: [image],
  projects: ['ab'.repeat(16)],
  project_id: 'p',
  status: 'accepted',
  action: 'share',
  keyId: image,
  accounts: ['a'],
  entries: [],
  fingerprint: '',
  reason: '',
  ...newEntry('abc'),
  projectId: 'p',
})

test('every call of a page is refused once somebody else has signed in, and does nothing', async () => {
  const { world, browser, page, image } = await setUp()
  await browser.signIn('viewer')
  const calls: Record<string, Endpoint> = { ...endpoints, ...jobCalls }
  for (const [name, { method, path }] of Object.entries(calls)) {
    if (WHO_IS_IT.includes(name)) continue
    const address = path.replace(/\{\w+\}/g, 'abc')
    const body = method === 'GET' ? undefined : bodyFor(image)
    const { status, text } = await browser.call(method, address, body, page)
    expect({ name, status }).toEqual({ name, status: 409 })
    expect(text).toContain('CONSOLE.OTHER_SESSION')
    expect(text).toContain('viewer in golden-images')
  }
  for (const { path } of Object.values(downloads)) {
    const query = new URLSearchParams({ format: 'csv', 'signed-in-as': page['x-signed-in-as'] })
    const address = `${path.replace('{id}', 'abc')}?${query}`
    const { status } = await browser.get(address, { 'x-console': '' })
    expect({ address, status }).toEqual({ address, status: 409 })
  }
  // The viewer is still signed in, in the same project, and nothing was made.
  expect((await browser.get('/console/settings')).json).toMatchObject({
    user: { name: 'viewer' },
    project: { name: 'golden-images' },
  })
  expect((await browser.get('/console/jobs')).json.jobs).toEqual([])
  expect((await browser.get('/console/recipients')).text).not.toContain('Mine')
  await world.runner.idle()
})

test('the same user in another project counts as somebody else', async () => {
  const { browser, page } = await setUp()
  const { projects } = (await browser.get('/console/session/projects')).json
  const other = projects.find(({ name }: { name: string }) => name === 'acme-prod')
  expect((await browser.call('PUT', '/console/session', { projectId: other.id }, page)).status).toBe(200)
  const { status, json } = await browser.get('/console/images', page)
  expect({ status, detail: json.detail }).toMatchObject({
    status: 409,
    detail: expect.stringContaining('operator in acme-prod'),
  })
})

test('the same user in the same project goes on after another sign-in', async () => {
  const { browser, page } = await setUp()
  await browser.signIn('viewer')
  await browser.call('DELETE', '/console/session')
  await browser.signIn('operator')
  expect((await browser.get('/console/images', page)).status).toBe(200)
  expect((await browser.get('/console/jobs/export?format=csv', page)).status).toBe(200)
})

test('every answer with data says whose it is', async () => {
  const { browser, page, image } = await setUp()
  const plan = { action: 'share', images: [image], projects: ['ab'.repeat(16)] }
  for (const { headers } of [
    await browser.get('/console/images'),
    await browser.get('/console/jobs/none'),
    await browser.call('POST', '/console/plan', plan),
  ])
    expect(headers.get('x-signed-in-as')).toBe(page['x-signed-in-as'])
})

test('a call with a token is checked against the header as well, and needs none', async () => {
  const { world, page } = await setUp()
  const viewer = clientOf(world, (await world.tokenFor('viewer')).token)
  expect((await viewer.get('/console/images')).status).toBe(200)
  expect((await viewer.get('/console/images', page)).status).toBe(409)
  const operator = clientOf(world, (await world.tokenFor('operator')).token)
  expect((await operator.get('/console/images', page)).status).toBe(200)
})

test('the header of a page reveals neither the user nor the project', async () => {
  const { browser, page } = await setUp()
  const { user, project } = (await browser.get('/console/settings')).json
  expect(page['x-signed-in-as']).toMatch(/^[\w-]{22}$/)
  expect(page['x-signed-in-as']).not.toContain(user.id.slice(0, 6))
  expect(page['x-signed-in-as']).not.toContain(project.id.slice(0, 6))
})
