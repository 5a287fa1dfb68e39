import { expect, foreignId, test } from '../fixtures.ts'
import { operatorOf } from '../operator.ts'
import { takePictures } from './take-pictures.ts'

test('onboarding: nothing chosen, and a plan', async ({ page, world }) => {
  const { project } = await operatorOf(world)
  await page.goto('/onboard')
  await expect(page.getByText('Choose both projects.')).toBeVisible()
  await takePictures(page, 'onboard-empty')
  await page.goto(`/onboard?to=${foreignId(1)}&like=${project('acme-prod')}`)
  await expect(page.getByRole('button', { name: /^Share \d+ new pairs/ })).toBeVisible()
  await page.getByRole('button', { name: /^Share \d+ new pairs/ }).click()
  await takePictures(page, 'onboard')
})

test('offboarding: the plan, and the proof', async ({ page, world }) => {
  const { project } = await operatorOf(world)
  await page.goto(`/offboard?project=${project('acme-prod')}`)
  await expect(page.getByRole('button', { name: /^Stop sharing \d+ pairs/ })).toBeVisible()
  await takePictures(page, 'offboard')
  await page.getByRole('button', { name: /^Stop sharing \d+ pairs/ }).click()
  await expect(page.getByRole('region', { name: 'What is left' })).toContainText('Nothing is left.')
  await takePictures(page, 'offboard-proof')
})
