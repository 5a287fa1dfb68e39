import type { Page } from 'playwright/test'
import { expect } from './fixtures.ts'

/** The page that signs in; during a session it is a dialog. */
export const signIn = (page: Page) => page.getByRole('dialog', { name: /^Sign in/ })

/** Signs in by keyboard alone. */
export async function enter(page: Page, user: string, project = 'golden-images') {
  await signIn(page).getByRole('textbox', { name: 'User' }).fill(user)
  await signIn(page).getByLabel('Password', { exact: true }).fill(user)
  const field = signIn(page).getByRole('textbox', { name: 'Project' })
  if (!(await field.isVisible())) {
    await signIn(page).getByText('More', { exact: false }).first().focus()
    await page.keyboard.press('Enter')
  }
  await field.fill(project)
  await page.keyboard.press('Enter')
}

/** Opens the list of projects in the header, and chooses one by a part of its name. */
export async function switchProject(page: Page, to: string) {
  await page.getByRole('banner').getByRole('button').first().click()
  const list = page.getByRole('dialog', { name: 'Change the project' })
  await list.getByRole('combobox', { name: 'Project' }).fill(to)
  await list.getByRole('option', { name: to }).first().click()
}

/** Opens a page as the operator who has signed in by name, not by the demo's own sign-in. */
export async function openSignedIn(page: Page) {
  await page.goto('/recipients')
  await signOut(page)
  await enter(page, 'operator')
}

/** Signs the demo operator out. */
export async function signOut(page: Page) {
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  const session = page.getByRole('dialog', { name: 'Signed in as operator' })
  await session.getByRole('button', { name: 'Sign out' }).click()
  await expect(signIn(page)).toBeVisible()
}
