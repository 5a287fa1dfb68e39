import { faults } from './a11y.ts'
import { expect, foreignId, jobsPanel, openShare, pick, shareForm, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

for (const [device, viewport] of Object.entries(SIZES)) {
  test.describe(device, () => {
    test.use({ viewport })

    test('axe finds nothing on the share form, empty, refused, filled and with an open list', async ({
      page,
      world,
    }) => {
      const form = await openShare(page)
      await expect(form.submit).toBeVisible()
      expect(await faults(page)).toEqual([])
      await form.submit.press('Enter')
      await expect(form.images).toHaveAttribute('aria-invalid', 'true')
      expect(await faults(page)).toEqual([])

      await pick(page, 'Images', [UBUNTU, 'agent-base-nearly-full', 'vault-base-custom-key'])
      await pick(page, 'Projects', ['acme-prod'])
      const own = (await world.tokenFor('operator')).project.id
      await form.paste.fill(
        [foreignId(1), foreignId(1), own, 'not/an/id', 'abc', 'Tenant projects:'].join('\n'),
      )
      await expect(page.getByRole('grid', { name: 'Verdicts' })).toBeVisible()
      expect(await faults(page)).toEqual([])
      await form.images.click()
      await expect(form.form.getByRole('listbox', { name: 'Images' })).toBeVisible()
      await page.keyboard.press('ArrowDown')
      expect(await faults(page)).toEqual([])
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Jobs' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await faults(page)).toEqual([])
    })

    test('axe finds nothing on a running job, a partly done job and the history', async ({ page, world }) => {
      const form = await openShare(page, [UBUNTU])
      await form.paste.fill([foreignId(1), 'fault-pair', 'fault-lie'].join('\n'))
      await form.confirmNew.check()
      world.clock.hold()
      await form.submit.click()
      await form.form.getByRole('link', { name: 'Open the job' }).click()
      await expect(page.getByRole('table', { name: 'Pairs' })).toContainText('fault-pair')
      expect(await faults(page)).toEqual([])
      world.clock.release()
      await expect(page.getByRole('region', { name: 'What went wrong' })).toContainText('2')
      await page.locator('details').evaluateAll((all) => {
        for (const details of all as HTMLDetailsElement[]) details.open = true
      })
      expect(await faults(page)).toEqual([])

      await page.goto('/jobs?action=share')
      await expect(page.getByRole('table', { name: 'Jobs' })).toContainText(/shared, \d+ failed/)
      expect(await faults(page)).toEqual([])
      if (device === 'phone') {
        // The page of all jobs does not list them twice.
        await page.goto('/recipients')
        await jobsPanel(page).getByRole('button', { name: /^Jobs/ }).click()
        await expect(jobsPanel(page).getByRole('listitem')).toBeVisible()
        expect(await faults(page)).toEqual([])
      }
    })

    test('axe finds nothing on a full plan, refused and in its send delay, and on the plan of a stop', async ({
      page,
      world,
    }) => {
      // axe looks through 900 pairs, four times.
      test.slow()
      const { image, project } = await operatorOf(world)
      const images = [
        ...[UBUNTU, 'monitoring-proxy-3.4', 'agent-base-nearly-full', 'birch-billing-node-2.4'],
        ...['vault-base-custom-key', 'vault-base-default-key'],
      ].map(image)
      const projects = [...['acme-prod', 'acme-test', 'cedar-prod'].map(project)]
      const strangers = Array.from({ length: 150 }, (_, n) => foreignId(n))
      await page.goto(`/share?images=${images}&projects=${[...projects, ...strangers]}&reason=CHG-1`)
      const form = shareForm(page)
      await expect(form.submit).toHaveAccessibleName(/^Share \d+ new pairs$/)
      // More columns than fit: they scroll in the picture, which stays where it is.
      const picture = page.getByRole('application')
      const { width } = (await page.getByRole('region', { name: 'Plan', exact: true }).boundingBox()) ?? {
        width: 0,
      }
      expect((await picture.boundingBox())?.width).toBeLessThanOrEqual(width)
      await picture.focus()
      await page.keyboard.press('End')
      await expect(page.getByText(`${UBUNTU} × ${strangers.at(-1)}: new`)).toBeVisible()
      await form.submit.click()
      await expect(form.confirmNew).toBeFocused()
      expect(await faults(page)).toEqual([])
      await form.confirmNew.check()
      await form.form.getByRole('checkbox', { name: /^Th.*meant$/ }).check()
      await form.form.getByRole('switch').check()
      await form.submit.click()
      await expect(form.form.getByRole('button', { name: 'Stop, do not send' })).toBeVisible()
      // On a slow machine the share is sent while axe looks: the page is left as it is.
      expect(await faults(page)).toEqual([])

      await page.goto(`/stop?images=${image('monitoring-proxy-3.4')}&projects=${projects}`)
      await expect(page.getByRole('button', { name: 'Stop sharing 2 pairs' })).toBeVisible()
      await page.getByRole('button', { name: 'Add everybody who has this image' }).click()
      await expect(page.getByRole('button', { name: 'Stop sharing 3 pairs' })).toBeVisible()
      expect(await faults(page)).toEqual([])
    })

    test('axe finds nothing on the attempts of a job and its undo', async ({ page, world }) => {
      const { image, share, remove, call } = await operatorOf(world)
      const job = await share([image(UBUNTU)], [foreignId(1), foreignId(2), 'fault-pair'], 'CHG-1')
      await call('POST', `/console/jobs/${job}/retry`)
      await share([image(UBUNTU)], [foreignId(1)])
      await page.goto(`/jobs/${job}`)
      await expect(page.getByRole('table', { name: 'Attempts' })).toBeVisible()
      await expect(page.getByRole('table', { name: 'Pairs' })).toContainText('attempt 1')
      expect(await faults(page)).toEqual([])
      await page.getByRole('link', { name: 'Undo …' }).click()
      await expect(page.getByRole('heading', { name: 'The plan, pair by pair' })).toBeVisible()
      expect(await faults(page)).toEqual([])
      // The plan is out of date by now; the page says so.
      await remove(image(UBUNTU), foreignId(2))
      await page.getByRole('button', { name: 'Undo: stop sharing 1 pair' }).click()
      await expect(page.getByRole('main').getByRole('alert')).toContainText('Nothing was sent.')
      expect(await faults(page)).toEqual([])
    })

    test('axe finds nothing on an empty history, an unknown job and an unknown page', async ({ page }) => {
      await page.goto('/jobs')
      await expect(page.getByRole('main').getByText('No jobs yet')).toBeVisible()
      expect(await faults(page)).toEqual([])
      for (const address of ['/jobs/0123456789abcdef', '/no/such/page']) {
        await page.goto(address)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(/No such job|Page not found/)
        expect(await faults(page)).toEqual([])
      }
    })
  })
}
