import { faults } from './a11y.ts'
import { expect, foreignId, test } from './fixtures.ts'
import { operatorOf } from './operator.ts'

const entry = { accountId: '', name: '', owner: '', notes: '', groups: [] as string[] }

// The story: after an offboarding nobody could show that nothing was left, and grants of keys stayed for years.
test('everything is taken back from a project by keyboard, with a proof that nothing is left', async ({
  page,
  world,
}) => {
  const { project, call, image, share } = await operatorOf(world)
  const acme = project('acme-prod')
  const key = image('vault-base-custom-key')
  const { keyId } = (await call('GET', '/console/images')).images.find(({ id }: { id: string }) => id === key)
  const { accountId } = (await call('GET', '/console/recipients')).recipients.find(
    ({ id }: { id: string }) => id === acme,
  )
  await call('POST', '/console/grants', { keyId, accounts: [accountId] })
  await share([key], [acme], 'Key')
  await call('PUT', `/console/recipients/${acme}`, {
    ...entry,
    id: acme,
    name: 'acme-prod',
    groups: ['gold'],
  })

  await page.goto('/offboard')
  await page.getByRole('combobox', { name: 'Project', exact: true }).focus()
  await page.keyboard.type('acme-prod')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const part = page.getByRole('region', { name: 'Offboarding' })
  await expect(part).toContainText('images that acme-prod has now.')
  await expect(part).toContainText('The tenants lose these images at once and are not told.')
  await expect(part.getByRole('checkbox', { name: /^Also revoke 1 key grant/ })).toBeChecked()
  await part
    .getByRole('checkbox', { name: 'Take out of the group gold in the recipient book' })
    .press('Space')
  await part.getByRole('textbox', { name: 'Reason' }).press('Control+Enter')

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Offboard acme-prod')
  const proof = page.getByRole('region', { name: 'What is left' })
  await expect(proof).toContainText('Nothing is left.')
  await expect(proof).toContainText(
    /The members of all \d+ images that may have some were read .*, with the rights of operator\./,
  )
  await expect(page.getByRole('region', { name: /Key grants/ })).toContainText('Revoked')
  expect((await call('POST', '/console/shares', { images: [], projects: [acme] })).images).toEqual([])
  const { recipients } = await call('GET', '/console/recipients')
  expect(recipients.find(({ id }: { id: string }) => id === acme)).toMatchObject({ groups: [] })
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const evidence = await call('GET', `/console/jobs/${id}/evidence`)
  expect(evidence.proofs).toMatchObject([{ leftPairs: 0, unreadImages: 0 }])
  expect(await faults(page)).toEqual([])

  await page.goto(`/offboard?project=${acme}`)
  await expect(page.getByText('acme-prod has none of your images')).toBeVisible()
})

test('an account loses what all of its known projects have, and what was shared behind its back is told', async ({
  page,
  world,
}) => {
  const { call, images, share, add } = await operatorOf(world)
  const [first, second, account] = [foreignId(1), foreignId(2), foreignId(3)]
  for (const [id, name] of [
    [first, 'newco-prod'],
    [second, 'newco-test'],
  ])
    await call('PUT', `/console/recipients/${id}`, { ...entry, id, name, accountId: account })
  await share([images[0], images[1]], [first])
  await share([images[0]], [second])
  await page.goto(`/offboard?account=${account}`)
  await expect(page.getByText('2 projects of this account are known here.')).toBeVisible()
  const part = page.getByRole('region', { name: 'Offboarding' })
  await expect(part).toContainText('All 2 images that newco-prod and 1 more project have now.')
  await part.getByRole('button', { name: 'Stop sharing 3 pairs' }).click()
  const proof = page.getByRole('region', { name: 'What is left' })
  await expect(proof).toContainText('Nothing is left.')

  await add(images[2], second)
  world.clock.advance(60_000)
  await proof.getByRole('button', { name: 'Read all images again' }).click()
  await expect(proof).toContainText('1 pair is left.')
  await expect(proof).toContainText('newco-test')
})
