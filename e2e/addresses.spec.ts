import {
  expect,
  foreignId,
  jobsPanel,
  openShare,
  ROCKY,
  shareForm,
  test,
  UBUNTU,
  type World,
} from './fixtures.ts'

/** Makes a job without the browser, and waits until it has ended. */
async function makeJob(world: World, projects: string[], reason: string) {
  const { token, project } = await world.tokenFor('operator')
  const images = await world.app.request(`${world.url}/console/images`, {
    headers: { 'x-auth-token': token },
  })
  const id = (await images.json()).images.find(({ name }: { name: string }) => name === UBUNTU).id
  await world.app.request(`${world.url}/v1/cloudimages/members`, {
    method: 'POST',
    headers: { 'x-auth-token': token, 'content-type': 'application/json', 'x-share-reason': reason },
    body: JSON.stringify({ images: [id], projects }),
  })
  await world.runner.idle()
  return { image: id, project: project.id }
}

test('filters of the history are in the address, and survive a reload and the back button', async ({
  page,
  world,
}) => {
  await makeJob(world, [foreignId(1)], 'CHG-100')
  await makeJob(world, [foreignId(2), 'fault-pair'], 'CHG-200')
  await page.goto('/jobs')
  const jobs = page.getByRole('table', { name: 'Jobs' }).getByRole('row')
  await expect(jobs).toHaveCount(3)

  const filters = page.getByRole('search', { name: 'Filter jobs' })
  await filters.getByRole('searchbox', { name: 'Search' }).fill('CHG-2')
  await expect(jobs).toHaveCount(2)
  await expect(page).toHaveURL(/\/jobs\?text=CHG-2$/)
  await filters.getByRole('combobox', { name: 'Status' }).selectOption('Partly done')
  await expect(page).toHaveURL(/status=partial/)
  await expect(jobs).toHaveCount(2)

  await page.reload()
  await expect(filters.getByRole('searchbox', { name: 'Search' })).toHaveValue('CHG-2')
  await expect(filters.getByRole('combobox', { name: 'Status' })).toHaveValue('partial')
  await expect(jobs).toHaveCount(2)
  await filters.getByRole('combobox', { name: 'Status' }).selectOption('Queued')
  await expect(page.getByText('No job matches these filters')).toBeVisible()
  await filters.getByRole('button', { name: 'Remove the filter Status: Queued' }).click()
  await expect(page).toHaveURL(/\/jobs\?text=CHG-2$/)
  await filters.getByRole('button', { name: 'Clear all' }).click()
  await expect(page).toHaveURL(/\/jobs$/)
  await expect(jobs).toHaveCount(3)
})

test('parameters that make no sense are no filters', async ({ page, world }) => {
  await makeJob(world, [foreignId(1)], 'CHG-100')
  await page.goto('/jobs?status=banana&from=2026-02-31&to=yesterday&text=CHG-100&unknown=1')
  await expect(page.getByRole('table', { name: 'Jobs' }).getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('search').getByRole('list', { name: 'Filters in use' })).toContainText(
    'Search: CHG-100',
  )
  await expect(page.getByRole('search').getByRole('combobox', { name: 'Status' })).toHaveValue('')
  await page.goto('/share?images=nonsense&projects=,,&reason=')
  await expect(shareForm(page).submit).toBeVisible()
})

test('an address prefills a share', async ({ page, world }) => {
  const { image } = await makeJob(world, [foreignId(9)], 'CHG-1')
  await page.goto(`/share?images=${image}&projects=${foreignId(1)},${foreignId(2)}&reason=CHG-2`)
  const form = shareForm(page)
  await expect(form.form.getByRole('list', { name: 'Chosen images' })).toContainText(UBUNTU)
  await expect(form.reason).toHaveValue('CHG-2')
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
})

test('a half-filled form is not left by accident', async ({ page }) => {
  const form = await openShare(page, [ROCKY])
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Jobs' }).click()
  const question = page.getByRole('dialog', { name: 'Leave without sharing?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(question).toHaveCount(0)
  await expect(page).toHaveURL(/\/share$/)
  await expect(form.form.getByRole('list', { name: 'Chosen images' })).toContainText(ROCKY)
  // The browser asks in its own words when the tab is closed.
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()

  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Jobs' }).click()
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Jobs')
})

test('an address that leads nowhere says so, and the way on', async ({ page }) => {
  await page.goto('/no/such/page')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  await expect(page).toHaveTitle(/Page not found/)
  await expect(jobsPanel(page)).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Share' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Share images')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  await page.goto('/jobs/0123456789abcdef')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No such job')
  await expect(page.getByRole('main')).toContainText('0123456789abcdef')
})
