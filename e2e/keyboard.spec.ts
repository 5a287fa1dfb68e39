import type { Locator, Page } from 'playwright/test'
import { expect, foreignId, jobsPanel, openShare, pick, shareForm, TAKEN, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'

/** Presses Tab until this element has the focus, through everything in between, as an operator does. */
async function tabTo(page: Page, target: Locator, key = 'Tab') {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key)
    if (await target.evaluate((element) => element === document.activeElement)) break
  }
  await expect(target).toBeFocused()
  // The focus is visible, too: an outline is drawn, or the border changes.
  const drawn = await target.evaluate((element) => {
    const style = getComputedStyle(element)
    return style.outlineStyle !== 'none' || element.matches('input, textarea')
  })
  expect(drawn).toBe(true)
}

test('the whole main task works without a mouse', async ({ page }) => {
  const form = await openShare(page)
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
  await expect(page.getByRole('grid', { name: 'Verdicts' })).toContainText('never seen before')
  await tabTo(page, form.reason)
  await page.keyboard.type('CHG-5')
  await tabTo(page, form.confirmNew)
  await page.keyboard.press('Space')
  await expect(form.confirmNew).toBeChecked()
  await tabTo(page, form.submit)
  await expect(form.submit).toHaveAccessibleName(/2 new pairs/)
  await page.keyboard.press('Enter')

  // A screen reader goes on at the outcome.
  await expect(form.form.locator(':focus')).toContainText(TAKEN)
  await tabTo(page, jobsPanel(page).getByRole('link', { name: /CHG-5/ }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('CHG-5')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.getByRole('main')).toContainText('CHG-5')
})

test('three images are shared with forty pasted projects in thirty presses', async ({ page }) => {
  const form = await openShare(page)
  await expect(form.images).toBeVisible()
  let presses = 0
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
    presses += keys.length
  }
  const tab = async (target: Locator) => {
    while (!(await target.evaluate((element) => element === document.activeElement)) && presses < 99)
      await press('Tab')
  }
  await press('Tab', 'Enter')
  await tab(form.images)
  await press('ArrowDown', 'Space', 'ArrowDown', 'Space', 'ArrowDown', 'Space')
  await tab(form.paste)
  await page.keyboard.insertText(Array.from({ length: 40 }, (_, n) => foreignId(n)).join('\n'))
  presses += 1
  await tab(form.reason)
  await page.keyboard.insertText('CHG-4711')
  await expect(form.submit).toHaveAccessibleName('Share 120 new pairs')
  await press('ControlOrMeta+Enter')
  await expect(form.confirmNew).toBeFocused()
  await press('Space', 'ControlOrMeta+Enter')
  await expect(form.form.locator(':focus')).toContainText(TAKEN)
  await expect(jobsPanel(page).getByRole('link', { name: /CHG-4711/ })).toBeVisible()
  expect(presses).toBeLessThanOrEqual(30)
})

