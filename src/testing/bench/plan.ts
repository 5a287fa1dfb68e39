import type { Browser } from 'playwright'
import type { ImageList } from '#contract/image'
import { cover } from '#contract/rectangles'
import { packIds } from '../../app/plan/plan-address.ts'
import { median, ms, report } from './stats.ts'

const IMAGES = 50
const PROJECTS = 256
const ROUNDS = 9

/** A plan of 50 images × 256 projects: made by the gateway, cut into calls, drawn by a browser 4× slower. */
export async function benchPlan(browser: Browser, url: string) {
  const headers = { 'x-console': '1', 'content-type': 'application/json' }
  const list = (await (await fetch(`${url}/console/images`, { headers })).json()) as ImageList
  const images = list.images.filter((image) => !image.obstacle && !image.keyId).slice(0, IMAGES)
  const ids = images.map(({ id }) => id)
  const projects = Array.from({ length: PROJECTS }, (_, n) => `b${n.toString(16).padStart(31, '0')}`)
  const make = async (fresh: boolean) => {
    const body = JSON.stringify({ action: 'share', images: ids, projects, fresh })
    const start = performance.now()
    await (await fetch(`${url}/console/plan`, { method: 'POST', headers, body })).text()
    return performance.now() - start
  }
  const fresh: number[] = []
  const cached: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    fresh.push(await make(true))
    cached.push(await make(false))
  }
  report('every member read afresh', ms(median(fresh)), '≤ 300 ms')
  report('members read a moment ago', ms(median(cached)))
  report('12,800 random pairs cut into calls', ms(median(cutRandomPairs())), '≤ 50 ms')
  report(
    'picture drawn after the plan has come',
    ms(median(await drawn(browser, url, ids, projects))),
    '≤ 100 ms',
  )
}

function cutRandomPairs(): number[] {
  // Every second pair of a grid, by a generator of its own: the same pairs in every run.
  let seed = 1
  const random = () => {
    seed = (seed * 48271) % 2147483647
    return seed / 2147483647
  }
  return Array.from({ length: ROUNDS }, () => {
    const pairs = Array.from({ length: 2 * IMAGES * PROJECTS }, (_, n) => ({
      image: Math.floor(n / PROJECTS),
      project: n % PROJECTS,
    })).filter(() => random() < 0.5)
    const start = performance.now()
    cover(pairs, { images: 100, projects: 256 })
    return performance.now() - start
  })
}

/** From the last byte of the plan to the paint of its picture: parsing, checking, rendering and drawing. */
async function drawn(browser: Browser, url: string, images: string[], projects: string[]): Promise<number[]> {
  const search = new URLSearchParams({ images: packIds(images), projects: packIds(projects) })
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.addInitScript(() => {
      const w = window as unknown as { __drawn: Promise<number> }
      w.__drawn = new Promise((resolve) => {
        new MutationObserver((_, observer) => {
          if (!document.querySelector('canvas')?.style.width) return
          observer.disconnect()
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => {
              const [entry] = performance
                .getEntriesByType('resource')
                .filter(({ name }) => name.endsWith('/console/plan'))
              resolve(performance.now() - (entry as PerformanceResourceTiming).responseEnd)
            }
            port2.postMessage(0)
          })
        }).observe(document, { attributes: true, childList: true, subtree: true })
      })
    })
    await page.goto(`${url}/share?${search}`)
    times.push(await page.evaluate(() => (window as unknown as { __drawn: Promise<number> }).__drawn))
    await page.context().close()
  }
  return times
}
