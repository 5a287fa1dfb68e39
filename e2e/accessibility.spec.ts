import type { Page } from 'playwright/test'
import { violations } from './a11y.ts'
import { expect, foreignId, jobsPanel, pick, shareForm, test, UBUNTU } from './fixtures.ts'

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

/** What axe finds on the page, in both colour schemes what depends on colour, and whether it is wider than its window. */
async function faults(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const light = await violations(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const dark = await violations(page, ['color-contrast'])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  return [...light, ...dark.map((line) => `dark: ${line}`), ...(wide ? ['The page scrolls sideways.'] : [])]
}

for (const [device, viewport] of Object.entries(SIZES)) {
  test.describe(device, () => {
    test.use({ viewport })

    test('the share form, empty, refused, filled and with an open list', async ({ page, world }) => {
      await page.goto('/share')
      const form = shareForm(page)
      await expect(form.submit).toBeVisible()
      expect(await faults(page)).toEqual([])
      await form.submit.press('Enter')
      await expect(form.images).toHaveAttribute('aria-invalid', 'true')
      expect(await faults(page)).toEqual([])

      await pick(page, 'Images', [UBUNTU, 'agent-base-nearly-full', 'vault-base-custom-key'])
      await pick(page, 'Projects', ['acme-prod'])
      const own = (await world.tokenFor('operator')).project.id
      await form.paste.fill(
        [foreignId(1), foreignId(1), own, 'not/an/id', 'abc', 'Tenant projects:'].join('\n'),
      )
      await expect(page.getByRole('table', { name: 'Verdicts' })).toBeVisible()
      expect(await faults(page)).toEqual([])
      await form.images.fill('')
      await expect(form.form.getByRole('listbox', { name: 'Images' })).toBeVisible()
      await page.keyboard.press('ArrowDown')
      expect(await faults(page)).toEqual([])
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Jobs' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await faults(page)).toEqual([])
    })

    test('jobs: running, partly done, and the history', async ({ page, world }) => {
      await page.goto('/share')
      const form = shareForm(page)
      await pick(page, 'Images', [UBUNTU])
      await form.paste.fill([foreignId(1), 'fault-pair', 'fault-lie'].join('\n'))
      await form.confirmNew.check()
      world.clock.hold()
      await form.submit.click()
      await form.form.getByRole('link', { name: 'Open the job' }).click()
      await expect(page.getByRole('table', { name: 'Pairs' })).toContainText('fault-pair')
      expect(await faults(page)).toEqual([])
      world.clock.release()
      await expect(page.getByRole('region', { name: 'What went wrong' })).toContainText('2')
      await page.locator('details').evaluateAll((all) => {
        for (const details of all as HTMLDetailsElement[]) details.open = true
      })
      expect(await faults(page)).toEqual([])

      await page.goto('/jobs?action=share')
      await expect(page.getByRole('table', { name: 'Jobs' })).toContainText('Partly shared')
      expect(await faults(page)).toEqual([])
      if (device === 'phone') {
        await jobsPanel(page).getByRole('button', { name: /^Jobs/ }).click()
        await expect(jobsPanel(page).getByRole('listitem')).toBeVisible()
        expect(await faults(page)).toEqual([])
      }
    })

    test('empty history, unknown job, no such page', async ({ page }) => {
      await page.goto('/jobs')
      await expect(page.getByRole('main').getByText('No jobs yet')).toBeVisible()
      expect(await faults(page)).toEqual([])
      for (const address of ['/jobs/0123456789abcdef', '/no/such/page']) {
        await page.goto(address)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(/No such job|Page not found/)
        expect(await faults(page)).toEqual([])
      }
    })
  })
}
