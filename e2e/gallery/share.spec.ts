import { JSON_PATCH } from '#ims/native-images'
import { expect, foreignId, openShare, pick, shareForm, test, UBUNTU } from '../fixtures.ts'
import { operatorOf } from '../operator.ts'
import { takePictures } from './take-pictures.ts'

test('the share form, empty and refused', async ({ page }) => {
  const form = await openShare(page)
  await expect(page.getByRole('button', { name: 'Fill in an example' })).toBeVisible()
  await takePictures(page, 'share-empty')
  await form.submit.press('Enter')
  await expect(form.images).toHaveAttribute('aria-invalid', 'true')
  await takePictures(page, 'share-refused')
})

test('an open list, and what was pasted', async ({ page, world }) => {
  const form = await openShare(page)
  await form.images.click()
  await expect(form.form.getByRole('listbox', { name: 'Images' })).toBeVisible()
  await takePictures(page, 'share-images')
  await page.keyboard.press('Escape')
  await pick(page, 'Images', [UBUNTU, 'agent-base-nearly-full', 'vault-base-custom-key'])
  await form.projects.click()
  await expect(form.form.getByRole('listbox', { name: 'Projects' })).toBeVisible()
  await takePictures(page, 'share-projects')
  await page.keyboard.press('Escape')
  const own = (await world.tokenFor('operator')).project.id
  await form.paste.fill([foreignId(1), foreignId(1), own, 'not/an/id', 'abc', 'Tenant projects:'].join('\n'))
  await expect(page.getByRole('grid', { name: 'Verdicts' })).toBeVisible()
  await takePictures(page, 'share-pasted')
})

test('a plan with all there is to know: shown, to be confirmed, held, sent', async ({ page, world }) => {
  const { image, project } = await operatorOf(world)
  const names = [UBUNTU, 'monitoring-proxy-3.4', 'agent-base-nearly-full', 'birch-billing-node-2.4']
  const images = [...names, 'vault-base-custom-key', 'vault-base-default-key'].map(image)
  const projects = ['acme-prod', 'acme-test', 'cedar-prod'].map(project)
  const strangers = Array.from({ length: 150 }, (_, n) => foreignId(n))
  await page.clock.install()
  await page.goto(`/share?images=${images}&projects=${[...projects, ...strangers]}&reason=CHG-1`)
  const form = shareForm(page)
  await expect(form.submit).toHaveAccessibleName(/^Share \d+ new pairs$/)
  await takePictures(page, 'plan')
  await form.submit.click()
  await expect(form.confirmNew).toBeFocused()
  await takePictures(page, 'plan-to-confirm')
  await form.confirmNew.check()
  await form.form.getByRole('checkbox', { name: /^Th.*meant$/ }).check()
  await form.form.getByRole('switch').check()
  await form.submit.click()
  const stop = form.form.getByRole('button', { name: 'Stop, do not send' })
  await expect(stop).toBeVisible()
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 100))
  await takePictures(page, 'plan-held')
})

test('three images for forty pasted projects, an edit during the delay, and what is going on', async ({
  page,
  world,
}) => {
  const { call, image, share } = await operatorOf(world)
  const { recipients } = await call('GET', '/console/recipients')
  await page.addInitScript(() => localStorage.setItem('jobs-dock', 'folded'))
  const known: { id: string; name: string }[] = recipients.slice(0, 38)
  const [{ id = '' } = {}] = recipients.slice(38)
  const form = await openShare(page, [UBUNTU, 'rocky-9.6-2026.11', 'monitoring-proxy-3.4'])
  const slip = `${id.slice(0, 12)}${id[12] === '7' ? '8' : '7'}${id.slice(13)}`
  const lines = known.map((one) => `${one.name}\t${one.id}`)
  await form.paste.fill([...lines, slip, `newco ${foreignId(3)}`, `newco-test ${foreignId(5)}`].join('\n'))
  await form.reason.fill('CHG-4711 November golden images')
  await expect(form.submit).toHaveAccessibleName(/^Share \d+ new pairs$/)
  await takePictures(page, 'share-day')
  await form.confirmNew.check()
  await form.form.getByRole('switch').check()
  await form.submit.click()
  await expect(form.form.getByRole('button', { name: 'Stop, do not send' })).toBeVisible()
  await form.reason.fill('CHG-4712')
  await expect(form.submit).toBeVisible()
  await takePictures(page, 'share-edited')
  await share([image(UBUNTU)], ['fault-pair'], 'CHG-4713 Hand the image to a new tenant')
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto('/share')
  await expect(page.getByRole('region', { name: 'What is going on' })).toBeVisible()
  await takePictures(page, 'share-going-on')
})

test('a share that was sent, and the plan of a stop', async ({ page, world }) => {
  const { image } = await operatorOf(world)
  await page.goto(`/share?images=${image(UBUNTU)}&projects=${foreignId(1)}&reason=CHG-2`)
  const form = shareForm(page)
  await form.paste.fill(`${foreignId(1)}\nnot/an/id`)
  await form.confirmNew.check()
  await form.submit.click()
  await expect(form.form.getByText('1 pair done', { exact: false })).toBeVisible()
  await expect(form.form.getByRole('list', { name: 'Legend' })).toContainText('confirmed')
  await takePictures(page, 'share-done')
  await page.goto(`/stop?images=${image('monitoring-proxy-3.4')}`)
  await page.getByRole('button', { name: 'Add everybody who has this image' }).click()
  await expect(page.getByRole('button', { name: /^Stop sharing \d+ pairs$/ })).toBeVisible()
  await takePictures(page, 'stop')
})

test('a server that does not answer', async ({ page, world }) => {
  const { image } = await operatorOf(world)
  await page.goto(`/share?images=${image(UBUNTU)}&projects=${foreignId(1)}&reason=CHG-3`)
  const form = shareForm(page)
  await form.confirmNew.check()
  await world.unplug()
  await form.submit.click()
  await expect(form.form.getByRole('alert').first()).toBeVisible()
  await takePictures(page, 'share-offline')
  await world.plugIn()
})

test.describe('on plain OpenStack', () => {
  test.use({ flavour: 'glance' })

  test('the plan of a private image', async ({ page, world }) => {
    const { image, project } = await operatorOf(world)
    const { token } = await world.tokenFor('operator')
    await world.cloud.fetch(
      new Request(`http://embedded.invalid/v2/images/${image(UBUNTU)}`, {
        method: 'PATCH',
        headers: { 'X-Auth-Token': token, 'Content-Type': JSON_PATCH },
        body: JSON.stringify([{ op: 'replace', path: '/visibility', value: 'private' }]),
      }),
    )
    // What was read for a screen is shown again for some seconds.
    world.clock.advance(60_000)
    await page.goto(`/share?images=${image(UBUNTU)}&projects=${project('acme-prod')}`)
    await expect(page.getByText('1 private image will be made shared')).toBeVisible()
    await takePictures(page, 'plan-openstack')
  })
})
