import { expect, foreignId, jobsPanel, openShare, pick, shareForm, test } from './fixtures.ts'
import { operatorOf } from './operator.ts'

const VAULT = 'vault-base-custom-key'

test('the key of an encrypted image is granted for a share, and revoked after the stop', async ({
  page,
  world,
}) => {
  const { image, grantsOf, members } = await operatorOf(world)
  const vault = image(VAULT)
  expect(await grantsOf(vault)).toEqual([])
  const form = await openShare(page, [VAULT], ['acme-prod', 'acme-test'])
  await expect(form.form).toContainText('2 recipients in 1 account have no grant. 0 of 100 grants are used.')
  await expect(form.form).toContainText('Nothing would change.')
  await form.submit.press('Enter')
  await page.getByRole('button', { name: 'Every pair as a list' }).click()
  await expect(page.getByRole('button', { name: 'grant missing 2' })).toBeVisible()

  await form.form.getByRole('button', { name: 'Grant the key to 1 account' }).click()
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
  await expect(form.form.getByText('have no grant')).toHaveCount(0)
  expect(await grantsOf(vault)).toHaveLength(1)
  await form.submit.click()
  // The button that was out of use made no job.
  await expect(jobsPanel(page).getByRole('link')).toContainText([/Shared.*1 image × 2 projects/])
  expect(await members(vault)).toHaveLength(2)

  await page.goto('/stop')
  const stop = page.getByRole('form', { name: 'Stop sharing images' })
  const revoke = stop.getByRole('checkbox', { name: /^Also revoke 1 key grant/ })
  await pick(page, 'Images', [VAULT])
  await pick(page, 'Projects', ['acme-prod'])
  await expect(stop.getByRole('button', { name: 'Stop sharing 1 pair' })).toBeVisible()
  // The other recipient is in the same account and still needs it.
  await expect(revoke).toHaveCount(0)
  await pick(page, 'Projects', ['acme-test'])
  await revoke.check()
  await stop.getByRole('button', { name: 'Stop sharing 2 pairs' }).click()
  await expect(
    jobsPanel(page).getByRole('link', { name: /Stop sharing 1 image × 2 projects/ }),
  ).toContainText('Stopped sharing')
  expect(await members(vault)).toEqual([])
  await expect.poll(() => grantsOf(vault)).toEqual([])
})

test('the undo of a share revokes the key grant that the share had needed, and shows the result', async ({
  page,
  world,
}) => {
  const { image, project, call, share, grantsOf, members, images } = await operatorOf(world)
  const vault = image(VAULT)
  const { recipients } = await call('GET', '/console/recipients')
  const acme = project('acme-prod')
  const { accountId } = recipients.find(({ id }: { id: string }) => id === acme)
  const { images: all } = await call('GET', '/console/images')
  const { keyId } = all.find(({ id }: { id: string }) => id === vault)
  await call('POST', '/console/grants', { keyId, accounts: [accountId] })
  await page.goto(`/jobs/${await share([vault, images[0]], [acme])}/undo`)
  await page.getByRole('checkbox', { name: /^Also revoke 1 key grant/ }).check()
  await page.getByRole('button', { name: 'Undo: stop sharing 2 pairs' }).click()
  const grants = page.getByRole('region', { name: 'Key grants' })
  await expect(grants.getByRole('listitem')).toHaveText([/^Revoked.*for account/])
  expect(await members(vault)).toEqual([])
  expect(await grantsOf(vault)).toEqual([])
})

test('an image with the default key cannot be picked, and the plan names an unknown account', async ({
  page,
  world,
}) => {
  const { image } = await operatorOf(world)
  await page.goto('/share')
  await page.getByRole('combobox', { name: 'Images' }).fill('vault-base-default')
  await expect(page.getByRole('option', { name: /default key of the service/, disabled: true })).toBeVisible()
  const ids = ['vault-base-default-key', VAULT].map(image)
  await page.goto(`/share?images=${ids}&projects=${foreignId(1)}`)
  const form = shareForm(page)
  const rows = page.getByRole('table', { name: 'Plan by image' }).getByRole('row')
  await expect(rows.nth(1)).toContainText(
    'It is encrypted with the default key of the service, which cannot be granted to anybody.',
  )
  await page.getByRole('button', { name: 'Every pair as a list' }).click()
  await expect(page.getByRole('button', { name: 'image cannot be shared 1' })).toBeVisible()
  await expect(form.form).toContainText('Of 1 recipient the account is not known')
  await expect(form.form.getByRole('link', { name: /recipient book/ })).toHaveAttribute('href', '/recipients')
  await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
})
