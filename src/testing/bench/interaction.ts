import type { Browser, Locator, Page } from 'playwright'
import type { JobChanges } from '#contract/job'
import type { RecipientList } from '#contract/recipient'
import { jobSummary } from '../job-summary.ts'
import { median, ms, quantile, report } from './stats.ts'

type Prepare = (page: Page) => Promise<void>

/** Lets a page know `count` projects: more than the embedded cloud has. */
export const withProjects =
  (count: number): Prepare =>
  async (page) => {
    const recipients = Array.from({ length: count }, (_, n) => ({
      id: `a${n.toString(16).padStart(31, '0')}`,
      name: `tenant-${String(n).padStart(5, '0')}-${['prod', 'test', 'dev'][n % 3]}`,
      accountId: '',
      owner: '',
      notes: '',
      groups: [],
      sources: ['account' as const],
      firstUsedAt: null,
      lastUsedAt: null,
      written: null,
    }))
    await page.route('**/console/recipients', (route) =>
      route.fulfill({ json: { recipients, nextCursor: null } satisfies RecipientList }),
    )
  }

/**
 * Opens the share form on a machine 4× slower. In the page, `__paint(event)` resolves with the time from the next
 * event of that type to the paint after it: the frame that shows the effect has been produced when a message posted
 * from its animation frame arrives.
 */
async function openForm(browser: Browser, url: string, prepare?: Prepare): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await prepare?.(page)
  const cdp = await page.context().newCDPSession(page)
  await page.goto(`${url}/share`)
  await page.getByRole('combobox', { name: 'Images' }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    const w = window as unknown as { __paint: (type: string) => Promise<number> }
    w.__paint = (type) =>
      new Promise((resolve) => {
        const seen = () => {
          const start = performance.now()
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now() - start)
            port2.postMessage(0)
          })
        }
        window.addEventListener(type, seen, { capture: true, once: true })
      })
  })
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  return page
}

/** Listens first, then acts: sent side by side, the event might overtake its listener, and the wait never end. */
async function paintAfter(page: Page, type: string, act: () => Promise<void>): Promise<number> {
  const time = await page.evaluateHandle((t) => {
    const { __paint } = window as unknown as { __paint: (type: string) => Promise<number> }
    return { time: __paint(t) }
  }, type)
  await act()
  return time.evaluate((held) => held.time)
}

/** Opening, typing and selecting all in a picker of `count` options. */
export async function benchPicker(
  browser: Browser,
  url: string,
  { name, count, prepare }: { name: 'Images' | 'Projects'; count: number; prepare?: Prepare },
) {
  // The gateway reads the members of every shared image once; that is not the picker's time.
  await (await fetch(`${url}/console/images`, { headers: { 'x-console': '1' } })).text()
  const page = await openForm(browser, url, prepare)
  const combobox = page.getByRole('combobox', { name })
  const opens: number[] = []
  for (let i = 0; i < 7; i++) {
    opens.push(await paintAfter(page, 'click', () => combobox.click()))
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
  }
  await combobox.click()
  await page.getByRole('option').first().waitFor()
  const keys = await timeKeys(page, combobox)
  await combobox.fill('')
  const all = page.getByRole('button', { name: /^Select all/ })
  await all.waitFor()
  const selectAll = await paintAfter(page, 'click', () => all.click())
  await page.context().close()
  report(`${name}, ${count.toLocaleString('en')}: open`, ms(median(opens)), '≤ 170 ms')
  report('  key press → paint, median', ms(median(keys)))
  report('  key press → paint, p95', ms(quantile(keys, 0.95)), '≤ 60 ms')
  report('  select all matches', ms(selectAll), '≤ 190 ms')
}

const JOBS = 1000

/** Lets a page have 1,000 jobs in its live list: jobs that nobody has seen the end of stay there. */
const withJobs: Prepare = async (page) => {
  const failed = { status: 'failed', pairs: { failed: 480, done: 0 } } as const
  const jobs = Array.from({ length: JOBS }, (_, n) =>
    jobSummary({ ...failed, id: `job-${n}`, reason: `CHG-${n} ubuntu`, endedAt: Date.now() }),
  )
  await page.route('**/console/jobs/changes*', (route) =>
    route.fulfill({ json: { jobs, cursor: 1, running: 0, failed: JOBS } satisfies JobChanges }),
  )
}

