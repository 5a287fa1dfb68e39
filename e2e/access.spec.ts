import type { Page } from 'playwright/test'
import { faults, sideways } from './a11y.ts'
import { expect, foreignId, ROCKY, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'
import { enter, signOut } from './session.ts'

const matrix = (page: Page) => {
  const grid = page.getByRole('grid', { name: 'Images and their recipients' })
  return {
    grid,
    cell: grid.getByRole('gridcell'),
    row: (image: string) => grid.getByRole('rowheader', { name: image }),
    column: (recipient: string) => grid.getByRole('columnheader', { name: recipient }),
    pair: page.getByRole('complementary', { name: 'Pair' }),
    selection: page.getByRole('region', { name: 'Selection' }),
    filters: page.getByRole('search', { name: 'Filter images and recipients' }),
  }
}

test('an auditor sees who has an image, since when, and goes to stop it', async ({ page, world }) => {
  const { image, project, share, members } = await operatorOf(world)
  await share([image(UBUNTU)], [project('acme-prod'), project('birch-dev')], 'CHG-4711')
  await page.goto('/access?images=ubuntu-24.04')
  const { grid, cell, row, column, pair } = matrix(page)
  await expect(row(`${UBUNTU}, 2 recipients`)).toBeVisible()
  await expect(column('acme-prod, 2 images')).toBeVisible()
  await page.goto(`/access?image=${image(UBUNTU)}&project=${project('acme-prod')}`)
  await expect(cell).toHaveAccessibleName(
    new RegExp(`^${UBUNTU}, acme-prod, pending, since .*through CHG-4711$`),
  )
  await expect(pair).toContainText('Usable already')
  await expect(pair.getByRole('link', { name: 'CHG-4711' })).toBeVisible()
  await expect(grid).toHaveAttribute('aria-colcount', /\d+/)
  await pair.getByRole('link', { name: 'Stop this pair' }).click()
  await expect(page.getByRole('heading', { name: 'Stop sharing' })).toBeVisible()
  await page.getByRole('button', { name: /^Stop sharing 1/ }).click()
  await expect(page.getByText(/pair done|Stopping has begun/).first()).toBeVisible()
  await expect.poll(() => members(image(UBUNTU))).toEqual([project('birch-dev')])
  await page.goBack()
  await expect(cell).toHaveAccessibleName(new RegExp(`^${UBUNTU}, acme-prod, not shared`))
})

test('by keyboard alone: from cell to cell, a rectangle, and its share', async ({ page, world }) => {
  const { image, project, share } = await operatorOf(world)
  await share([image(UBUNTU), image(ROCKY)], [project('acme-prod')])
  await share([image(UBUNTU)], [project('birch-dev')])
  await page.goto('/access?images=2026.11')
  const { cell, row, selection } = matrix(page)
  await expect(row(`${UBUNTU}, 2 recipients`)).toBeVisible()
  await cell.focus()
  await page.keyboard.press('Control+Home')
  await expect(cell).toHaveAccessibleName(/^rocky-9.6-2026.11, acme-/)
  await page.keyboard.press('Control+End')
  await expect(cell).toHaveAccessibleName(new RegExp(`^${UBUNTU}, `))
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+a')
  await expect(selection).toContainText('2 images ×')
  await expect(cell).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(selection).toBeHidden()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(cell).toBeFocused()
  await expect(selection).toContainText('2 pairs')
  await page.keyboard.press('Shift+Space')
  await expect(selection).toContainText('1 image ×')
  await page.keyboard.press('Control+Space')
  await expect(selection).toContainText('× 1 recipient')
})

test('a selection goes to the plan as it is, with what is shared already', async ({ page, world }) => {
  const { image, project, share } = await operatorOf(world)
  await share([image(UBUNTU), image(ROCKY)], [project('acme-prod')])
  await share([image(UBUNTU)], [project('birch-dev')])
  await page.goto('/access?images=2026.11')
  const { row, column, selection } = matrix(page)
  await row(ROCKY).click()
  await row(UBUNTU).click({ modifiers: ['Control'] })
  await expect(selection).toContainText('4 pairs')
  await column('birch-dev').click({ modifiers: ['Control'] })
  await expect(selection).toContainText('2 images × 1 recipient')
  await page.getByRole('button', { name: 'Select all 2 × 2' }).click()
  await selection.getByRole('link', { name: 'Share 1' }).click()
  await expect(page.getByRole('button', { name: 'Share 1 new pair' })).toBeVisible()
})

test('an image that could not be read is named, and never taken for shared with nobody', async ({
  page,
  world,
}) => {
  const { image } = await operatorOf(world)
  const id = image('ubuntu-24.04-lts-2026.10')
  await page.route('**/console/access*', async (route) => {
    const answer = await route.fetch()
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const told = lines.map((line) =>
      line.image === id
        ? { kind: 'unread', image: id, problem: { code: 'IMG.0060', message: 'The cloud is busy.' } }
        : line,
    )
    const named = lines.find((line) => line.image === id)?.recipients ?? []
    const next = told.find((line) => line.kind === 'row')
    next.recipients = [...(next.recipients ?? []), ...named]
    await route.fulfill({ response: answer, body: told.map((line) => JSON.stringify(line)).join('\n') })
  })
  await page.goto('/access?images=ubuntu')
  const { row } = matrix(page)
  await expect(row('ubuntu-24.04-lts-2026.10, unread')).toBeVisible()
  await page.getByText('1 image could not be read').click()
  await expect(page.getByRole('list', { name: 'Images that could not be read' })).toContainText(
    'The cloud is busy.',
  )
})

test('filters are in the address, chips take them away, and what is left out of a status is blank', async ({
  page,
  world,
}) => {
  const { add, image } = await operatorOf(world)
  await add(image(UBUNTU), foreignId(7))
  world.clock.advance(61_000)
  await page.goto('/access?unknown=1')
  const { row, column, filters, cell } = matrix(page)
  await expect(column(`${foreignId(7)}, 1 image`)).toBeVisible()
  await filters.getByRole('button', { name: 'Remove the filter Unknown recipients' }).click()
  await expect(page).toHaveURL(/\/access$/)
  await filters.getByRole('combobox', { name: 'Status' }).selectOption('rejected')
  await expect(page).toHaveURL(/status=rejected/)
  await expect(row('monitoring-proxy-3.4, 1 recipient')).toBeVisible()
  await expect(cell).toHaveAccessibleName(/rejected/)
  await filters.getByRole('searchbox', { name: 'Images' }).fill('no such image')
  await expect(page.getByText('No pair matches these filters')).toBeVisible()
  await page.getByRole('link', { name: 'Clear the filters' }).click()
  await expect(row(UBUNTU)).toBeVisible()
})

test('the list has the same pairs, newest first if wanted', async ({ page, world }) => {
  const { image, project, share } = await operatorOf(world)
  await share([image(UBUNTU)], [project('acme-prod')], 'CHG-1')
  await page.goto('/access')
  await page.getByText('List', { exact: true }).click()
  await expect(page).toHaveURL(/view=list/)
  const table = page.getByRole('table', { name: 'Pairs that are shared' })
  await table.getByRole('button', { name: 'Since' }).click()
  await expect(table.getByRole('row').nth(1)).toContainText(UBUNTU)
  await table.getByRole('link', { name: `pending: ${UBUNTU}, acme-prod` }).click()
  await expect(matrix(page).pair).toContainText('acme-prod')
})

/*
 * A colleague shared an image by another tool. The page said so only when it was loaded anew, although it showed the row all the
 * time.
 */
test('a row in sight is read again when it has become old', async ({ page, world }) => {
  const { add, image } = await operatorOf(world)
  await page.clock.install()
  await page.goto('/access?images=ubuntu-24.04-lts-2026.10')
  const { row } = matrix(page)
  await expect(row('ubuntu-24.04-lts-2026.10, 42 recipients')).toBeVisible()
  await add(image('ubuntu-24.04-lts-2026.10'), foreignId(3))
  await page.clock.fastForward(75_000)
  await expect(row('ubuntu-24.04-lts-2026.10, 43 recipients')).toBeVisible()
})

test('on paper there are all pairs, as of when, and what could not be read', async ({ page }) => {
  await page.goto('/access?view=list')
  const rows = page.getByRole('table', { name: 'Pairs that are shared' }).locator('tbody tr')
  await expect(rows.first()).toContainText('20')
  await expect(page.getByRole('button', { name: 'Print the report' })).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(rows).toHaveCount(733)
  await expect(
    page
      .getByRole('banner')
      .or(page.getByRole('main'))
      .getByText(/^As of 20.* UTC/),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: /Print|Read again/ })).toHaveCount(0)
  await expect(page.getByRole('search')).toHaveCount(0)
})

test('who may only look sees it all, and is told why nothing can be changed', async ({ page }) => {
  await page.goto('/access')
  await signOut(page)
  await enter(page, 'viewer')
  const { cell, pair, selection } = matrix(page)
  await cell.focus()
  await page.keyboard.press('ArrowDown')
  await expect(pair.getByRole('button', { name: /this pair/ })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Control+a')
  await expect(selection.getByRole('button', { name: /^Share/ })).toHaveAccessibleDescription(
    /Your role may look/,
  )
})

test.describe('states', () => {
  test.use({ viewport: { width: 1440, height: 900 } })
  test('axe finds nothing in a selection with a pair, and nothing scrolls sideways', async ({ page }) => {
    await page.goto('/access')
    const { cell, selection } = matrix(page)
    await cell.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(selection).toBeVisible()
    expect(await faults(page)).toEqual([])
    expect(await sideways(page)).toEqual([])
  })
})

test('what is shared now can be saved as a file', async ({ page }) => {
  await page.goto('/access?view=list')
  for (const format of ['CSV', 'JSON']) {
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: format, exact: true }).click()
    expect((await saved).suggestedFilename()).toMatch(/^access-\d{4}-\d\d-\d\d\.(csv|json)$/)
  }
})
