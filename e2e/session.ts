import type { Page } from 'playwright/test'
import { expect } from './fixtures.ts'

/** The sign-in dialog. */
export const signIn = (page: Page) => page.getByRole('dialog', { name: /^Sign in/ })

/** Signs in by keyboard alone. */
export async function enter(page: Page, user: string, project = 'golden-images') {
  await signIn(page).getByRole('textbox', { name: 'User' }).fill(user)
  await signIn(page).getByLabel('Password', { exact: true }).fill(user)
  await signIn(page).getByRole('textbox', { name: 'Project' }).fill(project)
  await page.keyboard.press('Enter')
}

/** Opens a page as the operator who has signed in by name, not by the demo's own sign-in. */
export async function openSignedIn(page: Page) {
  await page.goto('/jobs')
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
