import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Download, Locator, Page } from 'playwright/test'
import { violations } from './a11y.ts'
import { expect, foreignId, jobsPanel, shareForm, test } from './fixtures.ts'
import { operatorOf } from './operator.ts'

const FAULT = 'fault-pair'

const textOf = async (download: Download) => readFile(await download.path(), 'utf8')
const menuOf = (page: Page) => page.getByRole('button', { name: 'Copy or download' })
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

test('filters and search are in the address, survive a reload, and are ignored when they make no sense', async ({
  page,
  world,
}) => {
  const { images, share, call } = await operatorOf(world)
  await share([images[0], images[1]], [foreignId(1), foreignId(2)], 'CHG-1 monthly release')
  await share([images[2]], [foreignId(3)], 'CHG-2')
  await call('DELETE', '/v1/cloudimages/members', { images: [images[0]], projects: [foreignId(1)] })

  await page.goto('/jobs?text=CHG-1&status=banana&from=99&to=2026-02-30')
  const rows = page.getByRole('table', { name: 'Jobs' }).getByRole('link')
  await expect(rows).toHaveText(['CHG-1 monthly release'])
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('')

  const search = page.getByRole('searchbox', { name: 'Search' })
  await search.fill(foreignId(3))
  await search.press('Enter')
  await expect(rows).toHaveText(['CHG-2'])
  await search.fill(images[1].slice(0, 13))
  await search.press('Enter')
  await expect(rows).toHaveText(['CHG-1 monthly release'])
  await search.fill('')
  await search.press('Enter')
  await page.getByRole('combobox', { name: 'Action' }).selectOption('unshare')
  await expect(page).toHaveURL(/action=unshare/)
  await expect(rows).toHaveText(['Stop sharing 1 image with 1 project'])
  await page.reload()
  await expect(rows).toHaveText(['Stop sharing 1 image with 1 project'])
  await expect(page.getByRole('combobox', { name: 'Action' })).toHaveValue('unshare')
})

test('the export has a row for each pair of the jobs on the screen', async ({ page, world }) => {
  const { images, share } = await operatorOf(world)
  await share(images.slice(0, 2), [foreignId(1), foreignId(2), foreignId(3)], '=1+1 CHG-1')
  await share([images[2]], [foreignId(4)], 'CHG-2')
  await page.goto('/jobs?text=CHG-1')
  await expect(page.getByRole('table', { name: 'Jobs' }).getByRole('link')).toHaveCount(1)
  const file = async (name: RegExp) => {
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name }).click()
    return textOf(await download)
  }
  const csv = await file(/CSV/)
  const lines = csv.split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFFjobId,/)
  expect(lines.slice(1, -1)).toHaveLength(6)
  for (const line of lines.slice(1, -1)) expect(line).toContain(",'=1+1 CHG-1,")
  const records = JSON.parse(await file(/JSON/))
  expect(records.map((record: { projectId: string }) => record.projectId)).toEqual(
    [1, 2, 3, 1, 2, 3].map(foreignId),
  )
})

test('the evidence says the same as the screen, and can be checked', async ({ page, world }) => {
  const { images, share } = await operatorOf(world)
  const id = await share([images[0]], [foreignId(1), foreignId(2), FAULT], 'CHG-7')
  await page.goto(`/jobs/${id}`)
  await expect(page.getByRole('region', { name: 'Found before sending' })).toContainText('New3')
  await menuOf(page).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Download evidence' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe(`job-${id}-evidence.json`)
  const evidence = JSON.parse(await textOf(saved))
  expect(evidence.job).toMatchObject({ id, reason: 'CHG-7', user: { name: 'operator' } })
  expect(evidence.plan.firstTime).toEqual([foreignId(1), foreignId(2), FAULT])
  expect(evidence.calls[0].cloudJobId).toBeTruthy()
  const digest = createHash('sha256').update(JSON.stringify(evidence.pairs)).digest('hex')
  expect(evidence.check).toMatchObject({ pairs: 3, sha256: digest, changed: false })
  const words: Record<string, string> = { done: 'Shared', failed: 'Failed' }
  const reads: Record<string, string> = { member: 'Is a member', 'not a member': 'Not a member' }
  for (const pair of evidence.pairs) {
    const row = page
      .getByRole('table', { name: 'Pairs' })
      .getByRole('row')
      .filter({ hasText: pair.project.id })
    await expect(row).toContainText(words[pair.result] ?? '?')
    await expect(row).toContainText(reads[pair.readBack] ?? '?')
    await expect(row.locator('time')).toHaveAttribute('datetime', pair.readAt)
  }
})

