import { expect, foreignId, test, UBUNTU } from '../fixtures.ts'
import { operatorOf } from '../operator.ts'
import { takePictures } from './take-pictures.ts'

test('images: the list, by versions, one, one that nobody has, one that is gone', async ({ page, world }) => {
  const { image, project, share, add } = await operatorOf(world)
  await share([image(UBUNTU)], [project('acme-prod'), foreignId(1)], 'CHG-4711 golden images')
  await add(image(UBUNTU), project('acme-test'))
  await page.goto('/images')
  await expect(page.getByRole('grid', { name: 'Images' })).toBeVisible()
  await takePictures(page, 'images')
  await page.goto('/images?by=family&text=ubuntu')
  await expect(page.getByText(/older version only/).first()).toBeVisible()
  await takePictures(page, 'images-versions')
  await page.goto(`/images/${image(UBUNTU)}`)
  await expect(page.getByRole('grid', { name: 'Who has it' })).toContainText('CHG-4711')
  await page.getByRole('checkbox', { name: 'Choose acme-prod' }).check()
  await takePictures(page, 'image')
  await page.goto(`/images/${image('rocky-9.6-2026.11')}`)
  await expect(page.getByText('Nobody has it', { exact: true })).toBeVisible()
  await takePictures(page, 'image-nobody')
  await page.goto('/images/7255ec2a-f68a-49ec-81d3-9fae8e4ba36b')
  await expect(page.getByText('No job of this console')).toBeVisible()
  await takePictures(page, 'image-gone')
})

test('recipients: one of the book, one that is in no book', async ({ page, world }) => {
  const { image, project, share, call } = await operatorOf(world)
  const id = project('acme-prod')
  await call('PUT', `/console/recipients/${id}`, {
    id,
    name: 'acme-prod',
    accountId: '',
    owner: 'ops@acme.example',
    notes: 'Asked for by mail.',
    groups: ['gold', 'eu'],
  })
  await share([image(UBUNTU), image('rocky-9.6-2026.11')], [id, foreignId(1)], 'CHG-4711 golden images')
  await page.goto(`/recipients/${id}`)
  await expect(page.getByRole('grid', { name: 'What it has' })).toContainText('not through this console')
  await takePictures(page, 'recipient')
  await page.goto(`/recipients/${foreignId(9)}`)
  await expect(page.getByText('It has none of your images')).toBeVisible()
  await takePictures(page, 'recipient-unknown')
})
