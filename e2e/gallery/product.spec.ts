import { expect, foreignId, jobsPanel, shareForm, test, UBUNTU } from '../fixtures.ts'
import { operatorOf } from '../operator.ts'
import { takeProductPictures } from './take-pictures.ts'

test.use({ viewport: { width: 1440, height: 900 } })

test('the pictures of the README: a plan beside its form, and jobs beside both', async ({ page, world }) => {
  const { image, project, share } = await operatorOf(world)
  const known = ['acme-prod', 'acme-test', 'cedar-prod', 'birch-prod'].map(project)
  await share([image(UBUNTU)], known.slice(0, 2), 'CHG-2211 November images')
  await share([image('monitoring-proxy-3.4')], ['fault-pair', foreignId(9)], 'CHG-2212 Proxy for new tenants')
  await share([image('birch-billing-node-2.4')], known, 'CHG-2213 Billing nodes')
  const images = [UBUNTU, 'rocky-9.6-2026.11', 'monitoring-proxy-3.4', 'agent-base-nearly-full'].map(image)
  await page.goto(`/share?images=${images}&reason=CHG-2214 November images`)
  const { form, projects } = shareForm(page)
  await projects.fill('-prod')
  await form.getByRole('button', { name: /^Select all \d+ matches$/ }).click()
  await page.keyboard.press('Escape')
  await expect(shareForm(page).submit).toHaveAccessibleName(/^Share \d+ new pairs$/)
  await expect(jobsPanel(page).getByRole('listitem')).toHaveCount(3)
  await takeProductPictures(page)
})
