import type { Locator, Page } from 'playwright/test'
import { expect, foreignId, jobsPanel, pick, shareForm, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'

/** Presses Tab until this has the focus: whatever is in between has to be passed, as by an operator. */
async function tabTo(page: Page, target: Locator, key = 'Tab') {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key)
    if (await target.evaluate((element) => element === document.activeElement)) break
  }
  await expect(target).toBeFocused()
  // Seen, not only had: something is drawn around it, or its border changes.
  const drawn = await target.evaluate((element) => {
    const style = getComputedStyle(element)
    return style.outlineStyle !== 'none' || element.matches('input, textarea')
  })
  expect(drawn).toBe(true)
}

test('the whole main job without a mouse', async ({ page }) => {
  await page.goto('/share')
  const form = shareForm(page)
  await expect(form.images).toBeVisible()

  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  await tabTo(page, form.images)
  await expect(form.images).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.type('ubuntu-24.04-lts-2026')
  await expect(form.images).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  const options = form.form.getByRole('listbox', { name: 'Images' }).getByRole('option')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(form.form.getByRole('option', { selected: true })).toHaveCount(2)
  await page.keyboard.press('Space')
  await expect(form.form.getByRole('option', { selected: true })).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(form.images).toHaveAttribute('aria-expanded', 'false')
  await expect(form.images).toBeFocused()
  await expect(form.form.getByRole('list', { name: 'Chosen images' })).toContainText(UBUNTU)

  await tabTo(page, form.projects)
  await page.keyboard.type('acme-prod')
  await page.keyboard.press('Enter')
  await expect(form.form.getByRole('list', { name: 'Chosen projects' })).toContainText('acme-prod')
  await page.keyboard.press('Escape')

  await tabTo(page, form.paste)
  await page.keyboard.insertText(foreignId(1))
  await expect(page.getByRole('table', { name: 'Verdicts' })).toContainText('never seen before')
  await tabTo(page, form.reason)
  await page.keyboard.type('CHG-5')
  await tabTo(page, form.confirmNew)
  await page.keyboard.press('Space')
  await expect(form.confirmNew).toBeChecked()
  await tabTo(page, form.submit)
  await expect(form.submit).toHaveAccessibleName(/2 new pairs/)
  await page.keyboard.press('Enter')

  // Reading goes on at what became of it.
  await expect(form.form.getByRole('status').filter({ hasText: 'Sharing has begun.' })).toBeFocused()
  await tabTo(page, jobsPanel(page).getByRole('link', { name: /Share 1 image × 2 projects/ }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Share 1 image with 2 projects')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.getByRole('main')).toContainText('CHG-5')
})

test('plan, confirm, share and undo without a mouse', async ({ page, world }) => {
  const { image, project, members } = await operatorOf(world)
  const projects = [project('acme-prod'), foreignId(1)]
  await page.goto(`/share?images=${image(UBUNTU)}&projects=${projects}&reason=CHG-6`)
  const form = shareForm(page)
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
  await form.reason.focus()
  // Enter in a field sends, too: what is to be confirmed gets the focus first.
  await page.keyboard.press('Enter')
  await expect(form.confirmNew).toBeFocused()
  await tabTo(page, form.submit)
  await tabTo(page, page.getByRole('button', { name: 'Copy a link to this plan' }))
  await tabTo(page, page.getByRole('application', { name: /^Picture/ }))
  await page.keyboard.press('End')
  await expect(page.getByText(`${UBUNTU} × ${foreignId(1)}: new`)).toBeVisible()
  await tabTo(page, page.getByRole('region', { name: 'Images of the plan' }))
  await tabTo(page, page.getByRole('button', { name: 'new 2' }))
  await tabTo(page, page.getByRole('region', { name: 'Pairs: new' }))
  await tabTo(page, form.confirmNew, 'Shift+Tab')
  await page.keyboard.press('Space')
  await tabTo(page, form.submit)
  await page.keyboard.press('Enter')
  await expect(form.form.getByRole('status').filter({ hasText: 'Sharing has begun.' })).toBeFocused()
  await tabTo(page, form.form.getByRole('link', { name: 'Open the job' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  await tabTo(page, page.getByRole('link', { name: 'Undo …' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Undo a job' })).toBeFocused()
  await tabTo(page, page.getByRole('button', { name: 'Undo: stop sharing 2 pairs' }))
  await page.keyboard.press('Enter')
  const title = page.getByRole('heading', { level: 1, name: 'Stop sharing 1 image with 2 projects' })
  await expect(title).toBeFocused()
  await expect(page.getByRole('table', { name: 'Pairs' }).getByText('Not a member')).toHaveCount(2)
  expect(await members(image(UBUNTU))).toEqual([])
})

test('a form that lacks something leads to the field', async ({ page }) => {
  await page.goto('/share')
  const form = shareForm(page)
  await form.submit.focus()
  await page.keyboard.press('Enter')
  await expect(form.images).toBeFocused()
  await expect(form.images).toHaveAttribute('aria-invalid', 'true')
  await expect(form.images).toHaveAccessibleDescription(/Choose at least one image/)
  await expect(form.projects).toHaveAccessibleDescription(/Choose or paste at least one project/)
  // What was lacking is there now, by whichever way: nothing is red any more.
  await form.paste.fill(foreignId(1))
  await pick(page, 'Images', [UBUNTU])
  await expect(form.images).not.toHaveAttribute('aria-invalid', 'true')
  await expect(form.projects).not.toHaveAttribute('aria-invalid', 'true')
})

test('a verdict is corrected by keyboard, where it stands', async ({ page }) => {
  await page.goto('/share')
  const form = shareForm(page)
  await form.paste.focus()
  await page.keyboard.insertText(`${foreignId(1)}\nnot/an/id`)
  const verdicts = page.getByRole('table', { name: 'Verdicts' })
  await tabTo(page, verdicts.getByRole('button', { name: 'Edit line 2' }))
  await page.keyboard.press('Enter')
  await expect(verdicts.getByRole('textbox', { name: 'Text of line 2' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(foreignId(2))
  await page.keyboard.press('Enter')
  await expect(form.paste).toHaveValue(`${foreignId(1)}\n${foreignId(2)}`)
  await expect(page.getByRole('region', { name: 'Verdict on each line' })).toBeFocused()
  await expect(verdicts.getByText('bad characters')).toHaveCount(0)
})

test('on a phone the jobs open as a sheet, and Escape closes it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/share')
  const bar = jobsPanel(page).getByRole('button', { name: /^Jobs/ })
  await expect(bar).toHaveAttribute('aria-expanded', 'false')
  await bar.focus()
  await page.keyboard.press('Enter')
  await expect(jobsPanel(page).getByText('No jobs yet')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(jobsPanel(page).getByText('No jobs yet')).toBeHidden()
  await expect(bar).toBeFocused()
})
