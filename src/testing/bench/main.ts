import { chromium } from 'playwright'
import { BROWSER_ARGS, findBrowser } from '../browser.ts'
import { benchAccess } from './access.ts'
import { type BenchConsole, startConsole } from './console.ts'
import { benchExport } from './export.ts'
import { benchFirstScreen } from './first-screen.ts'
import { benchGateway } from './gateway.ts'
import { benchFind, benchPaste, benchPicker, withProjects } from './interaction.ts'
import { benchOpenstack } from './openstack.ts'
import { benchPauses } from './pauses.ts'
import { benchPlan } from './plan.ts'
import { benchPoll } from './poll.ts'
import { benchRun } from './run.ts'
import { benchStore } from './store.ts'

/**
 * `npm run bench`: figures and ratios beside their targets; `npm run bench -- paste run` makes only those. It judges
 * nothing: machines differ by more than the targets do.
 */

/** Runs a bench in a browser on a console with a world of `images` images. */
const inBrowser =
  (
    images: number,
    bench: (browser: Awaited<ReturnType<typeof chromium.launch>>, url: string) => Promise<void>,
  ) =>
  async () => {
    const server: BenchConsole = await startConsole({ images })
    const browser = await chromium.launch({ executablePath: findBrowser(), args: [...BROWSER_ARGS] })
    try {
      await bench(browser, server.url)
    } finally {
      await browser.close()
      await server.stop()
    }
  }

const BENCHES: Record<string, { title: string; run: () => Promise<void> }> = {
  'first-screen': {
    title: 'First screen, 4× slower, 10 Mbit/s, 40 ms',
    run: inBrowser(60, benchFirstScreen),
  },
  picker: {
    title: 'Pickers, 4× slower',
    run: inBrowser(10_000, async (browser, url) => {
      await benchPicker(browser, url, { name: 'Images', count: 10_000 })
      await benchPicker(browser, url, { name: 'Projects', count: 50_000, prepare: withProjects(50_000) })
    }),
  },
  find: { title: 'Find, 4× slower', run: inBrowser(10_000, benchFind) },
  paste: { title: 'Paste, 4× slower', run: inBrowser(60, benchPaste) },
  poll: { title: 'Live list, 4× slower', run: inBrowser(60, benchPoll) },
  access: { title: 'The matrix of who has what', run: inBrowser(60, benchAccess) },
  plan: { title: 'A plan of 50 images × 256 projects', run: inBrowser(200, benchPlan) },
  store: { title: 'A store of 1,000 jobs and 1,001,000 pairs', run: benchStore },
  export: { title: 'An export of 1,001,000 pairs, while others ask', run: benchExport },
  gateway: { title: 'The gateway between browser and cloud', run: benchGateway },
  pauses: { title: 'The longest pause of the gateway while one request is at its maximum', run: benchPauses },
  openstack: { title: 'A share of 12 images × 29 projects on the cloud of OS_*', run: benchOpenstack },
  run: { title: 'A job of 50 images × 256 projects on the embedded cloud', run: benchRun },
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !BENCHES[name])
if (unknown.length > 0) {
  process.stderr.write(`No bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.\n`)
  process.exit(1)
}
for (const [name, { title, run }] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stdout.write(`${title}\n`)
  await run()
}
