import { serveLargeAccess } from '#testing/large-access'
import { expect, test } from '../fixtures.ts'
import { takePictures } from './take-pictures.ts'

test('access: the matrix, a pair, a selection, the list', async ({ page }) => {
  await page.goto('/access')
  const grid = page.getByRole('grid', { name: 'Images and their recipients' })
  await expect(grid.getByRole('rowheader').first()).toBeVisible()
  await takePictures(page, 'access')
  await page.setViewportSize({ width: 1440, height: 900 })
  await grid.getByRole('gridcell').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible()
  await takePictures(page, 'access-selection')
  await page.goto('/access?by=account&sort=most&status=pending')
  await expect(grid.getByRole('rowheader').first()).toBeVisible()
  await takePictures(page, 'access-filters')
  await page.goto('/access')
  await page.getByText('List', { exact: true }).click()
  await expect(page.getByRole('table', { name: 'Pairs that are shared' })).toBeVisible()
  await takePictures(page, 'access-list')
})

for (const [images, recipients] of [
  [3, 3],
  [60, 238],
  [1000, 300],
] as const)
  test(`access: ${images} × ${recipients}`, async ({ page }) => {
    await serveLargeAccess(page, { images, recipients })
    await page.goto('/access')
    const grid = page.getByRole('grid', { name: 'Images and their recipients' })
    await expect(grid.getByRole('rowheader').first()).toBeVisible()
    await takePictures(page, `access-${images}x${recipients}`)
    await page.goto('/access?fit=1')
    await expect(grid.getByRole('rowheader').first()).toBeVisible()
    await takePictures(page, `access-${images}x${recipients}-fit`)
  })
