import { faults } from './a11y.ts'
import { expect, test } from './fixtures.ts'

test('keys lead to the pages, are told by "?", and do nothing in a field', async ({ page }) => {
  await page.goto('/share')
  await page.getByRole('heading', { level: 1 }).focus()
  const pages = { r: 'Recipients', j: 'Jobs', i: 'Received', t: 'Stop sharing', s: 'Share' }
  for (const [key, title] of Object.entries(pages)) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(title)
  }
  await page.goto('/recipients')
  const search = page.getByRole('searchbox', { name: 'Search' })
  await search.focus()
  await page.keyboard.type('?gj')
  await expect(search).toHaveValue('?gj')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog).toContainText('Go to Jobs')
  expect(await faults(page)).toEqual([])
})

// WCAG 2.1.4: who speaks to the computer would press single keys without wanting to.
test('keys without a modifier can be switched off, and stay off', async ({ page }) => {
  await page.goto('/recipients')
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await page.getByRole('dialog').getByRole('switch', { name: 'Keys without Ctrl' }).uncheck()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  for (const reload of [false, true]) {
    if (reload) await page.reload()
    await expect(page.getByRole('table')).toBeVisible()
    for (const key of ['?', 'g', 'j']) await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page).toHaveURL(/\/recipients$/)
  }
})

test('the words of the console are explained in one place, with the way to its calls', async ({ page }) => {
  await page.goto('/recipients')
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await page.getByRole('button', { name: 'Help and words' }).click()
  const dialog = page.getByRole('dialog', { name: 'Help and words' })
  for (const term of ['Pair', 'Claimed, confirmed', 'Undo', 'Unread'])
    await expect(dialog.getByRole('term').getByText(term, { exact: true })).toBeVisible()
  expect(await faults(page)).toEqual([])
  const calls = await page.request.get(
    (await dialog.getByRole('link', { name: 'the calls, as OpenAPI 3.1' }).getAttribute('href')) ?? '',
  )
  expect(await calls.json()).toMatchObject({ openapi: '3.1.0' })
})