test('a job with some pairs of its lists is shared again with these, until all are taken', async ({
  page,
  world,
}) => {
  const { images, call } = await operatorOf(world)
  const [image, other] = images
  const set = { images: [image, other], projects: [foreignId(1), foreignId(2)] }
  const some = {
    action: 'unshare',
    ...set,
    pairs: [
      [0, 0],
      [1, 1],
    ],
  }
  const id = (await call('POST', '/console/jobs', some)).job_id
  await page.goto(`/jobs/${id}`)
  await page.getByRole('button', { name: 'Share again' }).click()
  const form = shareForm(page)
  await expect(page.getByText('2 pairs of these are left out, as in the job before.')).toBeVisible()
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
  await form.confirmNew.check()
  await form.submit.click()
  await jobsPanel(page)
    .getByRole('link', { name: /Share 2 images/ })
    .click()
  await expect(page.getByRole('navigation', { name: 'Pairs by result' }).getByRole('link')).toHaveText([
    'All 2',
    'Shared 2',
  ])
  await page.getByRole('button', { name: 'Share again' }).click()
  await page.getByRole('button', { name: 'Take every pair' }).click()
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
  await expect(page.getByText('left out')).toHaveCount(0)
})

test('a job is copied by keyboard as a line for each of its pairs', async ({ page, world, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { images, share } = await operatorOf(world)
  const projects = Array.from({ length: 200 }, (_, n) => foreignId(n))
  await page.goto(`/jobs/${await share(images.slice(0, 2), projects)}`)
  await menuOf(page).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Copy as curl' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Copy as openstack commands' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Copied 400 lines')).toBeVisible()
  const lines = (await clipboard(page)).split('\n')
  expect(lines).toHaveLength(400)
  expect(lines[0]).toBe(`openstack image add project ${images[0]} ${foreignId(0)}`)
  await expect(menuOf(page)).toBeFocused()
})

test('a job with only some of its pairs is never shown as all images with all projects', async ({
  page,
  world,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { images, share, call } = await operatorOf(world)
  const [first, second] = images
  await share([first], [foreignId(1)])
  const id = await share([first, second], [foreignId(1), foreignId(2)])
  const { fingerprint } = await call('GET', `/console/jobs/${id}/undo`)
  const undo = (await call('POST', `/console/jobs/${id}/undo`, { fingerprint, reason: '' })).job_id

  await page.goto(`/jobs/${undo}`)
  await expect(page.getByRole('main').getByRole('link', { name: id })).toBeVisible()
  await menuOf(page).click()
  await page.getByRole('menuitem', { name: 'Copy as curl' }).click()
  await expect(page.getByText('Copied 2 calls')).toBeVisible()
  const bodies = [...(await clipboard(page)).matchAll(/-d '(.*)'/g)].map(([, body = '']) => JSON.parse(body))
  expect(bodies).toEqual([
    { images: [first], projects: [foreignId(2)] },
    { images: [second], projects: expect.arrayContaining([foreignId(1), foreignId(2)]) },
  ])
  await menuOf(page).click()
  await page.getByRole('menuitem', { name: 'Copy as openstack commands' }).click()
  await expect(page.getByText('Copied 3 lines')).toBeVisible()
  expect(await clipboard(page)).not.toContain(`${first} ${foreignId(1)}`)

  await page.getByRole('main').getByRole('link', { name: id }).click()
  await expect(page.getByRole('main').getByRole('link', { name: undo })).toBeVisible()
})

test('attempts are shown side by side, and a pair has its earlier results', async ({ page, world }) => {
  const { images, share, call } = await operatorOf(world)
  const id = await share([images[0]], [foreignId(1), FAULT])
  await call('POST', `/console/jobs/${id}/retry`)
  await page.goto(`/jobs/${id}`)
  const attempts = page.getByRole('table', { name: 'Attempts' }).getByRole('row')
  await expect(attempts).toHaveCount(3)
  await expect(attempts.nth(1).getByRole('cell').last()).toHaveText('0')
  const pair = page.getByRole('table', { name: 'Pairs' }).getByRole('row').filter({ hasText: FAULT })
  await expect(pair).toContainText('attempt 1: failed, IMG.0112')
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await violations(page)).toEqual([])
    await menuOf(page).click()
    await expect(page.getByRole('menuitem', { name: 'Download evidence' })).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
  }
})

test('axe finds nothing on the history, in light and dark', async ({ page, world }) => {
  const { images, share } = await operatorOf(world)
  await share([images[0]], [foreignId(1), FAULT], 'CHG-1')
  await page.goto('/jobs?text=CHG-1')
  await expect(page.getByRole('table', { name: 'Jobs' })).toBeVisible()
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await violations(page)).toEqual([])
  }
})

