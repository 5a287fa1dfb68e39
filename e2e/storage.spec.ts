import type { Page } from 'playwright/test'
import { expect, jobsPanel, openShare, shareForm, TAKEN, test, UBUNTU } from './fixtures.ts'

/**
 * A browser that blocks storage throws at the first look at it: the page stayed empty. With a full one, each
 * switch broke the page. Everything works without, and nothing is remembered.
 */
const BROWSERS: Record<string, () => void> = {
  'storage is blocked': () => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError')
        },
      })
  },
  'storage is full': () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
  },
}

const theme = (page: Page) => page.locator('html').getAttribute('data-mantine-color-scheme')

for (const [story, act] of Object.entries(BROWSERS))
  test(`when ${story}, everything works and nothing is remembered`, async ({ page, world }) => {
    await page.addInitScript(act)
    await page.emulateMedia({ colorScheme: 'dark' })
    const form = await openShare(page, [UBUNTU], ['acme-prod'])
    // As the system has it, from before the first paint on.
    expect(await theme(page)).toBe('dark')
    const who = page.getByRole('button', { name: 'operator in golden-images' })
    await who.click()
    await page.getByRole('radio', { name: 'Light' }).check()
    await expect.poll(() => theme(page)).toBe('light')

    const hold = form.form.getByRole('switch', { name: /^Hold for/ })
    const isHeld = await hold.isChecked()
    await hold.setChecked(!isHeld)
    await expect(hold).toBeChecked({ checked: !isHeld })
    await hold.setChecked(false)
    await form.submit.click()
    await expect(form.form).toContainText(TAKEN)
    await jobsPanel(page)
      .getByRole('link', { name: /Share 1 image/ })
      .click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Share 1 image with 1 project')
    for (const name of ['Jobs', 'Recipients', 'Received', 'Share']) {
      await page
        .getByRole('navigation', { name: 'Pages' })
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    }
    await shareForm(page).reason.fill('CHG-1')

    // A part that is gone needs no storage either.
    await page.route('**/assets/**', (route) => route.fulfill({ status: 404 }))
    await page.getByRole('banner').getByRole('button').first().click()
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible()
    await page.unroute('**/assets/**')
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(shareForm(page).reason).toHaveValue('CHG-1')
    await who.click()
    await expect(page.getByRole('radio', { name: 'As the system' })).toBeChecked()
    await page.keyboard.press('Escape')
    await expect(hold).toBeChecked({ checked: isHeld })
    await world.runner.idle()
  })
