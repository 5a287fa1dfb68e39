import type { Page } from 'playwright/test'
import { faults } from './a11y.ts'
import { expect, foreignId, jobsPanel, test, type World } from './fixtures.ts'
import { operatorOf } from './operator.ts'

/** An image whose members cannot be read: its pairs wait while those of the other one are under way. */
const UNREADABLE = '00000000-0000-4000-8000-000000000503'

/** A job of the operator that shares two images, of which only one can be sent; time stands still. */
async function startJob(world: World) {
  const { images, members } = await operatorOf(world)
  const { token } = await world.tokenFor('operator')
  const headers = { 'x-auth-token': token, 'content-type': 'application/json', 'x-share-reason': 'CHG-1' }
  const get = async (path: string) => (await world.app.request(`http://127.0.0.1${path}`, { headers })).json()
  world.clock.hold()
  const body = JSON.stringify({ images: [images[0], UNREADABLE], projects: [foreignId(1), foreignId(2)] })
  const made = await world.app.request('http://127.0.0.1/v1/cloudimages/members', {
    method: 'POST',
    headers,
    body,
  })
  const { job_id: id } = await made.json()
  await expect.poll(async () => (await get(`/console/jobs/${id}`)).calls[0]?.cloudJobId).toBeTruthy()
  return { id: id as string, members: () => members(images[0]) }
}

const results = (page: Page) => page.getByRole('navigation', { name: 'Pairs by result' }).getByRole('link')

test('a running job is stopped on its page by keyboard, and can then be undone or retried', async ({
  page,
  world,
}) => {
  const { id, members } = await startJob(world)
  await page.goto(`/jobs/${id}`)
  const main = page.getByRole('main')
  const actions = page.getByRole('group', { name: 'Actions' })
  const stop = actions.getByRole('button', { name: /^Stop this job: Share 2 images/ })
  await stop.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Stop this job?' })
  await expect(dialog.getByRole('listitem')).toHaveText([
    '2 pairs are not sent. A retry can send them later.',
    /^2 pairs are under way at the cloud and cannot be called back/,
    /^So far this job has changed nothing\. Undo is offered/,
  ])
  expect(await faults(page)).toEqual([])
  // Escape lets the job run, and the focus goes back to the button.
  await page.keyboard.press('Escape')
  await expect(stop).toBeFocused()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Stop this job' }).press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(actions).toBeFocused()
  await expect(actions.getByRole('status').first()).toHaveText(
    'The job is being stopped. Nothing more is sent.',
  )
  await expect(main).toContainText('Stopping, asked by operator. Nothing more is sent.')
  await expect(main.getByText('Stopping the job', { exact: true })).toBeVisible()

  world.clock.release()
  await expect(main).toContainText('Stopped by operator: 2 shared, 2 not sent')
  await expect(results(page)).toHaveText(['All 4', 'Not sent 2', 'Shared 2'])
  await expect(page.getByRole('status').getByText(/stopped by operator: 2 of 4 pairs done/)).toBeAttached()
  expect((await members()).sort()).toEqual([foreignId(1), foreignId(2)])
  await expect(actions.getByRole('button', { name: 'Retry 2 pairs that did not arrive' })).toBeVisible()
  expect(await faults(page)).toEqual([])
  await actions.getByRole('link', { name: 'Undo …' }).click()
  await page.getByRole('button', { name: 'Undo: stop sharing 2 pairs' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Undo: CHG-1')
  await expect.poll(members).toEqual([])
})

test('a job is stopped in the panel, where undo and retry follow', async ({ page, world }) => {
  await startJob(world)
  await page.goto('/share')
  const row = jobsPanel(page).getByRole('listitem').first()
  await row.getByRole('button', { name: /^Stop this job/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop this job' }).click()
  await expect(row.getByRole('link').first()).toBeFocused()
  await expect(row).toContainText('Stopping the job')
  world.clock.release()
  await expect(row).toContainText('Job stopped')
  await expect(row).toContainText('Stopped by operator: 2 shared, 2 not sent')
  await expect(row.getByRole('link', { name: 'Undo …' })).toBeVisible()
  await row.getByRole('button', { name: 'Retry 2 pairs' }).click()
  await expect(row.getByRole('button', { name: /^Stop this job/ })).toBeVisible()
  await page.goto('/jobs?status=stopped')
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('stopped')
})

test('a viewer cannot stop the job of somebody else, and is told why', async ({ page, world }) => {
  const { id } = await startJob(world)
  const { token } = await world.tokenFor('viewer')
  await page.setExtraHTTPHeaders({ 'x-auth-token': token })
  await page.goto(`/jobs/${id}`)
  await expect(page.getByRole('group', { name: 'Actions' })).toContainText('It can be retried')
  const stop = page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: /^Stop this job/ })
  await expect(stop).toHaveAttribute('aria-disabled', 'true')
  await expect(stop).toHaveAccessibleDescription(/somebody else/)
  await stop.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
