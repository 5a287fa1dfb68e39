import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import { violations } from './a11y.ts'
import { expect, foreignId, jobsPanel, openShare, pick, shareForm, test } from './fixtures.ts'

const table = (page: Page) => page.getByRole('table', { name: 'Recipients' })
const dialog = (page: Page) => page.getByRole('dialog')
const plan = (page: Page) => page.getByRole('table', { name: 'Rows of the import' })

/** Imports a text and waits for the book to have it. */
async function importText(page: Page, text: string) {
  await page.goto('/recipients/import')
  await page.getByRole('textbox', { name: 'Paste recipients' }).fill(text)
  await expect(plan(page)).toBeVisible()
  const unusual = page.getByRole('checkbox', { name: /unusual project ID/ })
  if (await unusual.isVisible()) await unusual.check()
  await page.getByRole('button', { name: /^Write/ }).click()
  await expect(page.getByText(/written$/)).toBeVisible()
}

test('an entry is added by keyboard alone, and found by search and group', async ({ page }) => {
  await page.goto('/recipients')
  await page.getByRole('button', { name: 'Add recipient' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('textbox', { name: 'Project ID' })).toBeFocused()
  await page.keyboard.type('no/id')
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toContainText('Only letters, digits and dashes')
  await expect(dialog(page).getByRole('textbox', { name: 'Project ID' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+A')
  for (const text of [foreignId(1), 'wonka-web', 'acc-1', 'Willy', 'gold, sweets', 'Chocolate']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await dialog(page).getByRole('textbox', { name: 'Notes' }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(dialog(page).getByRole('button', { name: 'Save' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Add recipient' })).toBeFocused()
  await expect(page.getByText('wonka-web is saved.')).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.type(foreignId(1))
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toContainText('The book has it already: wonka-web.')
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('searchbox', { name: 'Search' }).fill('chocolate')
  await expect(table(page).getByRole('link')).toHaveText(['wonka-web'])
  await expect(page).toHaveURL(/text=chocolate/)
  await page.goto('/recipients?group=sweets&source=nonsense')
  await expect(table(page).getByRole('link')).toHaveText(['wonka-web'])
  await expect(table(page)).toContainText('acc-1')
})

test('a job keeps the name it was made with when the entry is edited or deleted', async ({ page }) => {
  await importText(page, `${foreignId(1)} before`)
  const form = await openShare(page, ['debian-12'], ['before'])
  await form.submit.click()
  await expect(jobsPanel(page).getByRole('link')).toContainText([/Shared/])
  await page.goto(`/recipients?edit=${foreignId(1)}`)
  const name = dialog(page).getByRole('textbox', { name: 'Name' })
  await expect(name).toHaveValue('before')
  await expect(dialog(page)).toContainText(/first shared .* ago/)
  await name.fill('after')
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search' }).fill(foreignId(1))
  await expect(table(page).getByRole('link')).toHaveText(['after'])
  await table(page).getByRole('link', { name: 'after' }).click()

  await dialog(page)
    .getByRole('button', { name: /Delete/ })
    .click()
  await expect(dialog(page)).toContainText('The history keeps the names')
  await dialog(page).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('after is deleted from the book.')).toBeVisible()
  await expect(table(page).getByRole('row').nth(1)).toContainText('before')
  await jobsPanel(page)
    .getByRole('link', { name: /Share 1 image/ })
    .click()
  await expect(page.getByRole('table', { name: 'Pairs' })).toContainText('before')
})

test('many recipients are grouped, exported and shared with at once', async ({ page }) => {
  await importText(page, `id;name;groups\n${foreignId(1)};one;gold\n${foreignId(2)};two;`)
  await page.goto('/recipients?source=book')
  const bar = page.getByRole('region', { name: 'Chosen recipients' })
  await table(page).getByRole('checkbox', { name: 'Choose one' }).check()
  await expect(bar).toContainText('1 recipient chosen')
  // One of the operator's own account is chosen as well, and stays so while it is not shown.
  await page.goto('/recipients')
  for (const name of ['one', 'two', 'acme-prod']) {
    await page.getByRole('searchbox', { name: 'Search' }).fill(name)
    await table(page)
      .getByRole('checkbox', { name: `Choose ${name}`, exact: true })
      .check()
  }
  await expect(bar.getByRole('status')).toHaveText('3 recipients chosen, 2 of them not shown')
  expect(await violations(page)).toEqual([])

  await bar.getByRole('button', { name: 'Groups …' }).click()
  await dialog(page).getByRole('combobox', { name: 'Group' }).fill('gold')
  await expect(dialog(page)).toContainText('1 of the 3 chosen are in it.')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 recipients added to gold.')).toBeVisible()
  await page.goto('/recipients?group=gold')
  await expect(table(page).getByRole('link')).toHaveText(['acme-prod', 'one', 'two'])

  await bar.getByRole('checkbox', { name: 'Choose all 3 shown' }).check()
  const waiting = page.waitForEvent('download')
  await bar.getByRole('button', { name: 'Export 3 as CSV' }).click()
  expect(await readFile(await (await waiting).path(), 'utf8')).toMatch(/acme-prod,.*gold/)
  await bar.getByRole('button', { name: 'Groups …' }).click()
  await dialog(page).getByRole('combobox', { name: 'Group' }).fill('gold')
  await dialog(page).getByRole('button', { name: 'Take out of it' }).click()
  await expect(page.getByText('3 recipients taken out of gold.')).toBeVisible()

  await page.goto('/recipients')
  await table(page).getByRole('checkbox').nth(0).check()
  await table(page).getByRole('checkbox').nth(1).check()
  await bar.getByRole('link', { name: 'Share with these 2 …' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Share images')
  await expect(shareForm(page).form).toContainText('acme-prod')
})

test('a refusal by the server is shown at its field, and the form stays open', async ({ page, world }) => {
  const own = (await world.tokenFor('operator')).project.id
  await page.goto('/recipients?add=1')
  await dialog(page).getByRole('textbox', { name: 'Project ID' }).fill(own)
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(dialog(page).getByRole('textbox', { name: 'Project ID' })).toHaveAccessibleDescription(
    'The project that owns the images is no recipient.',
  )
})

test('a table with every verdict is imported, and its group is shared with', async ({ page }) => {
  await importText(page, `${foreignId(1)} one\n${foreignId(2)} two`)
  await page.goto('/recipients/import')
  const csv = [
    'Project ID;Name;Groups',
    `${foreignId(1)};one;`,
    `${foreignId(2)};zwei;"gold, emea"`,
    `${foreignId(3)};Zoë;gold`,
    `${foreignId(3)};again;gold`,
    'no/id;bad;gold',
  ].join('\r\n')
  const utf16 = Buffer.from(`\ufeff${csv}`, 'utf16le')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'tenants.csv', mimeType: 'text/csv', buffer: utf16 })
  await expect(page.getByText('tenants.csv')).toBeVisible()
  const rows = plan(page).getByRole('row')
  await expect(rows).toHaveCount(6)
  await expect(rows.filter({ hasText: 'Duplicate of row 4.' })).toContainText('refused')
  await expect(rows.filter({ hasText: 'only letters, digits and dashes' })).toContainText('no/id')
  await expect(rows.filter({ hasText: 'changed' })).toContainText('Name two → zwei')
  await page.getByRole('button', { name: 'new 1' }).click()
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText('Zoë')
  await page.getByRole('button', { name: 'Write 2 entries' }).click()
  await expect(page.getByText('2 entries written')).toBeVisible()

  await page.getByRole('main').getByRole('link', { name: 'Share images' }).click()
  await pick(page, 'Images', ['debian-12'])
  const { projects, submit } = shareForm(page)
  await projects.click()
  await projects.fill('group gold')
  const gold = page.getByRole('option', { name: /Group gold.*2 projects/ })
  await gold.click()
  await expect(gold).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('list', { name: 'Chosen projects' }).getByRole('listitem')).toHaveText([
    ...['zwei', 'Zoë'],
  ])
  await gold.click()
  await expect(page.getByRole('list', { name: 'Chosen projects' })).toBeHidden()
  await gold.click()
  await page.keyboard.press('Escape')
  await expect(submit).toHaveAccessibleName(/2 new pairs/)
  await submit.click()
  await expect(jobsPanel(page).getByRole('link', { name: /Share 1 image × 2 projects/ })).toContainText(
    'Shared',
  )
})

test('a table with wrong columns is refused, and the columns are named', async ({ page }) => {
  await page.goto('/recipients/import')
  await page.getByRole('textbox', { name: 'Paste recipients' }).fill('id,region,tier\na-1,eu,1')
  await expect(page.getByRole('alert')).toContainText('The book has no columns “region”, “tier”.')
  await expect(plan(page)).toBeHidden()
})

test('a row with an unusual ID is written only once it is confirmed, and left-out columns are named', async ({
  page,
}) => {
  await page.goto('/recipients/import')
  await page
    .getByRole('textbox', { name: 'Paste recipients' })
    .fill(`sep=;\nID;Name;Enabled\n${foreignId(1)};one;True\nTotal;1;`)
  await expect(page.getByText('Left out, as the book has no such column: Enabled.')).toBeVisible()
  const write = page.getByRole('button', { name: 'Write 2 entries' })
  await expect(write).toBeDisabled()
  await expect(write).toHaveAccessibleDescription('Unusual project IDs are to be confirmed first.')
  await expect(page.getByText('Nothing is written before: “Total”')).toBeVisible()
  await page.getByRole('checkbox', { name: 'I have checked the 1 unusual project ID' }).check()
  await write.click()
  await expect(page.getByText('2 entries written')).toBeVisible()
})

test('the exported file is the book, and importing it changes nothing', async ({ page }) => {
  await importText(page, `id;name;groups;notes\n${foreignId(1)};=cmd();"gold; R&D";"two\nlines"\n-x-1;Zoë;;`)
  await page.goto('/recipients')
  for (const format of ['CSV', 'JSON']) {
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: `Export ${format}` }).click()
    const file = await (await waiting).path()
    const text = await readFile(file, 'utf8')
    expect(text).toContain(format === 'CSV' ? `${foreignId(1)},'=cmd()` : '"name": "=cmd()"')
    await page.goto('/recipients/import')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: `book.${format}`, mimeType: 'text/plain', buffer: Buffer.from(text) })
    await expect(page.getByRole('button', { name: 'same 2' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Nothing to write' })).toBeDisabled()
    await page.goto('/recipients')
  }
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on the book, its form and its import (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await importText(page, `id;name;owner;groups\n${foreignId(1)};one;Ada;gold\nb-2;;;`)
    await page.goto('/recipients?source=book')
    await expect(table(page).getByRole('link')).toHaveCount(2)
    expect(await violations(page)).toEqual([])
    await table(page).getByRole('link', { name: 'one' }).click()
    await dialog(page).getByRole('textbox', { name: 'Account ID' }).fill('?')
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await expect(dialog(page)).toContainText('Only letters')
    expect(await violations(page)).toEqual([])
    await dialog(page)
      .getByRole('button', { name: /Delete/ })
      .click()
    await expect(dialog(page)).toContainText('from the book?')
    expect(await violations(page)).toEqual([])
    await page.goto('/recipients/import')
    const field = page.getByRole('textbox', { name: 'Paste recipients' })
    await field.fill(`id;name;owner\n${foreignId(1)};uno;Ada\nb-2;;\nc-3;new;Bob\na/b;;`)
    await expect(plan(page).getByRole('row')).toHaveCount(5)
    expect(await violations(page)).toEqual([])
  })

test('names that are pasted beside new IDs are offered to the book, and are known from then on', async ({
  page,
}) => {
  const form = await openShare(page)
  await form.paste.fill(`Team One ${foreignId(1)}\nTeam Two ${foreignId(2)}\n${foreignId(3)}`)
  await expect(form.form.getByText('“Team One”, “Team Two”: not in the book yet.')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await form.form.getByRole('button', { name: 'Add 2 names to the book' }).click()
  await expect(form.form.getByText('2 names added to the book.')).toBeVisible()
  await page.goto('/recipients?source=book')
  await expect(table(page).getByRole('link')).toHaveText(['Team One', 'Team Two'])
})
