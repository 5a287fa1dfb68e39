import type { Page } from 'playwright/test'
import { expect, foreignId, jobsPanel, openShare, pick, ROCKY, shareForm, test, UBUNTU } from './fixtures.ts'

/** Puts this on the clipboard, in these forms, and pastes it into a field. */
async function paste(page: Page, forms: Record<string, string>, into = shareForm(page).paste) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(async (forms) => {
    const blobs = Object.entries(forms).map(([type, text]) => [type, new Blob([text], { type })])
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
  }, forms)
  await into.press('ControlOrMeta+v')
}

const verdictsOf = (page: Page) => page.getByRole('grid', { name: 'Verdicts' })

test('names with markup in them are shown as text, everywhere', async ({ page }) => {
  const name = '<b>R&D</b> "golden"'
  const form = await openShare(page, [name])
  await expect(form.form.getByRole('list', { name: 'Chosen images' })).toContainText(name)
  const evil = '<img src=x onerror=alert(1)>'
  await form.paste.fill([foreignId(1), evil].join('\n'))
  await page.getByRole('button', { name: /^Show 1 piece of text/ }).click()
  await expect(verdictsOf(page)).toContainText(evil)
  await form.confirmNew.check()
  await form.reason.fill(evil)
  await form.submit.click()
  const row = jobsPanel(page).getByRole('link', { name: /onerror/ })
  await expect(row).toContainText(name)
  await row.click()
  await expect(page.getByRole('main')).toContainText(evil)
  await expect(page.getByRole('table', { name: 'Pairs' })).toContainText(name)
  await expect(page.locator('main b', { hasText: 'R&D' }).or(page.locator('main img'))).toHaveCount(0)
})

test('the text of a table from a spreadsheet is read, and its markup is not', async ({ page }) => {
  await page.goto('/share')
  const rows = [1, 2].map((n) => `Team ${n}\t${foreignId(n)}`)
  await paste(page, {
    'text/plain': `Name\tProject ID\r\n${rows.join('\r\n')}\r\n`,
    'text/html': `<table>${rows.map((row) => `<tr><td><b>${row.replace('\t', '<td>')}`).join('')}</table>`,
  })
  await expect(shareForm(page).paste).toHaveValue(/^Name\tProject ID\n/)
  await expect(verdictsOf(page).getByText('never seen before', { exact: true })).toHaveCount(2)
  await expect(
    page.getByRole('paragraph').filter({ hasText: '3 lines pasted: 2 projects taken' }),
  ).toBeVisible()
})

test('the IDs in the source of a web page are found', async ({ page }) => {
  await page.goto('/share')
  await paste(page, {
    'text/plain': `<tr><td>Team</td><td>${foreignId(1)}</td></tr>\r\n<p>${foreignId(2)}</p>`,
  })
  await expect(verdictsOf(page).getByText('never seen before', { exact: true })).toHaveCount(2)
  await expect(verdictsOf(page)).toContainText(foreignId(1))
})

test('typing errors are seen before anything is sent', async ({ page, world }) => {
  const form = await openShare(page)
  const own = (await world.tokenFor('operator')).project.id
  await form.paste.fill(
    [`${foreignId(1)}9`, 'ABCDEF0123456789ABCDEF0123456789', own, 'a'.repeat(65)].join('\r\n'),
  )
  const row = (text: string) => verdictsOf(page).getByRole('row').filter({ hasText: text })
  await expect(row('33 characters; project IDs usually have 32.')).toHaveCount(1)
  await expect(row('ABCDEF0123456789')).toContainText('usually have digits and a–f in lower case only')
  await expect(row(own)).toContainText('your own project')
  await expect(row('65 characters')).toContainText('too long')
  await pick(page, 'Images', [UBUNTU])
  // The own project and IDs that are too long are rejected; unusual IDs have to be confirmed.
  await expect(form.submit).toHaveAccessibleName(/2 new pairs/)
  await form.submit.click()
  await expect(form.confirmNew).toBeFocused()
  await expect(jobsPanel(page).getByText('No jobs yet')).toBeVisible()
})

