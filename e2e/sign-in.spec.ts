import type { Page } from 'playwright/test'
import { faults } from './a11y.ts'
import { expect, foreignId, jobsPanel, pick, shareForm, test, UBUNTU } from './fixtures.ts'
import { enter, signIn, signOut } from './session.ts'

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })
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
  await signIn(page).getByRole('combobox', { name: 'Project' }).selectOption('acme-prod')
  expect(await faults(page)).toEqual([])
  await signIn(page).getByRole('button', { name: 'Work in this project' }).click()
  await expect(page.getByRole('button', { name: 'operator in acme-prod' })).toBeVisible()
  await expect(page).toHaveURL(/\/jobs$/)

  await page.getByRole('button', { name: 'operator in acme-prod' }).click()
  const session = dialog(page, 'Signed in as operator')
  await session.getByRole('combobox', { name: 'Project' }).selectOption('golden-images')
  await session.getByRole('button', { name: 'Work in this project' }).click()
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
