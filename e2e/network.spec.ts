import { expect, jobsPanel, openShare, TAKEN, test, UBUNTU } from './fixtures.ts'

const QUIET_LINE = /^Last check failed; as of .*\. Trying again\.$/

test('a failed poll changes one quiet line only, and polling recovers by itself', async ({ page, world }) => {
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  world.clock.hold()
  await form.submit.click()
  const row = jobsPanel(page).getByRole('link', { name: /Share 1 image/ })
  await expect(row).toContainText('Sharing')
  await form.reason.fill('typed while the server is away')

  await world.unplug()
  await expect(jobsPanel(page).getByText(QUIET_LINE)).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: QUIET_LINE })).toHaveCount(1)
  await expect(row).toContainText('Sharing')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(form.reason).toBeFocused()
  await expect(form.reason).toHaveValue('typed while the server is away')

  world.clock.release()
  await world.plugIn()
  await expect(row).toContainText('Shared')
  await expect(jobsPanel(page).getByText(/^Checked/)).toBeVisible()
  await expect(form.reason).toBeFocused()
})

test('when the connection breaks after sending, the form keeps its content and finds the job', async ({
  page,
}) => {
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await form.reason.fill('CHG-1')
  let broken = 0
  await page.route('**/v1/cloudimages/members', async (route) => {
    await route.fetch()
    broken += 1
    await route.abort('connectionreset')
  })
  // The page cannot find out yet whether the share arrived; meanwhile the form can be looked at.
  let answerQuestion = () => {}
  const held = new Promise<void>((resolve) => {
    answerQuestion = resolve
  })
  await page.route('**/console/jobs/by-key/**', async (route) => {
    await held
    await route.continue()
  })
  await form.submit.click()
  const alert = form.form.getByRole('alert')
  await expect(alert).toContainText('The request may or may not have reached the server.')
  await expect(form.form.getByRole('list', { name: 'Chosen images' })).toContainText(UBUNTU)
  await expect(form.form.getByRole('list', { name: 'Chosen projects' })).toContainText('acme-prod')
  await expect(form.reason).toHaveValue('CHG-1')

  answerQuestion()
  await expect(form.form).toContainText('The connection broke, but the request arrived.')
  await expect(alert).toHaveCount(0)
  await expect(jobsPanel(page).getByRole('link', { name: /CHG-1/ })).toHaveCount(1)
  await form.form.getByRole('link', { name: 'Open the job' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('CHG-1')
  expect(broken).toBe(1)
})

test('trying again a share that had arrived makes no second job', async ({ page }) => {
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await page.route(
    '**/v1/cloudimages/members',
    async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
  await page.route('**/console/jobs/by-key/**', (route) => route.abort('connectionreset'))
  await form.submit.click()
  await expect(form.form.getByRole('alert')).toContainText('The server still does not answer.')
  await form.form.getByRole('button', { name: /^Try again/ }).click()
  await expect(form.form).toContainText(TAKEN)
  await page.goto('/jobs')
  await expect(page.getByRole('main')).toContainText('1 job; these are all.')
})

test('when the server is down at submit, the form says that nobody knows yet, and trying again makes one job', async ({
  page,
  world,
}) => {
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await form.reason.fill('CHG-2')
  await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
  await world.unplug()
  await form.submit.click()
  const alert = form.form.getByRole('alert')
  await expect(alert).toContainText('The request may or may not have reached the server.')
  await expect(alert).toContainText('The server still does not answer.')
  await expect(form.form.getByRole('list', { name: 'Chosen images' })).toContainText(UBUNTU)
  await expect(form.form.getByRole('list', { name: 'Chosen projects' })).toContainText('acme-prod')
  await expect(form.reason).toHaveValue('CHG-2')
  await world.plugIn()
  await alert.getByRole('button', { name: 'Try again (will not be sent twice)' }).click()
  await expect(form.form).toContainText(TAKEN)
  await expect(alert).toHaveCount(0)
  await page.goto('/jobs')
  await expect(page.getByRole('main')).toContainText('1 job; these are all.')
})

test('when the server goes away while the call is on its way, trying again makes one job', async ({
  page,
  world,
}) => {
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await form.reason.fill('CHG-2')
  await page.route(
    '**/v1/cloudimages/members',
    async (route) => {
      await world.unplug()
      await route.continue()
    },
    { times: 1 },
  )
  await form.submit.click()
  const alert = form.form.getByRole('alert')
  await expect(alert).toContainText('The request may or may not have reached the server.')
  await expect(alert).toContainText('The server still does not answer.')
  await expect(form.reason).toHaveValue('CHG-2')
  await world.plugIn()
  await alert.getByRole('button', { name: 'Try again (will not be sent twice)' }).click()
  await expect(form.form).toContainText(TAKEN)
  await expect(jobsPanel(page).getByRole('link', { name: /CHG-2/ })).toHaveCount(1)
})

test('submitting on a device that is offline fails at once, and says so', async ({ page, context }) => {
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
  await context.setOffline(true)
  await form.submit.click()
  await expect(form.form.getByRole('alert')).toContainText('This device is offline.')
  await expect(form.form.getByRole('alert')).toContainText(
    'Nothing was sent, and the form is as you left it.',
  )
  await expect(form.form.getByRole('list', { name: 'Chosen images' })).toContainText(UBUNTU)
  await context.setOffline(false)
  await form.submit.click()
  await expect(form.form).toContainText(TAKEN)
  await expect(jobsPanel(page).getByRole('link', { name: /Share 1 image/ })).toHaveCount(1)
})