test('an ID that differs from a known project by one character is questioned, and corrected by one press', async ({
  page,
}) => {
  const form = await openShare(page)
  await form.projects.fill('acme-prod')
  const id = await form.form.getByRole('option').first().getByRole('code').textContent()
  const slip = `${id?.slice(0, -1)}${id?.endsWith('0') ? '1' : '0'}`
  await form.paste.fill(slip)
  await expect(verdictsOf(page)).toContainText('One character away from acme-prod. A slip?')
  await verdictsOf(page).getByRole('button', { name: 'Use acme-prod in line 1' }).click()
  await expect(form.paste).toHaveValue(id ?? '')
  await expect(verdictsOf(page)).toContainText('Known as acme-prod.')
})

test('an ID wins over the name beside it, and the mismatch is confirmed before anything is sent', async ({
  page,
}) => {
  const form = await openShare(page)
  const id = foreignId(1)
  await pick(page, 'Images', [UBUNTU])
  await form.paste.fill(`Hi Ann,\nplease share with\nacme-prod <${id}>\nThanks`)
  const row = verdictsOf(page).getByRole('row').filter({ hasText: id })
  await expect(row).toContainText('The name beside it, acme-prod, is of another project.')
  await expect(verdictsOf(page).getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Show 3 pieces of text around the IDs' })).toBeVisible()
  await form.confirmNew.check()
  await form.submit.click()
  const meant = form.form.getByRole('checkbox', { name: 'This ID is meant' })
  await expect(meant).toBeFocused()
  await expect(form.form).toContainText('1 ID beside the name of another project')
  await expect(form.form.getByRole('region', { name: /never seen before/ })).toContainText('acme-prod <…>')
  await expect(jobsPanel(page).getByText('No jobs yet')).toBeVisible()
  await meant.check()
  await form.submit.click()
  await expect(jobsPanel(page).getByRole('link', { name: /Share 1 image × 1 project/ })).toBeVisible()
})

test('an ID with a typing error is left out until somebody takes it as it is', async ({ page }) => {
  const form = await openShare(page, [UBUNTU])
  await form.projects.fill('acme-prod')
  const id = (await form.form.getByRole('option').first().getByRole('code').textContent()) ?? ''
  await page.keyboard.press('Escape')
  const slip = `${id.slice(0, 4)}${id[5]}${id[4]}${id.slice(6)}`
  await form.paste.fill(`${slip === id ? id.slice(1) : slip}\n${foreignId(1)}`)
  await expect(form.form).toContainText('1 pasted entry is left out until you decide')
  await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
  await verdictsOf(page)
    .getByRole('button', { name: /^Take it: / })
    .click()
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
})

test('an image that cannot be shared is listed with the reason, and cannot be picked', async ({ page }) => {
  const form = await openShare(page)
  await form.images.fill('oracle-linux-9-importing')
  const option = form.form.getByRole('option')
  await expect(option).toHaveAttribute('aria-disabled', 'true')
  await expect(option).toContainText('Cannot be shared:')
  await option.click({ force: true })
  await page.keyboard.press('Enter')
  await expect(form.form.getByRole('list', { name: 'Chosen images' })).toHaveCount(0)
})

test('a list pasted into a picker chooses what it names, and a single word is a search', async ({ page }) => {
  const form = await openShare(page)
  await paste(page, { 'text/plain': `${UBUNTU}\n${ROCKY}\nnobody-has-this` }, form.images)
  const note = page
    .getByRole('status')
    .filter({ hasText: '2 images taken from what you pasted, 1 entry not' })
  await expect(note).toContainText('nobody-has-this')
  await expect(page.getByRole('list', { name: 'Chosen images' }).getByRole('listitem')).toHaveCount(2)
  await form.images.fill('acme-')
  await form.images.press('ArrowLeft')
  await paste(page, { 'text/plain': 'monitoring-proxy' }, form.images)
  await expect(form.images).toHaveValue('acmemonitoring-proxy-')
  await expect(note).toBeVisible()
})
