import { expect, foreignId, test, UBUNTU } from '../fixtures.ts'
import { operatorOf } from '../operator.ts'
import { takePictures } from './take-pictures.ts'

test('find: a part of a name, an ID, one that is not known here', async ({ page, world }) => {
  const { image, project, share } = await operatorOf(world)
  await share([image(UBUNTU)], [project('acme-prod')], 'CHG-4711 golden images')
  await page.goto('/jobs')
  await page.getByRole('button', { name: /^Find/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Find' })
  const field = dialog.getByRole('combobox', { name: 'Find' })
  await expect(dialog.getByRole('option').first()).toBeVisible()
  await takePictures(page, 'find-start')
  await field.fill('ubuntu')
  await expect(dialog.getByRole('option', { name: /CHG-4711/ })).toBeVisible()
  await takePictures(page, 'find-text')
  await field.fill(project('acme-prod'))
  await expect(dialog.getByRole('option', { name: /^Share images/ })).toBeVisible()
  await takePictures(page, 'find-id')
  await field.fill(foreignId(1))
  await expect(dialog.getByRole('status')).toContainText('By its form')
  await takePictures(page, 'find-unknown')
})
