import type { Page } from 'playwright/test'
import { expect, foreignId, ROCKY, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'

/*
 * "Who can use this image, since when, and who let them?" It was answered on the page to stop sharing only, beside a red
 * button, and without a word of who had given it.
 */

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const whoHas = (page: Page) => page.getByRole('grid', { name: 'Who has it' })

test('by keyboard: from the list to an image, to who has it, and to the plan of a stop for one of them', async ({
  page,
  world,
}) => {
  const { image, project, share, add } = await operatorOf(world)
  await share([image(UBUNTU)], [project('acme-prod'), foreignId(1)], 'CHG-4711')
  await add(image(UBUNTU), foreignId(2))
  await page.goto('/images')
  await page.getByRole('searchbox', { name: 'Search' }).focus()
  await page.keyboard.type(UBUNTU)
  await page.keyboard.press('Enter')
  const list = page.getByRole('grid', { name: 'Images' })
  await expect(list.getByRole('row')).toHaveCount(2)
  await expect(list).toContainText('3 of 256')
  await list.getByRole('checkbox').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(heading(page)).toHaveText(UBUNTU)

  await expect(whoHas(page).getByRole('row')).toHaveCount(4)
  const row = (id: string) => whoHas(page).getByRole('row').filter({ hasText: id })
  await expect(row('acme-prod')).toContainText('pending')
  await expect(row('acme-prod')).toContainText('CHG-4711')
  await expect(row('acme-prod')).toContainText('by operator')
  await expect(row(foreignId(2))).toContainText('not through this console')
  await expect(page.getByText('3 recipients have not answered; pending is usable already.')).toBeVisible()
  await expect(
    page.getByRole('region', { name: 'Its jobs' }).getByRole('link', { name: 'CHG-4711' }),
  ).toBeVisible()

  // One tab stop for all rows; arrows go on from there.
  await row('acme-prod').getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await expect(whoHas(page).getByRole('checkbox').nth(1)).toBeFocused()
  await page.getByRole('link', { name: 'Stop sharing with 1 recipient …' }).focus()
  await page.keyboard.press('Enter')
  await expect(heading(page)).toHaveText('Stop sharing')
  await expect(page.getByText(/Stop 1 pair|1 pair/).first()).toBeVisible()
})

test('what colleagues did at the cloud is there once it is read again, with its time', async ({
  page,
  world,
}) => {
  const { image, project, add, remove } = await operatorOf(world)
  await add(image(ROCKY), project('acme-prod'))
  await page.goto(`/images/${image(ROCKY)}`)
  await expect(whoHas(page)).toContainText('acme-prod')
  await expect(page.getByText(/^Read \d{4}-/)).toBeVisible()
  await remove(image(ROCKY), project('acme-prod'))
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(page.getByText('Nobody has it', { exact: true })).toBeVisible()
})

test('members that cannot be read are never told as "nobody"', async ({ page, world }) => {
  const { image } = await operatorOf(world)
  await page.route('**/console/access/rows', (route) => route.fulfill({ status: 403, json: {} }))
  await page.goto(`/images/${image(ROCKY)}`)
  await expect(page.getByRole('alert')).toContainText('Who has it could not be read')
  await expect(page.getByText('Nobody has it', { exact: true })).toHaveCount(0)
})

test('its recipients can be copied to another image', async ({ page, world }) => {
  const { image, project, share } = await operatorOf(world)
  await share([image(UBUNTU)], [project('acme-prod'), foreignId(1)])
  await page.goto(`/images/${image(UBUNTU)}`)
  await page.getByRole('link', { name: 'Copy its recipients to …' }).click()
  await expect(heading(page)).toContainText('Share')
  await expect(page.getByRole('textbox', { name: 'Paste project IDs' })).toHaveValue(
    new RegExp(`${project('acme-prod')}[^]*${foreignId(1)}|${foreignId(1)}[^]*${project('acme-prod')}`),
  )
})

test('an image that is no longer there still has its history, under the name that it had', async ({
  page,
  world,
}) => {
  const { image, project, share } = await operatorOf(world)
  const id = image(UBUNTU)
  await share([id], [project('acme-prod')], 'CHG-4711')
  await page.route('**/console/images', async (route) => {
    const response = await route.fetch()
    const list = await response.json()
    const images = list.images.filter((one: { id: string }) => one.id !== id)
    await route.fulfill({ response, json: { ...list, images } })
  })
  await page.goto(`/images/${id}`)
  await expect(page.getByText('This image is not there any more')).toBeVisible()
  await expect(heading(page)).toHaveText(UBUNTU)
  await page.getByRole('main').getByRole('link', { name: 'CHG-4711' }).click()
  await expect(heading(page)).toHaveText('CHG-4711')
})

test('filters and order are in the address; versions of one name come together', async ({ page, world }) => {
  const { image, project, share } = await operatorOf(world)
  // Wide enough for a table: heads that sort are seen.
  await page.setViewportSize({ width: 1700, height: 900 })
  await share([image('ubuntu-24.04-lts-2026.10')], [foreignId(5), project('acme-prod')])
  await page.goto('/images?sort=banana&has=pending&text=ubuntu')
  const list = page.getByRole('grid', { name: 'Images' })
  await expect(list).toContainText('ubuntu-24.04-lts-2026.10')
  await page.getByRole('button', { name: 'Recipients' }).click()
  await expect(page).toHaveURL(/sort=recipients/)
  await expect(list.getByRole('columnheader', { name: 'Recipients' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await page.getByRole('combobox', { name: 'Put together' }).selectOption('family')
  await page.getByRole('combobox', { name: 'Recipients' }).selectOption('')
  await expect(list.getByText('ubuntu-24.04-lts-*')).toBeVisible()
  await expect(list).toContainText(/\d+ recipients have an older version only/)
  await page.reload()
  await expect(list.getByText('ubuntu-24.04-lts-*')).toBeVisible()
})

test('a project in no book: what it has, and what can be done', async ({ page, world }) => {
  const { image, share } = await operatorOf(world)
  await share([image(UBUNTU), image(ROCKY)], [foreignId(3)], 'CHG-4712')
  await page.goto(`/recipients/${foreignId(3)}`)
  await expect(heading(page)).toHaveText(foreignId(3))
  const has = page.getByRole('grid', { name: 'What it has' })
  await expect(has.getByRole('row')).toHaveCount(3)
  await expect(has).toContainText('CHG-4712')
  await has.getByRole('link', { name: ROCKY }).click()
  await expect(heading(page)).toHaveText(ROCKY)
  await page.goto(`/recipients/${foreignId(4)}`)
  await expect(page.getByText('It has none of your images')).toBeVisible()
  await expect(page.getByText('nowhere: no book')).toBeVisible()
})

test('who wrote the entry of a recipient is told, and its groups lead to their members', async ({
  page,
  world,
}) => {
  const { project, call } = await operatorOf(world)
  const id = project('acme-prod')
  const entry = { id, name: 'acme-prod', accountId: '', owner: 'ops', notes: '', groups: ['gold'] }
  await call('PUT', `/console/recipients/${id}`, entry)
  await page.goto(`/recipients/${id}`)
  const facts = page.getByRole('complementary', { name: 'Facts' })
  await expect(facts).toContainText('by operator')
  await facts.getByRole('link', { name: 'gold' }).click()
  await expect(page).toHaveURL(/\/recipients\?group=gold/)
})
