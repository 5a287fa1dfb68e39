import { expect, foreignId, jobsPanel, test } from './fixtures.ts'
import { operatorOf } from './operator.ts'

/**
 * The print of a job had the rows that were in sight, over one another, with the navigation and the jobs panel on
 * every page.
 */
test('the print of a job has all of its rows, and nothing to press', async ({ page, world }) => {
  const { images, share } = await operatorOf(world)
  const projects = Array.from({ length: 700 }, (_, n) => foreignId(n))
  const id = await share(images.slice(0, 2), projects, 'CHG-1')
  await page.goto(`/jobs/${id}`)
  const rows = page.getByRole('table', { name: 'Pairs' }).locator('tbody tr')
  // Read ahead, as the print itself cannot wait for an answer.
  const last = page.waitForResponse((response) => /pairs\?cursor=/.test(response.url()))
  await expect(rows.first()).toBeVisible()
  await last
  expect(await rows.count()).toBeLessThan(100)

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(rows).toHaveCount(1400)
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('button')).toHaveCount(0)
  await expect(jobsPanel(page)).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('CHG-1')
  await expect(page.getByRole('main')).toContainText('2 images × 700 projects')
  await expect(page.getByText('These are the first')).toHaveCount(0)
  // One below the other.
  const tops = await rows.evaluateAll((all) => all.map((row) => Math.round(row.getBoundingClientRect().top)))
  expect(new Set(tops).size).toBe(1400)
  // Dark ink, whatever the screen has.
  await expect(page.getByRole('heading', { level: 1 })).toHaveCSS('color', 'rgb(0, 0, 0)')
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await expect(page.getByRole('columnheader').first()).toHaveCSS('color', 'rgb(75, 81, 82)')

  await page.emulateMedia({ media: 'screen' })
  await expect.poll(() => rows.count()).toBeLessThan(100)
  // The browser's own print asks for it in another way.
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  expect(await rows.count()).toBe(1400)
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  expect(await rows.count()).toBeLessThan(100)
})

test('the print of a job that has more rows than fit on paper says so', async ({ page, world }) => {
  const { images, share } = await operatorOf(world)
  const projects = Array.from({ length: 3000 }, (_, n) => foreignId(n))
  const id = await share(images.slice(0, 2), projects)
  let pages = 0
  page.on('response', (response) => {
    if (response.url().includes('/pairs?')) pages += 1
  })
  await page.goto(`/jobs/${id}`)
  await expect.poll(() => pages).toBeGreaterThanOrEqual(5)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('These are the first 5,000 rows. There are 6,000 in all')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Pairs' }).locator('tbody tr')).toHaveCount(5000)
})
