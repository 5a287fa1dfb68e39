import { expect, jobsPanel, openShare, ROCKY, test, UBUNTU, type World } from './fixtures.ts'
import { operatorOf } from './operator.ts'

// Plain OpenStack gives recipients to images of visibility "shared" only.
test.use({ flavour: 'glance' })

async function visibility(world: World, image: string, to?: string): Promise<string> {
  const { token } = await world.tokenFor('operator')
  const answer = await world.cloud.fetch(
    new Request(`http://cloud.test/v2/images/${image}`, {
      method: to ? 'PATCH' : 'GET',
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/openstack-images-v2.1-json-patch' },
      ...(to && { body: JSON.stringify([{ op: 'replace', path: '/visibility', value: to }]) }),
    }),
  )
  return (await answer.json()).visibility
}

test('a private image is made shared only when the operator agrees to that change', async ({
  page,
  world,
}) => {
  const { image, members } = await operatorOf(world)
  const id = image(UBUNTU)
  await visibility(world, id, 'private')
  // A screen shows the members that were read some seconds ago.
  world.clock.advance(60_000)
  const form = await openShare(page, [UBUNTU, ROCKY], ['acme-prod', 'acme-test'])
  await expect(form.submit).toHaveAccessibleName('Share 4 new pairs')
  await expect(page.getByRole('table', { name: 'Plan by image' })).toContainText(
    'Private now: it will be made shared first.',
  )
  const list = form.form.getByRole('region', { name: '1 private image will be made shared' })
  await expect(list.getByRole('listitem')).toHaveText([new RegExp(`${UBUNTU}.*private → shared`)])
  await expect(form.form).toContainText('undoing the job does not make it private again')

  await form.submit.click()
  const agree = form.form.getByRole('checkbox', { name: 'This image may be changed' })
  await expect(agree).toBeFocused()
  await expect(agree).toHaveAccessibleDescription(/Confirm first/)
  expect(await visibility(world, id)).toBe('private')
  await agree.check()
  await form.submit.click()
  await expect(jobsPanel(page).getByRole('link')).toContainText([/Shared.*2 images × 2 projects/])
  expect(await visibility(world, id)).toBe('shared')
  expect(await members(id)).toHaveLength(2)
})

test('the key of an encrypted image is left to Barbican, and the plan says so', async ({ page }) => {
  const form = await openShare(page, ['vault-base-custom-key'], ['acme-prod'])
  await expect(form.form).toContainText('Barbican decides who may read it')
  await form.submit.click()
  await expect(jobsPanel(page).getByRole('link')).toContainText([/Shared.*1 image × 1 project/])
})
