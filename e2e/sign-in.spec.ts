import type { Page } from 'playwright/test'
import { faults } from './a11y.ts'
import { expect, foreignId, jobsPanel, pick, shareForm, test, UBUNTU } from './fixtures.ts'
import { enter, signIn, signOut, switchProject } from './session.ts'

test('the operator signs out, and a viewer signs in', async ({ page, context }) => {
  await page.goto('/share')
  await signOut(page)
  await expect(signIn(page).getByRole('textbox', { name: 'User' })).toBeFocused()
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(signIn(page).getByText('The user is missing.')).toBeVisible()
  await enter(page, 'viewer')
  await expect(signIn(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'viewer in golden-images' })).toBeVisible()
  await expect(shareForm(page).form).toContainText('Your role may look, and not share.')
  // Nothing that a script can read tells who is signed in.
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [cookie] = await context.cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
})

test('a wrong password is told in the form, and the project is chosen from a list', async ({ page }) => {
  await page.goto('/jobs')
  await signOut(page)
  await enter(page, 'operator', 'nowhere')
  await expect(signIn(page).getByRole('alert')).toContainText('The cloud refused the sign-in.')
  await expect(signIn(page).getByLabel('Password', { exact: true })).toBeFocused()
  await enter(page, 'operator', '')
  const project = signIn(page).getByRole('combobox', { name: 'Project' })
  await expect(project).toBeFocused()
  expect(await faults(page)).toEqual([])
  await project.fill('no such')
  await expect(signIn(page).getByRole('status')).toContainText('No project matches.')
  await project.fill('acme pro')
  await expect(signIn(page).getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'operator in acme-prod' })).toBeVisible()
  await expect(page).toHaveURL(/\/jobs$/)

  await switchProject(page, 'golden-images')
  await expect(page.getByRole('button', { name: 'operator in golden-images' })).toBeVisible()
})

test('a session that ends while a form is being filled in costs a sign-in, and nothing else', async ({
  page,
  world,
}) => {
  await page.goto('/share')
  await signOut(page)
  await enter(page, 'operator')
  const form = shareForm(page)
  await pick(page, 'Images', [UBUNTU])
  await form.paste.fill(foreignId(1))
  await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
  await form.confirmNew.check()
  world.clock.advance(31 * 60_000)
  await form.submit.click()
  await expect(signIn(page)).toContainText('The session has ended. What is filled in on this page is kept')
  await enter(page, 'operator')
  await expect(signIn(page)).toHaveCount(0)
  await expect(form.paste).toHaveValue(foreignId(1))
  await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
  await form.submit.click()
  await expect(jobsPanel(page).getByRole('link')).toContainText([/Shared/])
})

// A page that was opened signed out asked in a box over "The jobs cannot be read now" and failed lists.
test('signing in is a page of its own, with two fields, and nothing behind it is asked for', async ({
  page,
}) => {
  await page.goto('/share')
  await signOut(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await expect(signIn(page).getByRole('textbox')).toHaveCount(2)
  const box = await signIn(page).boundingBox()
  expect(box).toMatchObject({ x: 0, y: 0, ...page.viewportSize() })
  await expect(signIn(page)).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await page.clock.install()
  await page.clock.runFor(20 * 60_000)
  expect(asked.filter((path) => path.startsWith('/console/') && path !== '/console/sign-in')).toEqual([])
})

test('the users of the embedded cloud are a press away', async ({ page }) => {
  await page.goto('/received')
  await signOut(page)
  await signIn(page)
    .getByRole('button', { name: /^tenant/ })
    .click()
  await expect(page.getByRole('button', { name: 'tenant in tenant-001' })).toBeVisible()
  await expect(page).toHaveURL(/\/received$/)
})

/** The page as it is with settings of another cloud: what they fill in, and a place for what is sent. */
async function fillIn(page: Page, prefill: object) {
  const sent: unknown[] = []
  await page.route('**/console/sign-in', async (route, request) => {
    if (request.method() === 'POST') sent.push(request.postDataJSON())
    if (request.method() !== 'GET') return route.continue()
    const none = { method: 'password', user: '', domain: '', project: '', projectDomain: '', id: '' }
    const cloud = { name: 'corp', embedded: false }
    await route.fulfill({ json: { cloud, prefill: { ...none, ...prefill }, demoUsers: [] } })
  })
  await page.goto('/jobs')
  await signOut(page)
  return sent
}

// The story: whoever had an application credential in the settings met a form for user and password.
test('settings for an application credential open the form on it, filled in but for the secret', async ({
  page,
}) => {
  const sent = await fillIn(page, {
    ...{ method: 'application_credential', id: 'image-share', user: 'operator', domain: 'demo' },
  })
  await expect(signIn(page).getByRole('combobox', { name: 'Sign in with' })).toHaveValue(
    'application_credential',
  )
  await expect(signIn(page).getByRole('textbox', { name: 'Application credential' })).toHaveValue(
    'image-share',
  )
  await expect(signIn(page).getByRole('textbox', { name: 'User' })).toHaveValue('operator')
  await expect(signIn(page).getByLabel('Secret', { exact: true })).toBeFocused()
  expect(await faults(page)).toEqual([])
  await page.keyboard.type('not-a-real-secret')
  await page.keyboard.press('Enter')
  await expect(signIn(page).getByRole('alert')).toContainText('The cloud refused the sign-in.')
  expect(sent).toEqual([
    {
      ...{ method: 'application_credential', id: 'image-share', secret: 'not-a-real-secret' },
      ...{ user: 'operator', domain: 'demo' },
    },
  ])
})

test('a project in another domain than its user is entered', async ({ page }) => {
  const sent = await fillIn(page, {
    ...{ user: 'operator', domain: 'demo', project: 'golden-images', projectDomain: 'Default' },
  })
  await expect(signIn(page).getByLabel('Password', { exact: true })).toBeFocused()
  await signIn(page).getByText('More').click()
  const domain = signIn(page).getByRole('textbox', { name: 'Domain of the project' })
  await expect(domain).toHaveValue('Default')
  await domain.fill('demo')
  await signIn(page).getByLabel('Password', { exact: true }).fill('operator')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'operator in golden-images' })).toBeVisible()
  expect(sent).toMatchObject([{ project: 'golden-images', domain: 'demo', projectDomain: 'demo' }])
})