// The story: an auditor asks who gave an image to a customer, and why; the operator knows the customer by name.
test('who shared an image with a project, when and why, is three clicks away', async ({ page, world }) => {
  const { images, share, project } = await operatorOf(world)
  await share([images[0]], [foreignId(1)], 'CHG-1 somebody else')
  const id = await share([images[1]], [project('acme-prod')], 'CHG-4711 November golden images')
  await page.goto('/share')
  let clicks = 0
  const click = async (target: Locator) => {
    clicks += 1
    await target.click()
  }
  await click(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Jobs' }))
  await click(page.getByRole('searchbox', { name: 'Search' }))
  await page.keyboard.type('acme-prod')
  await page.keyboard.press('Enter')
  const rows = page.getByRole('table', { name: 'Jobs' }).getByRole('row')
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText('CHG-4711 November golden images')
  await expect(rows.nth(1)).toContainText('operator')
  await click(rows.nth(1).getByRole('link'))
  await expect(page).toHaveURL(new RegExp(`/jobs/${id}$`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('CHG-4711 November golden images')
  await expect(page.getByRole('complementary', { name: 'Facts' })).toContainText(/Whooperator.*Started\d{4}-/)
  expect(clicks).toBeLessThanOrEqual(4)
})

test('a failure stays first until it is seen, by keyboard, and is found among those that are not', async ({
  page,
  world,
}) => {
  const { images, share } = await operatorOf(world)
  await share([images[0]], [foreignId(1), FAULT], 'CHG-1 went wrong')
  await share([images[1]], [foreignId(2)], 'CHG-2 went well')
  await page.goto('/share')
  const rows = jobsPanel(page).getByRole('listitem')
  await expect(rows).toContainText([/1 shared, 1 failed.*CHG-1/, /Shared.*CHG-2/])
  await page.goto('/jobs')
  await page.getByRole('button', { name: 'Not seen 1' }).click()
  await expect(page).toHaveURL(/seen=no/)
  const found = page.getByRole('table', { name: 'Jobs' }).getByRole('link')
  await expect(found).toHaveText(['CHG-1 went wrong'])
  await page.getByRole('button', { name: 'Seen: CHG-1 went wrong' }).press('Enter')
  await expect(page.getByText('No job matches these filters')).toBeVisible()
  await page.goto('/share')
  await expect(rows).toContainText([/Shared.*CHG-2/, /1 shared, 1 failed.*CHG-1/])
  await expect(page).toHaveTitle(/^Share images/)
})

test('the history is sorted by its columns, and an address has a name to open with', async ({
  page,
  world,
}) => {
  const { images, share } = await operatorOf(world)
  await share([images[0]], [foreignId(1), foreignId(2), foreignId(3)], 'large')
  await share([images[1]], [foreignId(2)], 'small')
  await page.goto('/jobs')
  const table = page.getByRole('table', { name: 'Jobs' })
  await expect(table.getByRole('link')).toHaveText(['small', 'large'])
  await table.getByRole('button', { name: 'Pairs' }).press('Enter')
  await expect(table.getByRole('link')).toHaveText(['large', 'small'])
  await expect(table.getByRole('columnheader', { name: 'Pairs' })).toHaveAttribute('aria-sort', 'descending')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view …' }).click()
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Largest first')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Largest first' }).click()
  await page.getByRole('menuitem', { name: 'Open with this view' }).click()

  await page.goto('/jobs')
  await expect(page).toHaveURL(/sort=pairs/)
  await expect(table.getByRole('link')).toHaveText(['large', 'small'])
  await page.getByRole('button', { name: 'Largest first' }).click()
  await page.getByRole('menuitem', { name: 'All jobs', exact: true }).click()
  await expect(table.getByRole('link')).toHaveText(['small', 'large'])
})

test('a project is picked by name as a filter, and pairs are found and copied by name', async ({
  page,
  world,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { images, share, project } = await operatorOf(world)
  await share([images[0]], [foreignId(1)], 'CHG-1')
  await share([images[1]], [project('acme-prod'), project('acme-test')], 'CHG-2')
  await page.goto('/jobs')
  await page.getByText('More filters').click()
  await page.getByRole('combobox', { name: 'Project' }).fill('acme-te')
  await page.getByRole('option', { name: 'acme-test' }).click()
  await expect(page.getByRole('table', { name: 'Jobs' }).getByRole('link')).toHaveText(['CHG-2'])
  await expect(page.getByRole('button', { name: 'Remove the filter Project: acme-test' })).toBeVisible()
  await page.getByRole('link', { name: 'CHG-2' }).click()
  await page.getByRole('searchbox', { name: 'Find a pair' }).fill('acme-test')
  const rows = page.getByRole('table', { name: 'Pairs' }).getByRole('row')
  await expect(rows).toHaveCount(2)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(page.getByText('Copied 1 pair')).toBeVisible()
  const [, line] = (await clipboard(page)).split('\n')
  expect(line).toContain(`acme-test\t${project('acme-test')}\tShared`)
})
