import { expect, foreignId, shareForm, test, UBUNTU } from '../fixtures.ts'
import { operatorOf } from '../operator.ts'
import { enter, signIn, signOut } from '../session.ts'
import { takePictures } from './take-pictures.ts'

test('the recipient book: the list, one entry, an import', async ({ page }) => {
  await page.goto('/recipients')
  await expect(page.getByRole('table', { name: 'Recipients' })).toBeVisible()
  await takePictures(page, 'recipients')
  await page.getByRole('button', { name: 'Add recipient' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Enter')
  await takePictures(page, 'recipient-refused')
  await page.goto('/recipients/import')
  await expect(page.getByRole('textbox', { name: 'Paste recipients' })).toBeVisible()
  await takePictures(page, 'import-empty')
  const rows = ['id,name,groups', `${foreignId(1)},wonka-web,sweets`, 'no/id,broken,', `${foreignId(2)},,`]
  await page.getByRole('textbox', { name: 'Paste recipients' }).fill(rows.join('\n'))
  await expect(page.getByRole('table', { name: 'Rows of the import' })).toBeVisible()
  await takePictures(page, 'import')
})

test('what a tenant has received, and its answer', async ({ page, world }) => {
  const { image, share } = await operatorOf(world)
  const tenant = await world.tokenFor('tenant', 'tenant-001')
  await share([UBUNTU, 'rocky-9.6-2026.11'].map(image), [tenant.project.id])
  await page.goto('/received')
  await signOut(page)
  await enter(page, 'tenant', 'tenant-001')
  await expect(page.getByRole('table', { name: 'Received images' })).toContainText(UBUNTU)
  await takePictures(page, 'received')
  const answer = page.getByRole('region', { name: 'Answer' })
  await answer.getByRole('checkbox', { name: /^Choose all/ }).check()
  await answer.getByRole('button', { name: /^Accept \d/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await takePictures(page, 'received-accept')
})

test('signing in: the form, a refusal, the choice of a project, one who may only look', async ({ page }) => {
  await page.goto('/share')
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await expect(page.getByRole('dialog', { name: 'Signed in as operator' })).toBeVisible()
  await takePictures(page, 'session')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1440, height: 900 })
  await signOut(page)
  await takePictures(page, 'sign-in')
  await enter(page, 'operator', 'nowhere')
  await expect(signIn(page).getByRole('alert')).toContainText('The cloud refused the sign-in.')
  await takePictures(page, 'sign-in-refused')
  await enter(page, 'operator', '')
  await expect(signIn(page).getByRole('combobox', { name: 'Project' })).toBeVisible()
  await takePictures(page, 'sign-in-project')
  await page.reload()
  await enter(page, 'viewer')
  await expect(shareForm(page).form).toContainText('Your role may look, and not share.')
  await takePictures(page, 'share-read-only')
})
