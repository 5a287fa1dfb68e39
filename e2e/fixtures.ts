import { createHash } from 'node:crypto'
import { test as base, expect, type Page } from 'playwright/test'
import type { createWorld as CreateWorld } from '../src/testing/harness.ts'

// The built harness: browser tests run on what `npm run build` made, not on sources.
export const { createWorld }: { createWorld: typeof CreateWorld } = await import(
  new URL('../dist/server/harness.js', import.meta.url).href
)

export type World = Awaited<ReturnType<typeof CreateWorld>> & {
  url: string
  /** Takes the server off its port, then puts it back; its data and its jobs go on. */
  unplug(): Promise<void>
  plugIn(): Promise<void>
}

/**
 * Every test has a world of its own (embedded cloud, gateway, stepped clock) on a port of its own, inside the
 * worker's process. Making one costs some 50 ms, and no test can see what another one left behind. Time jumps
 * forward by itself unless a test holds the clock.
 */
export const test = base.extend<{ flavour: 'ims' | 'glance'; world: World; errors: string[] }>({
  /** Which cloud the embedded one plays. */
  flavour: ['ims', { option: true }],
  world: async ({ flavour }, use) => {
    // The browser has a clock of its own; both begin with the same time.
    const world = await createWorld({ startAt: Date.now(), flavour })
    let server = await world.listen()
    const { url, port } = server
    await use({
      ...world,
      url,
      unplug: () => server.close(),
      plugIn: async () => {
        server = await world.listen(port)
      },
    })
    await server.close()
    await world.close()
  },
  baseURL: async ({ world }, use) => use(world.url),
  /** What the page's scripts complained about; every test fails on it. */
  errors: [
    async ({ page }, use) => {
      // Only the test of the send delay waits for it; all others send at once. The jobs are in sight.
      await page.addInitScript(() => {
        localStorage.setItem('hold-before-sending', localStorage.getItem('hold-before-sending') ?? 'off')
        localStorage.setItem('jobs-dock', localStorage.getItem('jobs-dock') ?? 'open')
      })
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        // A refused request is logged by the browser itself; the tests say what the page makes of it.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          errors.push(message.text())
      })
      await use(errors)
      expect(errors).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** The share form, by the names that operators and screen readers know. */
export const shareForm = (page: Page) => {
  const form = page.getByRole('form', { name: 'Share images' })
  return {
    form,
    images: form.getByRole('combobox', { name: 'Images' }),
    projects: form.getByRole('combobox', { name: 'Projects' }),
    paste: form.getByRole('textbox', { name: 'Paste project IDs' }),
    reason: form.getByRole('textbox', { name: 'Reason' }),
    submit: form.getByRole('button', { name: /^(Share$|Share \d|Sharing )/ }),
    confirmNew: form.getByRole('checkbox', { name: /never seen|first time/i }),
  }
}

/** Picks the options whose names match, through the search field. */
export async function pick(page: Page, name: 'Images' | 'Projects', searches: string[]) {
  const combobox = page.getByRole('combobox', { name })
  await combobox.click()
  for (const search of searches) {
    await combobox.fill(search)
    await page.getByRole('option', { name: search, disabled: false }).first().click()
  }
  await page.keyboard.press('Escape')
}

/** Opens the share page and picks images and projects there, if any. Answers its form. */
export async function openShare(page: Page, images: string[] = [], projects: string[] = []) {
  await page.goto('/share')
  if (images.length > 0) await pick(page, 'Images', images)
  if (projects.length > 0) await pick(page, 'Projects', projects)
  return shareForm(page)
}

export const jobsPanel = (page: Page) => page.getByRole('region', { name: 'Jobs' })

/**
 * A well-formed project ID that the world does not know. They differ in many digits, so none looks like a
 * typing error of another.
 */
export const foreignId = (n: number) => `f0f0${createHash('md5').update(String(n)).digest('hex').slice(4)}`

/** Two images of the embedded cloud that are shared with nobody yet, so every pair with them is new. */
export const UBUNTU = 'ubuntu-24.04-lts-2026.11'
export const ROCKY = 'rocky-9.6-2026.11'

/** What the form says once a submission was taken, and once its job has ended. */
export const TAKEN = /(Sharing|Stopping) has begun\.|pairs? done/
