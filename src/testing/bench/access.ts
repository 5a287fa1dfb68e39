import type { Browser, Page } from 'playwright'
import { serveLargeAccess } from '../large-access.ts'
import { median, ms, quantile, report } from './stats.ts'

const SIZE = { images: 10_000, recipients: 1_000 }

/**
 * The matrix of ten million pairs: how soon its first rows are there and all are read, what a scroll step costs beside one of a
 * canvas alone in the same page, and what a filter, a selection and the list cost.
 */
export async function benchAccess(browser: Browser, url: string) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await serveLargeAccess(page, SIZE)
  const began = performance.now()
  await page.goto(`${url}/access`)
  const grid = page.getByRole('grid')
  await grid.getByRole('rowheader').first().waitFor()
  report('10,000 × 1,000: first row', ms(performance.now() - began))
  await page.getByText(/images read$/).waitFor({ state: 'detached' })
  report('  all rows', ms(performance.now() - began))
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  report('  memory of the page', `${(usedSize / 1e6).toFixed(0)} MB`, '≤ 150 MB')
  await benchScroll(page)
  await grid.getByRole('gridcell').focus()
  const select = performance.now()
  await page.keyboard.press('Control+a')
  await page.getByRole('region', { name: 'Selection' }).waitFor()
  report('  all selected, and counted', ms(performance.now() - select))
  const filter = performance.now()
  await page.getByRole('combobox', { name: 'Status' }).selectOption('rejected')
  await page.getByText('0 accepted').waitFor()
  report('  a filter by status', ms(performance.now() - filter))
  await page.context().close()
}

async function benchScroll(page: Page) {
  const times = await page.evaluate(async () => {
    const frame = () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve()
          port2.postMessage(0)
        }),
      )
    /** Jumps, one a frame, and how long each takes to be seen. */
    const jumps = async (box: Element) => {
      const taken: number[] = []
      for (let at = 1; at <= 60; at++) {
        await frame()
        const start = performance.now()
        box.scrollTop = at * 1777
        box.scrollLeft = (at * 331) % 9000
        await frame()
        taken.push(performance.now() - start)
      }
      return taken
    }
    const matrix = document.querySelector('[role=grid]')?.parentElement?.parentElement
    if (!matrix) throw new Error('There is no matrix.')
    const bare = document.createElement('div')
    const { clientWidth: width, clientHeight: height } = matrix
    bare.style.cssText = `position: fixed; inset: 0 auto auto 0; z-index: 999; overflow: auto; width: ${width}px; height: ${height}px`
    const space = document.createElement('div')
    space.style.cssText = `width: ${matrix.scrollWidth}px; height: ${matrix.scrollHeight}px`
    const canvas = document.createElement('canvas')
    canvas.style.cssText = 'position: sticky; top: 0; left: 0; display: block'
    Object.assign(canvas, { width, height })
    space.append(canvas)
    bare.append(space)
    const context = canvas.getContext('2d')
    const colours = ['#0a5b73', '#c2bfb5', '#6d7f85', '#ffffff']
    bare.onscroll = () => {
      context?.clearRect(0, 0, width, height)
      for (let y = -(bare.scrollTop % 18); y < height; y += 18)
        for (let x = -(bare.scrollLeft % 14); x < width; x += 14) {
          const colour =
            Math.round((y + bare.scrollTop) / 18) * 7 + Math.round((x + bare.scrollLeft) / 14) * 3
          if (context) context.fillStyle = colours[colour % 4] ?? ''
          context?.fillRect(x, y, 12.5, 16.5)
        }
    }
    const taken: { bare: number[]; page: number[] } = { bare: [], page: [] }
    for (let round = 0; round < 3; round++) {
      document.body.append(bare)
      taken.bare.push(...(await jumps(bare)))
      bare.remove()
      taken.page.push(...(await jumps(matrix)))
    }
    return taken
  })
  const [bare, own] = [median(times.bare), median(times.page)]
  report('  a scroll step of a canvas alone', ms(bare))
  report('  a scroll step of the matrix', `${ms(own)}, p95 ${ms(quantile(times.page, 0.95))}`)
  report('  beside the canvas alone', `${(own / bare).toFixed(2)} ×`, '≤ 1.3 ×')
}
