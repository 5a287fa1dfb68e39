import type { BrowserContext, Page } from 'playwright/test'
import { faults } from './a11y.ts'
import { expect, foreignId, jobsPanel, openShare, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'
import { enter, signIn, signOut, switchProject } from './session.ts'

/*
 * All tabs of a browser share one cookie. The operator filled in a share in one tab; in another tab the
 * operator signed out and a colleague signed in. The first tab went on under the operator's name with the
 * colleague's data, and sent the share with the colleague's rights.
 */

const somebodyElse = (page: Page) => page.getByRole('dialog', { name: 'Somebody else is signed in now' })

/** A second tab of the same browser, in which the operator signs out and somebody else signs in. */
async function signInElsewhere(context: BrowserContext, user: string, project?: string): Promise<Page> {
  const tab = await context.newPage()
  await tab.goto('/jobs')
  await signOut(tab)
  await enter(tab, user, project)
  await expect(signIn(tab)).toHaveCount(0)
  return tab
}

/** Makes the poller of a page whose clock stands still ask once more. */
const poll = (page: Page) => page.clock.fastForward(31_000)

test('a share in its send delay does not go out with the rights of whoever has signed in meanwhile', async ({
  page,
  context,
  world,
}) => {
  const { call } = await operatorOf(world)
  const form = await openShare(page, [UBUNTU])
  await form.paste.fill(foreignId(1))
  await form.confirmNew.check()
  await form.form.getByRole('switch').check()
  // The browser's time stands still, however long the other sign-in takes. (In this mode the browser cannot
  // open a second tab.)
  await page.clock.install()
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000)
  await form.submit.click()
  await expect(form.form.getByRole('button', { name: 'Stop, do not send' })).toBeFocused()
  const password = { method: 'password', user: 'viewer', password: 'viewer', domain: 'demo', passcode: '' }
  await context.request.post(`${world.url}/console/sign-in`, {
    headers: { 'x-console': '1' },
    data: { ...password, project: 'golden-images' },
  })
  await page.clock.fastForward(10_000)
  await page.clock.resume()

  const dialog = somebodyElse(page)
  await expect(dialog).toContainText('This page belongs to operator in golden-images.')
  await expect(dialog).toContainText('In this browser, viewer in golden-images has signed in since.')
  expect(await faults(page)).toEqual([])
  expect((await call('GET', '/console/jobs')).jobs).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  // No label is cut off where the window is narrow.
  for (const label of await dialog.getByRole('button').locator('span').all())
    expect(await label.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()

  // The same person signs in again, and the form is as it was.
  await dialog.getByRole('button', { name: 'Sign in as operator again' }).click()
  await enter(page, 'operator')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(form.paste).toHaveValue(foreignId(1))
  await expect(form.form).toContainText('Nothing was sent on, and the form is as you left it.')
  await form.form.getByRole('switch').uncheck()
  await form.submit.click()
  await expect(jobsPanel(page).getByRole('link')).toContainText([/Share/])
  const { jobs } = await call('GET', '/console/jobs')
  expect(jobs.map(({ user }: { user: { name: string } }) => user.name)).toEqual(['operator'])
})

test('a poll of a page that is somebody else’s brings no data, and is the last one', async ({
  page,
  context,
  world,
}) => {
  const { images, share } = await operatorOf(world)
  await share([images[0]], [foreignId(1)], 'CHG-1')
  await page.clock.install()
  await page.goto('/jobs')
  await expect(page.getByRole('table', { name: 'Jobs' })).toContainText('CHG-1')
  const tab = await signInElsewhere(context, 'tenant', 'tenant-001')
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const read: Promise<string>[] = []
  page.on('response', (response) => {
    if (response.status() < 400 && response.url().includes('/console/')) read.push(response.text())
  })
  await poll(page)
  await expect(somebodyElse(page)).toContainText('tenant in tenant-001 has signed in since.')
  const before = asked.length
  for (let n = 0; n < 5; n += 1) await poll(page)
  expect(asked.slice(before)).toEqual([])
  // The page asked only who is signed in now.
  expect(
    new Set(asked.map((url) => new URL(url).pathname.replace(/^\/assets\/.*/, 'the app’s own files'))),
  ).toEqual(new Set(['/console/jobs/changes', '/console/settings', 'the app’s own files']))
  expect(read.length).toBe(1)
  // What comes while the test ends is not read any more.
  page.removeAllListeners('response')
  await expect(page.getByRole('button', { name: 'operator in golden-images' })).toHaveCount(1)
  await expect(page.getByRole('table', { name: 'Jobs' })).toContainText('CHG-1')

  // In the other tab the tenant signs out and the operator signs in again. This tab goes on by itself once it
  // is looked at.
  await tab.getByRole('button', { name: 'tenant in tenant-001' }).click()
  await tab.getByRole('button', { name: 'Sign out' }).click()
  await enter(tab, 'operator')
  await expect(signIn(tab)).toHaveCount(0)
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('table', { name: 'Jobs' })).toContainText('CHG-1')
})

test('the same user in another project is another page: it is loaded anew, and nothing else', async ({
  page,
  context,
}) => {
  await page.goto('/recipients')
  await page.getByRole('button', { name: 'Add recipient' }).click()
  const form = page.getByRole('dialog', { name: 'Add a recipient' })
  await form.getByRole('textbox', { name: 'Project ID' }).fill(foreignId(7))
  const tab = await context.newPage()
  await tab.goto('/jobs')
  await switchProject(tab, 'acme-prod')
  await expect(tab.getByRole('button', { name: 'operator in acme-prod' })).toBeVisible()

  // An entry that was filled in for the first project is not written into the book of the second.
  await form.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog', { name: 'Another project is open now' })
  await expect(dialog).toContainText('operator in acme-prod has signed in since')
  expect(await faults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Reload as operator in acme-prod' }).click()
  await expect(page.getByRole('button', { name: 'operator in acme-prod' })).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Another project' })).toHaveCount(0)
  await expect(page.getByText(foreignId(7))).toHaveCount(0)
})

test('a file is not the one of whoever has signed in, and the page says why it did not come', async ({
  page,
  context,
}) => {
  await page.goto('/jobs')
  const link = page.getByRole('link', { name: 'Export CSV' })
  await expect(link).toHaveAttribute('href', /[?&]signed-in-as=[\w-]{22}$/)
  await signInElsewhere(context, 'tenant', 'tenant-001')
  const address = (await link.getAttribute('href')) ?? ''
  expect(await page.evaluate(async (url) => (await fetch(url)).status, address)).toBe(409)
  await link.click()
  await expect(somebodyElse(page)).toContainText('tenant in tenant-001')
})

test('a stale page signs nobody else out', async ({ page, context }) => {
  await page.goto('/jobs')
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  const tab = await signInElsewhere(context, 'viewer')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(somebodyElse(page)).toBeVisible()
  await tab.reload()
  await expect(tab.getByRole('button', { name: 'viewer in golden-images' })).toBeVisible()
})
