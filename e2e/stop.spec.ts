import type { Page } from 'playwright/test'
import { expect, jobsPanel, pick, TAKEN, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'

const counts = (page: Page) => page.getByRole('list', { name: 'What will change' }).getByRole('listitem')

test('sharing an image is stopped with everybody who has it, and the page says what they lose', async ({
  page,
  world,
}) => {
  const { image, members } = await operatorOf(world)
  const proxy = image('monitoring-proxy-3.4')
  expect(await members(proxy)).toHaveLength(3)
  await page.goto('/stop')
  const form = page.getByRole('form', { name: 'Stop sharing images' })
  await pick(page, 'Images', ['monitoring-proxy-3.4'])
  await form.getByRole('button', { name: 'Add everybody who has this image' }).click()
  const chosen = form.getByRole('list', { name: 'Chosen projects' })
  await expect(chosen.getByRole('listitem')).toHaveCount(3)
  for (const name of ['acme-prod', 'acme-test', 'tenant-001']) await expect(chosen).toContainText(name)
  await expect(counts(page)).toHaveText([
    ...['1 will be stopped, was pending', '1 will be stopped, was accepted'],
    '1 will be stopped, was rejected',
  ])
  await expect(form).toContainText('The tenants lose these images at once and are not told.')
  await expect(form).toContainText('1 pair had been accepted.')
  await form.getByRole('textbox', { name: 'Reason' }).fill('CHG-3 end of life')
  await form.getByRole('button', { name: 'Stop sharing 3 pairs' }).click()
  await expect(form).toContainText(TAKEN)
  const row = jobsPanel(page).getByRole('link', { name: /CHG-3 end of life/ })
  await expect(row).toContainText('Stopped sharing')
  expect(await members(proxy)).toEqual([])
  await row.click()
  await expect(page.getByRole('table', { name: 'Pairs' }).getByText('Not a member')).toHaveCount(3)
  await expect(page.getByRole('main')).toContainText('CHG-3 end of life')
})

test('sharing with a project is stopped for all its images, and no other project loses one', async ({
  page,
  world,
}) => {
  const { call, project, members } = await operatorOf(world)
  const leaving = project('acme-dev')
  const { images } = await call('POST', '/console/shares', { images: [], projects: [leaving] })
  expect(images.length).toBeGreaterThan(3)
  const others = async () => {
    const lists = await Promise.all(images.map((id: string) => members(id)))
    return lists.map((list) => list.filter((id: string) => id !== leaving))
  }
  const before = await others()
  await page.goto('/stop')
  const form = page.getByRole('form', { name: 'Stop sharing images' })
  await pick(page, 'Projects', ['acme-dev'])
  await form.getByRole('button', { name: 'Add every image that this project has' }).click()
  await expect(form).toContainText(`Added ${images.length} images: all that it has.`)
  await form.getByRole('button', { name: `Stop sharing ${images.length} pairs` }).click()
  await expect(jobsPanel(page).getByRole('link')).toContainText([/Stopped sharing/])
  const found = await call('POST', '/console/shares', { images: [], projects: [leaving] })
  expect(found.images).toEqual([])
  expect(await others()).toEqual(before)

  // Nothing is left to stop: the page says so, and sends nothing.
  await form.getByRole('button', { name: 'Fill in the same selection again' }).click()
  await expect(counts(page)).toHaveText(['0 to be stopped', /not shared$/])
  await expect(form).toContainText('Nothing would change.')
  await form.getByRole('button', { name: 'Stop sharing', exact: true }).press('Enter')
  await page.goto('/jobs')
  await expect(page.getByRole('main')).toContainText('1 job; these are all.')
})

test('the page to stop says so in all of its words, also when nobody has the image', async ({ page }) => {
  await page.goto('/stop')
  const form = page.getByRole('form', { name: 'Stop sharing images' })
  await expect(page.getByRole('heading', { name: 'Before you take something back' })).toBeVisible()
  await pick(page, 'Images', [UBUNTU])
  await form.getByRole('button', { name: 'Add everybody who has this image' }).click()
  await expect(form).toContainText('Nobody has this image.')
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Jobs' }).click()
  await expect(page.getByRole('dialog', { name: 'Leave without stopping?' })).toContainText(
    'Nothing has been stopped.',
  )
})