test('plan, confirm, share and undo work without a mouse', async ({ page, world }) => {
  const { image, project, members } = await operatorOf(world)
  const projects = [project('acme-prod'), foreignId(1)]
  await page.goto(`/share?images=${image(UBUNTU)}&projects=${projects}&reason=CHG-6`)
  const form = shareForm(page)
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
  await form.reason.focus()
  // Enter in a field submits, too; the box that has to be ticked first gets the focus.
  await page.keyboard.press('Enter')
  await expect(form.confirmNew).toBeFocused()
  const list = page.getByRole('button', { name: 'Every pair as a list' })
  await tabTo(page, list)
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'new 2' }))
  await expect(page.getByRole('region', { name: 'Pairs: new' })).toContainText(foreignId(1))
  await tabTo(page, page.getByRole('application', { name: /^Picture/ }), 'Shift+Tab')
  await page.keyboard.press('End')
  await expect(page.getByText(`${UBUNTU} × ${foreignId(1)}: new`)).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Copy a link to this plan' }), 'Shift+Tab')
  await tabTo(page, form.confirmNew)
  await page.keyboard.press('Space')
  await tabTo(page, form.submit)
  await page.keyboard.press('Enter')
  await expect(form.form.locator(':focus')).toContainText(TAKEN)
  await tabTo(page, form.form.getByRole('link', { name: 'Open the job' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  await tabTo(page, page.getByRole('link', { name: 'Undo …' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Undo a job' })).toBeFocused()
  const hold = page.getByRole('main').getByRole('switch')
  const undo = page.getByRole('button', { name: 'Undo: stop sharing 2 pairs' })
  await tabTo(page, hold)
  await page.keyboard.press('Space')
  await tabTo(page, undo, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Stop, do not send' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(undo).toBeFocused()
  await tabTo(page, hold)
  await page.keyboard.press('Space')
  await tabTo(page, undo, 'Shift+Tab')
  await page.keyboard.press('Enter')
  const title = page.getByRole('heading', { level: 1, name: 'Undo: CHG-6' })
  await expect(title).toBeFocused()
  await expect(page.getByRole('table', { name: 'Pairs' }).getByText('Not a member')).toHaveCount(2)
  expect(await members(image(UBUNTU))).toEqual([])
})

test('submitting an incomplete form leads to the missing field', async ({ page }) => {
  const form = await openShare(page)
  await form.submit.focus()
  await page.keyboard.press('Enter')
  await expect(form.images).toBeFocused()
  await expect(form.images).toHaveAttribute('aria-invalid', 'true')
  await expect(form.images).toHaveAccessibleDescription(/Choose at least one image/)
  await expect(form.projects).toHaveAccessibleDescription(/Choose or paste at least one project/)
  // The missing fields are filled in now, each in another way, so nothing is red any more.
  await form.paste.fill(foreignId(1))
  await pick(page, 'Images', [UBUNTU])
  await expect(form.images).not.toHaveAttribute('aria-invalid', 'true')
  await expect(form.projects).not.toHaveAttribute('aria-invalid', 'true')
})

test('a rejected line is corrected in its row by keyboard', async ({ page }) => {
  const form = await openShare(page)
  await form.paste.focus()
  await page.keyboard.insertText(`${foreignId(1)}\nnot/an/id`)
  const verdicts = page.getByRole('grid', { name: 'Verdicts' })
  await tabTo(page, verdicts.getByRole('button', { name: 'Edit not/an/id in line 2' }))
  await page.keyboard.press('Enter')
  await expect(verdicts.getByRole('textbox', { name: 'Text of line 2' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(foreignId(2))
  await page.keyboard.press('Enter')
  await expect(form.paste).toHaveValue(`${foreignId(1)}\n${foreignId(2)}`)
  await expect(page.getByRole('region', { name: 'Verdict on each line' })).toBeFocused()
  await expect(verdicts.getByText('bad characters')).toHaveCount(0)
})

/* Every line had two tab stops or more: from 41 pasted lines to the reason it was 82 presses. */
test('all verdicts are one tab stop, arrows go through them, and a correction that was begun is kept', async ({
  page,
}) => {
  await page.goto('/share')
  const lines = Array.from({ length: 200 }, (_, n) => foreignId(n))
  const form = shareForm(page)
  await form.paste.fill(lines.join('\n'))
  const verdicts = page.getByRole('grid', { name: 'Verdicts' })
  await expect(verdicts).toHaveAttribute('aria-rowcount', '201')
  await expect(
    page.getByRole('status').filter({ hasText: '200 lines pasted: 200 projects taken' }),
  ).toHaveCount(1)
  await form.paste.focus()
  await page.keyboard.press('Tab')
  await expect(form.reason).toBeFocused()
  const edit = (line: number) =>
    verdicts.getByRole('button', { name: new RegExp(`^Edit .* in line ${line}$`) })
  await tabTo(page, edit(1))
  await page.keyboard.press('ArrowDown')
  await expect(edit(2)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(verdicts.getByRole('button', { name: /^Remove .* from line 2$/ })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Tab')
  const all = page.getByRole('button', { name: 'Show all 200 lines' })
  await expect(all).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+Tab')
  await expect(edit(2)).toBeFocused()
  await page.keyboard.press('End')
  await expect(edit(200)).toBeFocused()
  await expect(verdicts.getByRole('row', { name: lines[199] ?? '' })).toBeInViewport()
  await page.keyboard.press('Home')
  await expect(edit(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('-corrected')
  // Only what is in sight is drawn, but what has the focus stays.
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
  await expect(verdicts.getByRole('row', { name: lines[199] ?? '' })).toBeInViewport()
  await expect(verdicts.getByRole('row', { name: lines[100] ?? '' })).toHaveCount(0)
  await expect(verdicts.getByRole('textbox', { name: 'Text of line 1' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(form.paste).toHaveValue(new RegExp(`^${lines[0]}-corrected\n`))
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
