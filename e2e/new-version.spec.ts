import type { Page } from 'playwright/test'
import { expect, foreignId, jobsPanel, openShare, pick, shareForm, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'
import { enter, openSignedIn, signIn } from './session.ts'

/**
 * After an update of the console, the files of the old version are gone. A tab that was open could load no
 * further part of itself: each page that it had not shown yet was "This page broke", a refused share took the
 * form away with it, and the sign-in dialog never came.
 */
async function updateServer(page: Page) {
  await page.route('**/assets/**', (route) => route.fulfill({ status: 404 }))
  // The new version has all its files.
  await page.route(
    (url) => !url.pathname.includes('.'),
    async (route) => {
      if (route.request().isNavigationRequest()) await page.unroute('**/assets/**')
      await route.fallback()
    },
  )
}

const bar = (page: Page) => page.getByRole('status').filter({ hasText: 'A new version is there: reload.' })
const reload = (page: Page) => bar(page).getByRole('button', { name: 'Reload' }).click()
const pages = (page: Page) => page.getByRole('navigation', { name: 'Pages' })
const chosen = (page: Page, what: 'images' | 'projects') =>
  page.getByRole('list', { name: `Chosen ${what}` }).getByRole('listitem')

for (const name of ['Jobs', 'Recipients', 'Received'])
  test(`after an update, a page that was not loaded yet comes with a reload: ${name}`, async ({ page }) => {
    await page.goto('/share')
    await expect(shareForm(page).submit).toBeVisible()
    await updateServer(page)
    await pages(page).getByRole('link', { name }).click()
    await expect(bar(page)).toBeVisible()
    await expect(shareForm(page).form).toBeVisible()
    await reload(page)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    await expect(bar(page)).toHaveCount(0)
  })

test('after an update, a filled-in form stays, and is kept over the reload', async ({ page }) => {
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await form.paste.fill(`Team One ${foreignId(1)}`)
  await form.reason.fill('CHG-1')
  await updateServer(page)
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await expect(bar(page)).toBeVisible()
  await expect(form.paste).toHaveValue(`Team One ${foreignId(1)}`)
  // Typed after the bar has come, and not read yet.
  await form.paste.press('End')
  await form.paste.pressSequentially(`, ${foreignId(2)}`)

  await reload(page)
  await expect(form.paste).toHaveValue(`Team One ${foreignId(1)}, ${foreignId(2)}`)
  await expect(form.reason).toHaveValue('CHG-1')
  await expect(chosen(page, 'images')).toHaveText([UBUNTU])
  await expect(chosen(page, 'projects')).toHaveText(['acme-prod'])
  await expect(form.submit).toHaveAccessibleName('Share 3 new pairs')
  await expect(form.confirmNew).not.toBeChecked()
  await form.confirmNew.check()
  await form.submit.click()
  await expect(jobsPanel(page).getByRole('link', { name: /CHG-1.*1 × 3/ })).toBeVisible()
  // What was shared is not filled in again.
  await page.reload()
  await expect(form.submit).toBeVisible()
  await expect(form.paste).toHaveValue('')
  await expect(chosen(page, 'images')).toHaveCount(0)
})

test('after an update, a form too large for any address is kept over the reload', async ({ page }) => {
  const form = await openShare(page, [UBUNTU])
  const ids = Array.from({ length: 100_000 }, (_, n) => n.toString(16).padStart(32, 'd'))
  await form.paste.evaluate((field, text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, ids.join('\n'))
  await expect(form.form.getByText('100,000 lines pasted').first()).toBeVisible()
  await updateServer(page)
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await reload(page)
  await expect(form.form.getByText('100,000 lines pasted').first()).toBeVisible()
  await expect(chosen(page, 'images')).toHaveText([UBUNTU])
})

test('after an update, a refused share says why, and the form is as it was', async ({ page }) => {
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await form.reason.fill('CHG-1')
  await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
  await updateServer(page)
  await page.route('**/v1/cloudimages/members', (route) =>
    route.fulfill({ status: 403, json: { error: { code: 'IMG.0403', message: 'The policy forbids it.' } } }),
  )
  await form.submit.click()
  await expect(form.form.getByRole('alert')).toContainText('The policy forbids it.')
  await expect(form.form.getByRole('alert')).toContainText('IMG.0403')
  await expect(bar(page)).toBeVisible()
  await expect(form.reason).toHaveValue('CHG-1')
  await expect(chosen(page, 'images')).toHaveText([UBUNTU])
})

test('after an update, a session that has ended leads to the sign-in, with the form kept', async ({
  page,
  world,
}) => {
  await openSignedIn(page)
  await expect(signIn(page)).toHaveCount(0)
  await page.goto('/share')
  const form = shareForm(page)
  await pick(page, 'Images', [UBUNTU])
  await form.paste.fill(foreignId(1))
  await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
  await form.confirmNew.check()
  await updateServer(page)
  world.clock.advance(31 * 60_000)
  await form.submit.click()
  await expect(bar(page)).toBeVisible()
  await reload(page)
  await enter(page, 'operator')
  await expect(signIn(page)).toHaveCount(0)
  await expect(form.paste).toHaveValue(foreignId(1))
  await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
})

test('after an update, nobody else gets to see what was filled in', async ({ page, world }) => {
  await openSignedIn(page)
  await expect(signIn(page)).toHaveCount(0)
  await page.goto('/share')
  const form = shareForm(page)
  await form.reason.fill('secret of the operator')
  await updateServer(page)
  world.clock.advance(31 * 60_000)
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await reload(page)
  await enter(page, 'viewer')
  await expect(page.getByRole('button', { name: 'viewer in golden-images' })).toBeVisible()
  await expect(form.reason).toHaveValue('')
})

test('after an update, a text that can no longer be read is kept over the reload', async ({ page }) => {
  await page.goto('/share')
  const form = shareForm(page)
  await expect(form.submit).toBeVisible()
  await updateServer(page)
  await form.paste.fill(foreignId(1))
  await expect(bar(page)).toBeVisible()
  await reload(page)
  await expect(form.paste).toHaveValue(foreignId(1))
  await expect(page.getByRole('grid', { name: 'Verdicts' })).toContainText('never seen before')
})

test('after an update, the text of an import and the reason of an undo are kept over the reload', async ({
  page,
  world,
}) => {
  const { images, share } = await operatorOf(world)
  const job = await share([images[0]], [foreignId(1)])
  await page.goto('/recipients/import')
  const text = page.getByRole('textbox', { name: 'Paste' })
  await text.fill(`${foreignId(1)};Team One`)
  await updateServer(page)
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await reload(page)
  await expect(text).toHaveValue(`${foreignId(1)};Team One`)

  await page.goto(`/jobs/${job}/undo`)
  const reason = page.getByRole('textbox', { name: 'Reason' })
  await reason.fill('CHG-2')
  await updateServer(page)
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await reload(page)
  await expect(reason).toHaveValue('CHG-2')
})

test('a part that is missing from the start is told on its page', async ({ page, errors }) => {
  await page.route('**/assets/JobsPage*', (route) => route.fulfill({ status: 404 }))
  await page.goto('/jobs')
  await expect(page.getByRole('alert')).toContainText('A part of the app could not be loaded.')
  await expect(bar(page)).toBeVisible()
  // React tells what it has caught.
  expect(errors.splice(0)).toEqual([expect.stringContaining('NoPart')])
  await page.unroute('**/assets/JobsPage*')
  await reload(page)
  await expect(page.getByRole('main')).toContainText('No jobs yet')
})

test('a part that does not come because the server is away is not called a new version', async ({
  page,
  world,
}) => {
  await page.goto('/share')
  await expect(shareForm(page).submit).toBeVisible()
  await world.unplug()
  await pages(page).getByRole('link', { name: 'Jobs' }).click()
  await expect(
    page.getByRole('status').filter({ hasText: 'A part of this page could not be loaded.' }),
  ).toContainText('The part comes once it does')
  await expect(bar(page)).toHaveCount(0)
  await expect(shareForm(page).form).toBeVisible()

  await world.plugIn()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Jobs')
  await expect(page.getByText('A part of this page could not be loaded.')).toHaveCount(0)
})

/*
 * The pointer was over a link while the server was away for a moment: the part behind it was asked for beforehand, in
 * vain. The link led nowhere from then on, though the server answered again.
 */
test('a link opens its page though its part was asked for while the server was away', async ({
  page,
  world,
}) => {
  await page.goto('/share')
  await expect(shareForm(page).submit).toBeVisible()
  await world.unplug()
  const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('/JobsPage'))
  await pages(page).getByRole('link', { name: 'Jobs' }).hover()
  await failed
  await world.plugIn()
  await pages(page).getByRole('link', { name: 'Jobs' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Jobs')
  await expect
    .poll(() =>
      page.evaluate(() => [...document.styleSheets].some(({ href }) => href?.includes('/JobsPage'))),
    )
    .toBe(true)
  await expect(bar(page)).toHaveCount(0)
})

test('a paste is read once the server that was away answers again', async ({ page, world }) => {
  const form = await openShare(page, [UBUNTU])
  await world.unplug()
  await form.paste.fill(foreignId(1))
  await expect(page.getByText('A part of this page could not be loaded.')).toBeVisible()
  await world.plugIn()
  await expect(form.confirmNew).toBeVisible()
})
