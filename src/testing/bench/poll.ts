import type { Browser, CDPSession, Page } from 'playwright'
import { type JobChanges, type JobPage, type JobSummary, PANEL_JOBS } from '#contract/job'
import { POLL_MS } from './console.ts'
import { interleave, median, ms, ratio, report } from './stats.ts'

const JOBS = 1000
const CHANGED = 5
const POLLS = 6

const job = (n: number, revision: number): JobSummary => ({
  id: n.toString(16).padStart(32, '0'),
  revision,
  action: 'share',
  status: n < CHANGED ? 'running' : 'succeeded',
  reason: `CHG-${n}`,
  user: { id: '1'.repeat(32), name: 'operator' },
  actor: { id: '1'.repeat(32), name: 'operator' },
  imageCount: 50,
  projectCount: 256,
  firstImage: `ubuntu-24.04-base-v${n}`,
  pairs: {
    total: 12_800,
    waiting: 0,
    sent: 0,
    done: 12_800,
    unchanged: 0,
    impossible: 0,
    failed: 0,
    unconfirmed: 0,
    unsent: 0,
  },
  createdAt: 1_790_000_000_000 - n * 60_000,
  startedAt: 1_790_000_000_000 - n * 60_000,
  endedAt: n < CHANGED ? null : 1_790_000_000_000,
  problem: null,
  undoOf: null,
  attempt: 1,
  wishes: 12_800,
  undone: 0,
  stop: null,
  seen: false,
})

/** Answers for the gateway: 1,000 jobs, of which 5 have changed whenever somebody asks. Counts the polls. */
async function answerPolls(page: Page) {
  let cursor = JOBS
  let polls = 0
  await page.route(/\/console\/jobs\?/, (route) =>
    route.fulfill({
      json: {
        jobs: Array.from({ length: JOBS }, (_, n) => job(n, JOBS)),
        nextCursor: null,
      } satisfies JobPage,
    }),
  )
  await page.route('**/console/jobs/changes*', (route) => {
    const first = new URL(route.request().url()).searchParams.get('since') === '0'
    polls += 1
    cursor += CHANGED
    const jobs = Array.from({ length: first ? PANEL_JOBS : CHANGED }, (_, n) => job(n, cursor))
    return route.fulfill({ json: { jobs, cursor, running: CHANGED, failed: 0 } satisfies JobChanges })
  })
  return { polls: () => polls }
}

async function busy(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0) * 1000
}

async function open(browser: Browser, url: string) {
  // Without animations: what turns on the screen turns between polls too, and would be counted as theirs.
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  const cdp = await page.context().newCDPSession(page)
  const { polls } = await answerPolls(page)
  await page.goto(url)
  await cdp.send('Performance.enable')
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  /** Main thread time for each of the next polls. */
  const measure = async () => {
    const until = async (count: number) => {
      while (polls() < count) await page.waitForTimeout(50)
      // The answer's effects: half an interval is past every one of them.
      await page.waitForTimeout(POLL_MS / 2)
    }
    await until(polls() + 1)
    const [from, before] = [polls(), await busy(cdp)]
    await until(from + POLLS)
    return ((await busy(cdp)) - before) / (polls() - from)
  }
  return { page, measure }
}

/** Main thread time per poll while 1,000 jobs are listed and 5 change, against fetching and reading the same answer. */
export async function benchPoll(browser: Browser, url: string) {
  const app = await open(browser, `${url}/jobs`)
  await app.page.getByText('ubuntu-24.04-base-v7').first().waitFor()
  // A page of the same origin without any of the app.
  const alone = await open(browser, `${url}/healthz`)
  await alone.page.evaluate((every) => {
    setInterval(async () => (await fetch('/console/jobs/changes?since=1')).json(), every)
  }, POLL_MS)
  const times = await interleave(3, { alone: alone.measure, app: app.measure })
  await app.page.context().close()
  await alone.page.context().close()
  report('1,000 jobs, 5 changed: fetching alone, a poll', ms(median(times.alone)))
  report('  history and panel, a poll', ms(median(times.app)))
  report('  app ÷ fetching alone', ratio(median(times.app) / median(times.alone)), '≤ 1.3')
}