/** Opening and typing in Find over 10,000 images, 1,000 recipients and 1,000 jobs, beside the picker of the same images. */
export async function benchFind(browser: Browser, url: string) {
  const page = await openForm(browser, url, async (fresh) => {
    await withProjects(1000)(fresh)
    await withJobs(fresh)
  })
  const field = page.getByRole('combobox', { name: 'Find' })
  const option = page.getByRole('option').first()
  const opens: number[] = []
  for (let i = 0; i < 7; i++) {
    // What is timed is the second key.
    await page.keyboard.down('Control')
    opens.push(await paintAfter(page, 'keydown', () => page.keyboard.press('k')))
    await page.keyboard.up('Control')
    await option.waitFor()
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('Control+k')
  await option.waitFor()
  const keys = await timeKeys(page, field)
  await page.keyboard.press('Escape')
  const picker = page.getByRole('combobox', { name: 'Images' })
  await picker.click()
  await option.waitFor()
  const ofPicker = median(await timeKeys(page, picker))
  await page.context().close()
  report('Find, 10,000 images, 1,000 recipients, 1,000 jobs: open', ms(median(opens)))
  report('  key press → paint, median', ms(median(keys)), `≤ 1.5 × the picker: ${ms(1.5 * ofPicker)}`)
  report('  key press → paint, p95', ms(quantile(keys, 0.95)))
}

/** The times of some keys in a field whose list is open. */
async function timeKeys(page: Page, field: Locator): Promise<number[]> {
  const keys: number[] = []
  for (const key of 'ubuntu prod 24 tenant base') {
    keys.push(await paintAfter(page, 'keydown', () => page.keyboard.press(key === ' ' ? 'Space' : key)))
    if (keys.length % 6 === 0) {
      await field.fill('')
      await page.getByRole('option').first().waitFor()
    }
  }
  return keys
}

/** A paste of 100,000 lines, as the clipboard gives it, into the paste field. */
export async function benchPaste(browser: Browser, url: string) {
  const first: number[] = []
  const complete: number[] = []
  const keys: number[] = []
  const longest: number[] = []
  for (let round = 0; round < 5; round++) {
    const page = await openForm(browser, url)
    const field = page.getByRole('textbox', { name: 'Paste project IDs' })
    await field.focus()
    const times = await field.evaluate(async (element) => {
      const hex = (n: number) => n.toString(16).padStart(32, '0')
      const lines = Array.from({ length: 100_000 }, (_, i) => hex(i * 2_654_435_761))
      const data = new DataTransfer()
      data.setData('text/plain', lines.join('\n'))
      // Making the text is no part of the paste: its task ends before any is counted.
      await new Promise((resolve) => setTimeout(resolve))
      const tasks: number[] = []
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration)
      }).observe({ entryTypes: ['longtask'] })
      const start = performance.now()
      const settled = new Promise<number>((resolve) => {
        const watch = new MutationObserver(() => {
          if (!/100[,.\s]?000/.test(document.querySelector('[data-verdicts]')?.textContent ?? '')) return
          watch.disconnect()
          resolve(performance.now() - start)
        })
        watch.observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        })
      })
      element.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      )
      const paint = await new Promise<number>((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(performance.now() - start)
          port2.postMessage(0)
        }),
      )
      const done = await settled
      return { paint, done, tasks }
    })
    first.push(times.paint)
    complete.push(times.done)
    longest.push(Math.max(0, ...times.tasks))
    const reason = page.getByRole('textbox', { name: 'Reason' })
    await reason.focus()
    for (const key of 'CHG-1') keys.push(await paintAfter(page, 'keydown', () => page.keyboard.press(key)))
    await page.context().close()
  }
  report('paste of 100,000 lines: first paint', ms(median(first)), '≤ 110 ms')
  report('  complete verdict table', ms(median(complete)), '≤ 300 ms')
  report('  longest task', ms(Math.max(...longest)), '≤ 200 ms')
  report('  slowest key afterwards', ms(Math.max(...keys)), '≤ 50 ms')
}
