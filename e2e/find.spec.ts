import type { Page } from 'playwright/test'
import { faults, handFaults } from './a11y.ts'
import { expect, foreignId, ROCKY, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'
import { enter, signOut } from './session.ts'

/*
 * "What is 245cddcb…, and who has it?" An ID arrived by mail or chat, and one had to know on which page to look for it.
 */

const findIn = (page: Page) => {
  const dialog = page.getByRole('dialog', { name: 'Find' })
  return {
    dialog,
    field: dialog.getByRole('combobox', { name: 'Find' }),
    options: dialog.getByRole('option'),
    option: (name: string | RegExp) => dialog.getByRole('option', { name }),
    active: dialog.locator('[aria-selected=true]'),
    status: dialog.getByRole('status'),
  }
}

async function openFind(page: Page) {
  await expect(page.getByRole('button', { name: /^Find/ })).toBeVisible()
  await page.keyboard.press('Control+k')
  const find = findIn(page)
  await expect(find.field).toBeFocused()
  return find
}

test('by keyboard: a part of a name, arrows, Enter; what was opened comes first the next time', async ({
  page,
}) => {
  await page.goto('/share')
  // From a field as well: Ctrl-K is no text.
  await page.getByRole('textbox', { name: 'Reason' }).focus()
  const find = await openFind(page)
  await expect(find.options.first()).toContainText('Share')
  await page.keyboard.type('acme-pr')
  await expect(find.active).toContainText('acme-prod')
  await expect(find.field).toHaveAttribute(
    'aria-activedescendant',
    (await find.active.getAttribute('id')) ?? '',
  )
  await page.keyboard.press('End')
  await expect(find.options.last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(find.options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(
    page.getByRole('dialog', { name: 'Edit acme-prod' }).or(page.getByRole('heading', { name: 'acme-prod' })),
  ).toBeVisible()
  await page.goto('/jobs')
  await openFind(page)
  await expect(find.active).toContainText('acme-prod')
  await page.keyboard.press('Escape')
  await expect(find.dialog).toHaveCount(0)
})

test('a pasted ID: what it is and what can be done, in the form in which it stands in a mail', async ({
  page,
  world,
}) => {
  const { project } = await operatorOf(world)
  const id = project('acme-prod')
  await page.goto('/jobs')
  const find = await openFind(page)
  await find.field.fill(`Hi, can you look at "${id.toUpperCase()}"\u200b please? <ops@example.org>`)
  await expect(find.active).toContainText('acme-prod')
  await expect(find.dialog).toContainText('recipient')
  await expect(find.option('Stop sharing with acme-prod …')).toBeVisible()
  await find.option('Share images with acme-prod …').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Share')
  await expect(page.getByText('acme-prod').first()).toBeVisible()
})

test('an ID that nothing here has: it says so, and what can still be done', async ({ page }) => {
  await page.goto('/jobs')
  const find = await openFind(page)
  await find.field.fill(foreignId(7))
  await expect(find.status).toContainText(
    'No image, recipient or job here has this ID. By its form it is a project.',
  )
  await find.field.fill('7255ec2a-f68a-49ec-81d3-9fae8e4ba36b')
  await expect(find.status).toContainText('an image, a job or a key')
  await expect(find.option(/^Share/)).toHaveCount(0)
  await find.field.fill(foreignId(7))
  await find.option('Share images with this project …').click()
  await expect(page.getByRole('textbox', { name: 'Paste project IDs' })).toHaveValue(foreignId(7))
})

test('a ticket finds its job, and an old job is found in the history by the name of an image', async ({
  page,
  world,
}) => {
  const { image, project, share } = await operatorOf(world)
  const job = await share([image(UBUNTU), image(ROCKY)], [project('acme-prod')], 'CHG-4711 (golden)')
  await page.goto('/recipients')
  const find = await openFind(page)
  await find.field.fill('4711 (gold')
  await expect(find.active).toContainText('CHG-4711 (golden)')
  await find.field.fill(job)
  await expect(find.dialog).toContainText('job')
  await expect(find.option('Undo this job …')).toBeVisible()
  await find.field.fill(ROCKY)
  await expect(find.option(/CHG-4711/)).toBeVisible()
  await find.option(/CHG-4711/).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('CHG-4711 (golden)')
})

test('the ID of what is active is copied by Ctrl+Enter', async ({ page, world, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { image } = await operatorOf(world)
  await page.goto('/jobs')
  const find = await openFind(page)
  await find.field.fill(UBUNTU)
  await expect(find.active).toContainText(UBUNTU)
  await page.keyboard.press('Control+Enter')
  await expect(find.status).toHaveText('The ID is copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(image(UBUNTU))
})

test('whatever is pasted is harmless, and what is too long is told', async ({ page }) => {
  await page.goto('/jobs')
  const find = await openFind(page)
  for (const text of ['.*', '(', '[a-', '\\', '\u202e\u200b', '<b>x</b>']) {
    await find.field.fill(text)
    await expect(find.status).toContainText(/found|Nothing here|^$/)
  }
  await find.field.fill('acme prod '.repeat(6000))
  await expect(find.status).toContainText('the rest of it is left out')
  await find.field.fill('acme-prod')
  await expect(find.active).toContainText('acme-prod')
})

test('what could not be read is told, and nothing is said not to be there', async ({ page }) => {
  await page.route('**/console/images', (route) => route.fulfill({ status: 403, json: {} }))
  await page.goto('/jobs')
  const find = await openFind(page)
  await find.field.fill('7255ec2a-f68a-49ec-81d3-9fae8e4ba36b')
  await expect(find.status).toContainText('Not everything could be read, and may be missing here: images.')
  await expect(find.status).not.toContainText('No own image')
})

test('"/" opens it too, but not in a field; a viewer is offered no act', async ({ page }) => {
  await page.goto('/jobs')
  await page.getByRole('searchbox').fill('a/b')
  const find = findIn(page)
  await page.getByRole('searchbox').press('/')
  await expect(find.dialog).toHaveCount(0)
  await signOut(page)
  await enter(page, 'viewer')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('/')
  await expect(find.field).toBeFocused()
  await find.field.fill(UBUNTU)
  await expect(find.option('Copy the ID')).toBeVisible()
  await expect(find.option(/^(Share|Stop)/)).toHaveCount(0)
})

for (const [device, viewport] of Object.entries({
  laptop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
}))
  test(`axe and hands find nothing wrong with it (${device})`, async ({ page, world }) => {
    await page.setViewportSize(viewport)
    const { project } = await operatorOf(world)
    await page.goto('/jobs')
    await page.getByRole('button', { name: /^Find/ }).click()
    const find = findIn(page)
    await expect(find.options.first()).toBeVisible()
    expect([...(await faults(page)), ...(await handFaults(page))]).toEqual([])
    await find.field.fill(project('acme-prod'))
    await expect(find.option(/^Share images/)).toBeVisible()
    expect([...(await faults(page)), ...(await handFaults(page))]).toEqual([])
  })
