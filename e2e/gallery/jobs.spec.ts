import { expect, foreignId, jobsPanel, test, UBUNTU } from '../fixtures.ts'
import { operatorOf } from '../operator.ts'
import { takePictures } from './take-pictures.ts'

test('no jobs, no such job, no such page', async ({ page }) => {
  await page.goto('/jobs')
  await expect(page.getByRole('main').getByText('No jobs yet')).toBeVisible()
  await takePictures(page, 'jobs-empty')
  for (const [name, address] of Object.entries({
    'job-unknown': '/jobs/0123456789abcdef',
    'page-unknown': '/no',
  })) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/No such job|Page not found/)
    await takePictures(page, name)
  }
})

test('a job that runs, and the question before it is stopped', async ({ page, world }) => {
  const { call, images } = await operatorOf(world)
  const { token } = await world.tokenFor('operator')
  world.clock.hold()
  const made = await world.app.request('http://127.0.0.1/v1/cloudimages/members', {
    method: 'POST',
    headers: { 'x-auth-token': token, 'x-share-reason': 'CHG-1', 'content-type': 'application/json' },
    body: JSON.stringify({ images: images.slice(0, 2), projects: [foreignId(1), foreignId(2)] }),
  })
  const { job_id: id } = await made.json()
  await page.goto(`/jobs/${id}`)
  await expect(page.getByRole('table', { name: 'Pairs' })).toContainText('Sent')
  await takePictures(page, 'job-running')
  await page
    .getByRole('group', { name: 'Actions' })
    .getByRole('button', { name: /^Stop this job/ })
    .click()
  await expect(page.getByRole('dialog', { name: 'Stop this job?' })).toBeVisible()
  await takePictures(page, 'job-stop')
  world.clock.release()
  await call('GET', '/console/jobs')
})

test('a job that failed in part, its attempts, the history, and its undo', async ({ page, world }) => {
  const { image, share, remove, call } = await operatorOf(world)
  const strangers = [foreignId(1), foreignId(2), 'fault-pair', 'fault-lie']
  const job = await share([image(UBUNTU), image('agent-base-nearly-full')], strangers, 'CHG-1')
  await page.goto(`/jobs/${job}`)
  await expect(page.getByRole('region', { name: 'What went wrong' })).toBeVisible()
  await takePictures(page, 'job-partly')
  await call('POST', `/console/jobs/${job}/retry`)
  await share([image(UBUNTU)], [foreignId(1)])
  await page.goto(`/jobs/${job}`)
  await expect(page.getByRole('table', { name: 'Attempts' })).toBeVisible()
  await page.locator('details').evaluateAll((all) => {
    for (const details of all as HTMLDetailsElement[]) details.open = true
  })
  await takePictures(page, 'job-attempts')
  await page.goto('/jobs')
  await expect(page.getByRole('table', { name: 'Jobs' })).toContainText(/shared, \d+ failed/)
  await takePictures(page, 'jobs')
  await page.goto(`/jobs/${job}/undo`)
  await expect(page.getByRole('heading', { name: 'The plan, pair by pair' })).toBeVisible()
  await takePictures(page, 'undo')
  await remove(image(UBUNTU), foreignId(2))
  await page.getByRole('button', { name: /^Undo: stop sharing/ }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Nothing was sent.')
  await takePictures(page, 'undo-changed')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/share')
  await jobsPanel(page).getByRole('button', { name: /^Jobs/ }).click()
  await expect(jobsPanel(page).getByRole('listitem').first()).toBeVisible()
  await takePictures(page, 'panel-open')
})

test('a large job, one that was undone, one that is not so any more', async ({ page, world }) => {
  const { image, share, remove, call, project } = await operatorOf(world)
  const images = [image(UBUNTU), image('rocky-9.6-2026.11'), image('agent-base-nearly-full')]
  const own = (await world.tokenFor('operator')).project.id
  const known = (await call('GET', '/console/recipients')).recipients.map(({ id }: { id: string }) => id)
  const large = await share(
    images,
    [...known.slice(0, 30), own, 'fault-pair'],
    'CHG-4711 November golden images',
  )
  await page.goto(`/jobs/${large}`)
  await expect(page.getByRole('list', { name: 'Legend' })).toBeVisible()
  await takePictures(page, 'job-large')

  const id = await share(
    [image('rocky-9.6-2026.11')],
    [project('acme-prod'), foreignId(3)],
    'CHG-4712 wrong month',
  )
  const { fingerprint } = await call('GET', `/console/jobs/${id}/undo`)
  await call('POST', `/console/jobs/${id}/undo`, { fingerprint, reason: 'Undo: CHG-4712 wrong month' })
  await page.goto(`/jobs/${id}`)
  await expect(page.getByRole('link', { name: 'Open the undo job' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Legend' })).toBeVisible()
  await takePictures(page, 'job-undone')

  const gone = await share([image('rocky-9.6-2026.11')], [foreignId(4), foreignId(5)], 'CHG-4713')
  await remove(image('rocky-9.6-2026.11'), foreignId(4))
  await page.goto(`/jobs/${gone}`)
  await page.getByRole('button', { name: 'What is true now?' }).click()
  await expect(page.getByText(/^Read again: 1 pair is not/)).toBeVisible()
  await takePictures(page, 'job-gone')
  await page.goto('/jobs?sort=pairs&order=desc')
  await expect(page.getByRole('table', { name: 'Jobs' })).toBeVisible()
  await page.getByText('More filters').click()
  await takePictures(page, 'jobs-sorted')
})
