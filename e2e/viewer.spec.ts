import type { Locator, Page } from 'playwright/test'
import { faults } from './a11y.ts'
import { expect, foreignId, openShare, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'
import { enter, signIn, signOut } from './session.ts'

/*
 * A viewer found that buttons were missing on one page, and that buttons on the next page led to a refusal:
 * "Add recipient" opened a form that could not be saved. Now every button is there, out of use, and says why.
 */

async function asViewer(page: Page) {
  await page.goto('/jobs')
  await signOut(page)
  await enter(page, 'viewer')
  await expect(signIn(page)).toHaveCount(0)
}

/** Expects a button that can have the focus, does nothing, and says why. */
async function expectOutOfUse(button: Locator, why: string) {
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveAccessibleDescription(why)
  await button.focus()
  await expect(button).toBeFocused()
  const page = button.page()
  const before = page.url()
  await page.keyboard.press('Enter')
  await expect(button).toBeFocused()
  expect(page.url()).toBe(before)
}

/** The requests that were sent to change something. */
function changesSent(page: Page): string[] {
  const sent: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    const reads = ['/console/plan', '/console/shares', '/console/received/since']
    if (request.method() !== 'GET' && !reads.includes(pathname)) sent.push(`${request.method()} ${pathname}`)
  })
  return sent
}

test('a viewer sees the plan of a share and of a stop, and may do neither', async ({ page }) => {
  await asViewer(page)
  const sent = changesSent(page)
  const form = await openShare(page, [UBUNTU])
  await form.paste.fill(foreignId(1))
  await form.confirmNew.check()
  await expectOutOfUse(form.submit, 'Your role may look, and not share.')
  await expect(form.form.getByText('Your role may look, and not share.')).toBeVisible()
  expect(await faults(page)).toEqual([])
  await page.goto('/stop')
  const stop = page.getByRole('form', { name: 'Stop sharing images' })
  // While the form is empty, the button leads to the first missing field, as it does for everybody.
  await expect(stop.getByRole('button', { name: 'Stop sharing', exact: true })).toHaveAccessibleDescription(
    'Your role may look, and not share.',
  )
  expect(await faults(page)).toEqual([])
  expect(sent).toEqual([])
})

test('a viewer sees what could be done with a job, and may do none of it', async ({ page, world }) => {
  const { images, share } = await operatorOf(world)
  const id = await share([images[0]], [foreignId(1), 'fault-pair'])
  await asViewer(page)
  const sent = changesSent(page)
  await page.goto(`/jobs/${id}`)
  const actions = page.getByRole('group', { name: 'Actions' })
  const why = 'Your role may look, and not change jobs.'
  for (const name of ['Retry 1 failed pair', 'What is true now?', 'Undo …'])
    await expectOutOfUse(actions.getByRole('button', { name }), why)
  await expect(actions.getByText(why).filter({ visible: true })).toBeVisible()
  expect(await faults(page)).toEqual([])
  // The plan of the undo has an address, and may be looked at.
  await page.goto(`/jobs/${id}/undo`)
  await expectOutOfUse(page.getByRole('button', { name: 'Undo: stop sharing 1 pair' }), why)
  expect(await faults(page)).toEqual([])
  expect(sent).toEqual([])
})

test('a viewer reads the recipient book, and may not write it', async ({ page, world }) => {
  const { call } = await operatorOf(world)
  const entry = { id: foreignId(1), name: 'Acme', accountId: '', owner: '', notes: '', groups: [] }
  await call('PUT', `/console/recipients/${entry.id}`, entry)
  await asViewer(page)
  const sent = changesSent(page)
  const why = 'Your role may look, and not change the book.'
  await page.goto('/recipients')
  await expectOutOfUse(page.getByRole('button', { name: 'Add recipient' }), why)
  await expectOutOfUse(page.getByRole('button', { name: 'Import' }), why)
  await expect(page.getByText(why).filter({ visible: true })).toBeVisible()
  expect(await faults(page)).toEqual([])
  await page.getByRole('link', { name: 'Acme', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit Acme' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveJSProperty('readOnly', true)
  await expectOutOfUse(dialog.getByRole('button', { name: 'Delete …' }), why)
  await expectOutOfUse(dialog.getByRole('button', { name: 'Save' }), why)
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter')
  expect(await faults(page)).toEqual([])
  await page.goto('/recipients/import')
  await page.getByRole('textbox', { name: 'Paste recipients' }).fill(`${foreignId(2)} New`)
  await expectOutOfUse(page.getByRole('button', { name: 'Write 1 entry' }), why)
  await expect(page.getByRole('status').getByText(why)).toBeVisible()
  expect(await faults(page)).toEqual([])
  expect(sent).toEqual([])
})

test('a viewer sees what is received, and answers nothing', async ({ page }) => {
  await asViewer(page)
  const sent = changesSent(page)
  await page.goto('/received')
  const images = page.getByRole('table', { name: 'Received images' })
  await images.getByRole('checkbox').first().check()
  const why = 'Your role may look, and not answer.'
  await expectOutOfUse(page.getByRole('button', { name: /^Accept/ }), why)
  await expectOutOfUse(page.getByRole('button', { name: /^Reject/ }), why)
  const bar = page.getByRole('region', { name: 'Answer' })
  await expect(bar.getByText(why).filter({ visible: true })).toBeVisible()
  expect(await faults(page)).toEqual([])
  expect(sent).toEqual([])
})
