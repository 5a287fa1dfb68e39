import { expect, foreignId, jobsPanel, openShare, ROCKY, test, UBUNTU } from './fixtures.ts'

test('a share by picking appears as a job, runs and ends, and the members are there', async ({ page }) => {
  const form = await openShare(page, [UBUNTU, ROCKY], ['acme-prod'])
  await form.reason.fill('CHG-4711 monthly release')
  await expect(form.submit).toHaveAccessibleName(/2 new pairs/)
  await form.submit.click()
  const row = jobsPanel(page).getByRole('link', { name: /CHG-4711 monthly release.*2 × 1/ })
  await expect(row).toContainText('Shared')
  await row.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('CHG-4711 monthly release')
  await expect(page.getByRole('main')).toContainText('2 images × 1 project')
  const pairs = page.getByRole('table', { name: 'Pairs' })
  await expect(pairs.getByText('Is a member')).toHaveCount(2)
  await expect(pairs.getByText('Confirmed as: new')).toHaveCount(2)
})

test('pasted IDs in any form become recipients', async ({ page }) => {
  const form = await openShare(page, [UBUNTU])
  await form.paste.fill(`"${foreignId(1)}", ${foreignId(2)}; ${foreignId(3)}\r\n${foreignId(4)}`)
  await expect(form.submit).toHaveAccessibleName(/4 new pairs/)
  await form.confirmNew.check()
  await form.submit.click()
  await expect(jobsPanel(page).getByRole('link', { name: /Share 1 image × 4 projects/ })).toContainText(
    'Shared',
  )
})

test('every pasted line has a verdict, so nothing is dropped silently', async ({ page, world }) => {
  const form = await openShare(page)
  const own = (await world.tokenFor('operator')).project.id
  await form.paste.fill(
    [
      foreignId(1),
      foreignId(1),
      own,
      'd164b5df-1bc3-4c3f-893e-3e471fd16e64',
      'not/an/id',
      'Tenant projects:',
    ].join('\n'),
  )
  const verdicts = page.getByRole('grid', { name: /verdicts/i })
  for (const word of [/duplicate of line 1/i, /own project/i, /image ID/i, /characters/i])
    await expect(verdicts.getByText(word).first()).toBeVisible()
  // Text around the IDs is folded, and can be opened.
  await page.getByRole('button', { name: /^Show \d+ pieces? of text/ }).click()
  await expect(verdicts.getByText('Tenant projects:').first()).toBeVisible()
})

test('a second click while the share is under way makes no second job', async ({ page }) => {
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await form.submit.dblclick()
  await expect(jobsPanel(page).getByRole('link', { name: /Share 1 image/ })).toHaveCount(1)
})
