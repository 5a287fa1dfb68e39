import type { Page } from 'playwright/test'
import { expect, foreignId, openShare, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'

/**
 * Browsers have a clipboard for pages over HTTPS only. On plain HTTP every copy ended with "Copying is not
 * allowed here", and the text was nowhere to be seen.
 */
test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
    Object.defineProperty(window, 'ClipboardItem', { value: undefined })
  }),
)

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Copy by hand' })
const selected = (page: Page) => page.evaluate(() => getSelection()?.toString())

test('on plain HTTP, a link to a plan is selected for copying by hand', async ({ page }) => {
  await openShare(page, [UBUNTU], ['acme-prod'])
  const copy = page.getByRole('button', { name: 'Copy a link to this plan' })
  await copy.click()
  await expect(dialog(page)).toContainText('The text is selected: copy it with Ctrl+C')
  await expect(dialog(page).getByRole('textbox', { name: 'Text to copy' })).toBeFocused()
  expect(await selected(page)).toContain('/share?images=')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  await expect(copy).toBeFocused()
})

test('on plain HTTP, an ID and the lines of a job are selected for copying by hand', async ({
  page,
  world,
}) => {
  const { images, share } = await operatorOf(world)
  const projects = Array.from({ length: 30 }, (_, n) => foreignId(n))
  const id = await share([images[0]], projects)
  await page.goto(`/jobs/${id}`)
  await page.getByRole('button', { name: 'Copy the ID of the job' }).click()
  await expect(dialog(page)).toBeVisible()
  expect(await selected(page)).toBe(id)
  await dialog(page).getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Copy or download' }).click()
  await page.getByRole('menuitem', { name: 'Copy as openstack commands' }).click()
  await expect(dialog(page)).toBeVisible()
  const lines = (await selected(page))?.trim().split('\n')
  expect(lines).toHaveLength(30)
  expect(lines?.[0]).toBe(`openstack image add project ${images[0]} ${projects[0]}`)
})
