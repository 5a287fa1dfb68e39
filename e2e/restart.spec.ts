import { expect, foreignId, jobsPanel, openShare, ROCKY, test, UBUNTU } from './fixtures.ts'
import { startServer } from './server-process.ts'

const RECIPIENTS = Array.from({ length: 100 }, (_, n) => foreignId(n))

test('a job goes on and is complete after a reload in the middle of it', async ({ page, world }) => {
  const form = await openShare(page, [UBUNTU, ROCKY])
  await form.paste.fill(RECIPIENTS.slice(0, 3).join('\n'))
  await form.confirmNew.check()
  await form.reason.fill('CHG-77')
  world.clock.hold()
  await form.submit.click()
  await form.form.getByRole('link', { name: 'Open the job' }).click()
  const pairs = page.getByRole('table', { name: 'Pairs' })
  await expect(pairs.getByText('Sent', { exact: true })).toHaveCount(6)

  await page.reload()
  await expect(pairs.getByText('Sent', { exact: true })).toHaveCount(6)
  await expect(page.getByRole('main')).toContainText('CHG-77')
  const row = jobsPanel(page).getByRole('link', { name: /CHG-77.*2 × 3/ })
  await expect(row).toContainText('0 of 6 pairs')

  world.clock.release()
  await expect(row).toContainText('Shared')
  await expect(pairs.getByText('Is a member')).toHaveCount(6)
})

/** A console in a process of its own, which can be killed. */
const killable = test.extend<{ server: Awaited<ReturnType<typeof startServer>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  server: async ({}, use) => {
    const server = await startServer()
    await use(server)
    await server.end()
  },
  baseURL: async ({ server }, use) => use(server.url),
})

killable(
  'the server is killed in the middle of a job: it comes back and ends it',
  async ({ page, server }) => {
    const form = await openShare(page)
    // Enough pairs to keep the cloud busy for some seconds: this world's clock is the real one.
    await form.images.fill('-v')
    await form.form.getByRole('button', { name: /^Select all \d+ matches$/ }).click()
    await form.paste.fill(RECIPIENTS.join('\n'))
    await form.confirmNew.check()
    const pairs = /[\d,]+/.exec((await form.submit.textContent()) ?? '')?.[0]
    await form.submit.click()
    const row = jobsPanel(page).getByRole('link', { name: /^Sharing.*× 100 projects/ })
    await expect(row).toContainText(`0 of ${pairs} pairs`)

    await server.kill()
    await expect(jobsPanel(page).getByText(/^Last check failed/)).toBeVisible()
    await expect(row).toContainText(`0 of ${pairs} pairs`)
    await expect(page.getByRole('alert')).toHaveCount(0)

    await server.restart()
    const ended = jobsPanel(page).getByRole('link', { name: /^Shared.*× 100 projects/ })
    // The job takes its time on a busy machine, as its clock is the real one.
    await expect(ended).toContainText(`${pairs} pairs`, { timeout: 120_000 })
    await expect(jobsPanel(page).getByText(/^Checked/)).toBeVisible()
    await ended.click()
    await expect(page.getByRole('navigation', { name: 'Pairs by result' }).getByRole('link')).toHaveText([
      `All ${pairs}`,
      `Shared ${pairs}`,
    ])
  },
)
