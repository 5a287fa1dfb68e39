import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import react from '@vitejs/plugin-react'
import type { Browser } from 'playwright'
import { build } from 'vite'
import { interleave, kB, median, ms, ratio, report } from './stats.ts'

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

/** Builds the floor page and serves it, brotli like the app's, in front of the same API. */
async function serveFloor(api: string) {
  const dist = await mkdtemp(path.join(tmpdir(), 'floor-'))
  const root = path.join(import.meta.dirname, 'floor')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: dist, emptyOutDir: true, chunkSizeWarningLimit: 1000 },
  })
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  const fetchFile = async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/console/')) return fetch(api + pathname, { headers: request.headers })
    const name = pathname.startsWith('/assets/') ? pathname : '/index.html'
    const body = files.get(name) ?? new Uint8Array(brotliCompressSync(await readFile(dist + name)))
    files.set(name, body)
    return new Response(body, {
      headers: { 'content-type': TYPES[path.extname(name)] ?? '', 'content-encoding': 'br' },
    })
  }
  const server = serve({ fetch: fetchFile, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close()
      await rm(dist, { recursive: true })
    },
  }
}

type Load = { usable: number; firstPaint: number; bytes: number; requests: number }

/** One cold load on a phone-like machine: 4× slower, 10 Mbit/s, 40 ms. Usable: the picker can be typed into. */
async function load(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: (10 * 1024 * 1024) / 8,
    uploadThroughput: (10 * 1024 * 1024) / 8,
  })
  const code = new Set<string>()
  let bytes = 0
  let requests = 0
  cdp.on('Network.responseReceived', ({ requestId, type }) => {
    requests++
    if (type === 'Script' || type === 'Stylesheet') code.add(requestId)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (code.has(requestId)) bytes += encodedDataLength
  })
  await page.goto(`${url}/share`, { waitUntil: 'commit' })
  const submit = page.getByRole('button', { name: /^Share/ })
  await page.getByRole('combobox', { name: 'Images' }).waitFor()
  await submit.waitFor()
  const [usable, firstPaint] = await page.evaluate(() => [
    performance.now(),
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  ])
  await context.close()
  return { usable: usable ?? Number.NaN, firstPaint: firstPaint ?? Number.NaN, bytes, requests }
}

/** The first screen against the floor: bytes of code, time until usable, first paint, requests. */
export async function benchFirstScreen(browser: Browser, appUrl: string) {
  const floor = await serveFloor(appUrl)
  const seen: Record<'app' | 'floor', Load[]> = { app: [], floor: [] }
  const once = (which: 'app' | 'floor', url: string) => async () => {
    const result = await load(browser, url)
    seen[which].push(result)
    return result.usable
  }
  const usable = await interleave(9, { floor: once('floor', floor.url), app: once('app', appUrl) })
  await floor.close()
  const of = (which: 'app' | 'floor', key: keyof Load) => median(seen[which].map((l) => l[key]))
  report('code before the form is usable, floor', kB(of('floor', 'bytes')))
  report('code before the form is usable, app', kB(of('app', 'bytes')), '≤ 190 kB')
  report('  app ÷ floor', ratio(of('app', 'bytes') / of('floor', 'bytes')), '≤ 1.15')
  report('usable form, floor', ms(median(usable.floor)))
  report('usable form, app', ms(median(usable.app)))
  report('  app ÷ floor', ratio(median(usable.app) / median(usable.floor)), '≤ 1.2')
  report('first paint, app ÷ floor', ratio(of('app', 'firstPaint') / of('floor', 'firstPaint')))
  report('requests before the form is usable, app', String(of('app', 'requests')), '≤ 6')
}
