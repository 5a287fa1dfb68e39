import { expect, foreignId, jobsPanel, openShare, pick, test, UBUNTU } from './fixtures.ts'

test('a job with one failed pair is partly shared, and explains the failure first', async ({ page }) => {
  const form = await openShare(page, [UBUNTU])
  await form.paste.fill([foreignId(1), foreignId(2), 'fault-pair', foreignId(3)].join('\n'))
  await form.confirmNew.check()
  await form.submit.click()
  // A later job goes well; the failed one stays above it.
  const failed = jobsPanel(page).getByRole('link', { name: /Share 1 image × 4 projects/ })
  await expect(failed).toContainText('3 shared, 1 failed')
  await pick(page, 'Images', [UBUNTU])
  await pick(page, 'Projects', ['acme-prod'])
  await form.submit.click()
  await expect(jobsPanel(page).getByRole('listitem')).toContainText([/1 failed/, /Shared.*1 project/])
  await expect(page).toHaveTitle(/^\(1 failed\)/)

  await failed.click()
  const why = page.getByRole('region', { name: 'What went wrong' })
  await expect(why.getByRole('heading', { name: 'The recipient could not be added' })).toContainText('1 pair')
  await expect(why).toContainText('The cloud failed while adding this one recipient.')
  await expect(why).toContainText('Retry the failed pairs.')
  const rows = page.getByRole('table', { name: 'Pairs' }).getByRole('row')
  const arrived = /Shared.*Is a member/
  await expect(rows).toContainText([/Read back/, /fault-pair.*Failed.*IMG\.0112/, arrived, arrived, arrived])

  await page
    .getByRole('navigation', { name: 'Pairs by result' })
    .getByRole('link', { name: 'Failed 1' })
    .click()
  await expect(page).toHaveURL(/\?state=failed$/)
  await expect(rows).toHaveCount(2)
})

test('a pair that the cloud only claims is not confirmed, because the members decide', async ({ page }) => {
  const form = await openShare(page, [UBUNTU])
  await form.paste.fill(['fault-lie', foreignId(1)].join('\n'))
  await form.confirmNew.check()
  await form.submit.click()
  await form.form.getByRole('link', { name: 'Open the job' }).click()
  const lie = page.getByRole('table', { name: 'Pairs' }).getByRole('row', { name: /fault-lie/ })
  await expect(lie).toContainText(/Not confirmed.*Success.*Not a member/)
  await expect(page.getByRole('region', { name: 'What went wrong' })).toContainText('Claimed, but not found')
})

test('a job whose token expires says so, and what to do', async ({ page }) => {
  const form = await openShare(page, [UBUNTU])
  await form.paste.fill(['fault-401', foreignId(1)].join('\n'))
  await form.confirmNew.check()
  await form.submit.click()
  const row = jobsPanel(page).getByRole('link', { name: /Share 1 image × 2 projects/ })
  await expect(row).toContainText('2 failed')
  await row.click()
  const why = page.getByRole('region', { name: 'What went wrong' })
  await expect(why.getByRole('heading', { name: 'The token must be renewed' })).toContainText('2 pairs')
  await expect(why).toContainText('Sign in again.')
})
