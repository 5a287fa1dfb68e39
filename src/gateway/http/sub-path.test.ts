import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { browserOf } from '#testing/browser-client'
import { newFolder } from '#testing/new-folder'
import { openWorld } from '#testing/open-world'
import { readFiles, serveFile } from './static.ts'

/*
 * The story: below a path, as https://tools.example.com/images/, the console was its logo for ever: the page asked for its
 * files, and would have asked for its data, at the root of the host.
 */

const ORIGIN = 'https://tools.example.com'
const publicUrl = new URL(`${ORIGIN}/images/`)

async function openBrowser() {
  const world = await openWorld({ demoSignIn: false, door: { publicUrl } })
  return { ...browserOf(world, { origin: ORIGIN }), app: world.app }
}

describe.each([
  ['leaves the path on', '/images'],
  ['takes the path off', ''],
  ['takes off all but the last slash', '/'],
])('behind a proxy that %s', (_, prefix) => {
  test('somebody signs in, reads, and saves a file', async () => {
    const browser = await openBrowser()
    const form = { method: 'password', user: 'operator', domain: 'demo', password: 'operator', passcode: '' }
    const signIn = await browser.call('POST', `${prefix}/console/sign-in`, {
      ...form,
      project: 'golden-images',
    })
    expect(signIn.json).toEqual({ next: 'nothing' })
    expect((await browser.get(`${prefix}/console/settings`)).json.user.name).toBe('operator')
    const saved = await browser.app.request(`${ORIGIN}${prefix}/console/jobs/export?format=csv`, {
      headers: { cookie: browser.cookie() ?? '', 'sec-fetch-site': 'same-origin' },
    })
    expect([saved.status, saved.headers.get('content-disposition')]).toEqual([
      200,
      expect.stringContaining('.csv'),
    ])
  })

  test('the API and the probes answer', async () => {
    const browser = await openBrowser()
    expect((await browser.get(`${prefix}/healthz`)).status).toBe(200)
    expect((await browser.get(`${prefix}/openapi.json`)).json.servers).toEqual([{ url: `${ORIGIN}/images` }])
    expect((await browser.get(`${prefix}/v1/cloudimages/job/1`)).status).toBe(401)
    expect((await browser.call('POST', `${prefix}/v3/auth/tokens`, {})).status).toBe(400)
  })
})

test('without an address of its own the API says no server: it is where its description is', async () => {
  const world = await openWorld()
  expect((await browserOf(world).get('/openapi.json')).json).not.toHaveProperty('servers')
})

test('a path that only begins alike is another one', async () => {
  const browser = await openBrowser()
  expect((await browser.get('/images-of-others/healthz')).status).toBe(404)
})

test('two consoles on one host do not sign each other out', async () => {
  const names = ['/images/', '/lab/images/', '/'].map(async (pathname) => {
    const world = await openWorld({ door: { publicUrl: new URL(pathname, ORIGIN) } })
    const { headers } = await browserOf(world, { origin: ORIGIN }).signIn('operator')
    return headers.get('set-cookie')?.replace(/=[\w-]{43};/, ';')
  })
  const rest = 'Path=/; HttpOnly; Secure; SameSite=Strict'
  expect(await Promise.all(names)).toEqual([
    `__Host-image-share-images; ${rest}`,
    `__Host-image-share-lab-images; ${rest}`,
    `__Host-image-share; ${rest}`,
  ])
})

describe('the page', () => {
  const PAGE = readFileSync(path.join(import.meta.dirname, '../../../index.html'), 'utf8')
  const appAt = (basePath: string) => {
    const folder = newFolder({ onTestFinished })
    writeFileSync(path.join(folder, 'index.html'), PAGE)
    const files = readFiles(folder, basePath)
    return (pathname: string, headers: Record<string, string> = {}) =>
      serveFile(files, pathname, new Request(ORIGIN, { headers: { accept: 'text/html', ...headers } }))
  }
  const bytesOf = async (answer: Response | null) =>
    Buffer.from(await (answer ?? new Response()).arrayBuffer())

  test('says where the console is, whichever page is asked for, and however it is compressed', async () => {
    const ask = appAt('/images/')
    for (const pathname of ['/', '/jobs/abc', '/share']) {
      const html = String(await bytesOf(ask(pathname)))
      expect(html.match(/<base [^>]*>/g)).toEqual(['<base href="/images/" />'])
      const br = await bytesOf(ask(pathname, { 'accept-encoding': 'br' }))
      expect(String(brotliDecompressSync(br))).toBe(html)
      expect(String(gunzipSync(await bytesOf(ask(pathname, { 'accept-encoding': 'gzip' }))))).toBe(html)
    }
  })

  test('is another one to a cache when the path changes', () => {
    const etag = (basePath: string) => appAt(basePath)('/')?.headers.get('etag')
    expect(etag('/images/')).not.toBe(etag('/'))
    expect(etag('/images/')).toBe(etag('/images/'))
  })
})
