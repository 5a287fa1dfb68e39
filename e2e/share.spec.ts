import { expect, foreignId, jobsPanel, openShare, ROCKY, shareForm, TAKEN, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'

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

test('a newcomer is told three things, and may fill in an example of what is there', async ({ page }) => {
  const form = await openShare(page)
  const start = page.getByRole('region', { name: 'New here? Three things to know' })
  await expect(start.getByRole('listitem')).toHaveCount(3)
  await start.getByRole('button', { name: 'Fill in an example' }).click()
  await expect(form.form.getByRole('list', { name: 'Chosen images' }).getByRole('listitem')).toHaveCount(2)
  const verdicts = page.getByRole('grid', { name: 'Verdicts' })
  for (const word of ['one character off', 'your own project', 'never seen before'])
    await expect(page.getByRole('button', { name: new RegExp(`^${word}`) })).toBeVisible()
  // The digit that slipped is boxed.
  await expect(verdicts.getByRole('row').filter({ hasText: 'A slip?' }).locator('mark')).toHaveText(/^.$/)
  await expect(form.submit).toHaveAccessibleName('Share 14 new pairs')
  await expect(start).toHaveCount(0)
})

test('an operator sees in the place of the plan what runs, what failed, and what waits for an answer', async ({
  page,
  world,
}) => {
  const { share, image } = await operatorOf(world)
  await share([image(UBUNTU)], [foreignId(1)], 'CHG-1 went well')
  await share([image(UBUNTU)], ['fault-pair'], 'CHG-2 went wrong')
  await openShare(page)
  const now = page.getByRole('region', { name: 'What is going on' }).getByRole('listitem')
  await expect(now).toHaveText([/^Failed.*CHG-2 went wrong/, /^1 received image waits for an answer/])
  await now.first().getByRole('link').click()
  await expect(page.getByRole('main')).toContainText('CHG-2 went wrong')
})

test('after sending: what was left out, the pairs as they fill up, and the undo two clicks away', async ({
  page,
  context,
  world,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { image, members } = await operatorOf(world)
  const form = await openShare(page, [UBUNTU], ['acme-prod', 'acme-test'])
  await form.paste.fill(['not/an/id', 'a'.repeat(65)].join('\n'))
  await expect(page.getByRole('grid', { name: 'Verdicts' })).toBeVisible()
  await form.submit.click()
  const left = form.form.getByText('2 lines were not taken: 1 bad characters, 1 too long.')
  await expect(left).toBeVisible()
  await form.form.getByRole('button', { name: 'Copy the 2 lines' }).click()
  await expect(form.form.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`not/an/id\n${'a'.repeat(65)}`)
  await expect(form.form.getByRole('list', { name: 'Legend' })).toHaveText(/2 shared, confirmed/)
  expect(await members(image(UBUNTU))).toHaveLength(2)
  await form.form.getByRole('link', { name: 'Undo …' }).click()
  await page.getByRole('button', { name: 'Undo: stop sharing 2 pairs' }).click()
  await expect.poll(() => members(image(UBUNTU))).toEqual([])
})

test('a picker forgets its search when it closes', async ({ page }) => {
  const form = await openShare(page)
  await form.images.fill('ubuntu')
  await page.keyboard.press('Escape')
  await expect(form.images).toHaveValue('')
  await form.images.fill('ubuntu')
  await page.getByRole('heading', { level: 1 }).click()
  await expect(form.images).toHaveValue('')
})

for (const width of [390, 320])
  test(`nothing is wider than a window of ${width} px, and no list scrolls inside of the page`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 })
    const form = await openShare(page, [UBUNTU, 'agent-base-nearly-full'], ['acme-prod'])
    await form.paste.fill([...Array.from({ length: 30 }, (_, n) => foreignId(n)), 'not/an/id'].join('\n'))
    await expect(form.submit).toHaveAccessibleName(/^Share \d+ new pairs$/)
    await page.getByRole('button', { name: 'Show all 31 lines' }).click()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    const scrollers = await page.evaluate(
      () =>
        [...document.querySelectorAll('main *')].filter(
          (box) =>
            box.tagName !== 'TEXTAREA' &&
            ['auto', 'scroll'].includes(getComputedStyle(box).overflowY) &&
            box.scrollHeight > box.clientHeight,
        ).length,
    )
    expect(scrollers).toBe(0)
  })

test('three images and forty projects fit on a laptop, with the plan and its button in sight', async ({
  page,
  world,
}) => {
  await page.addInitScript(() => localStorage.setItem('jobs-dock', 'folded'))
  await page.setViewportSize({ width: 1440, height: 900 })
  const { call, image } = await operatorOf(world)
  const { recipients } = await call('GET', '/console/recipients')
  const projects = recipients.slice(0, 40).map(({ id }: { id: string }) => id)
  const images = [UBUNTU, ROCKY, 'monitoring-proxy-3.4'].map(image)
  await page.goto(`/share?images=${images}&projects=${projects}&reason=CHG-4711 November golden images`)
  const form = shareForm(page)
  await expect(form.submit).toHaveAccessibleName(/^Share \d+ new pairs$/)
  await expect(page.getByRole('button', { name: 'Show all 40 lines' })).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('table', { name: 'Plan by image' })).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('application')).toBeInViewport({ ratio: 1 })
  const scrolls = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)
  expect(scrolls).toBeLessThanOrEqual(0)
})

test('a sent plan goes to the jobs, and stays where it is with reduced motion', async ({ page }) => {
  await page.addInitScript(() => {
    const flights: number[] = []
    Object.assign(window, { flights })
    const animate = Element.prototype.animate
    Element.prototype.animate = function (frames, options) {
      if (this instanceof HTMLCanvasElement) flights.push(Number((options as { duration: number }).duration))
      return animate.call(this, frames, options)
    }
  })
  for (const [reducedMotion, flights] of [
    ['no-preference', [320]],
    ['reduce', []],
  ] as const) {
    await page.emulateMedia({ reducedMotion })
    const form = await openShare(page, [UBUNTU])
    await form.paste.fill(foreignId(reducedMotion.length))
    await form.confirmNew.check()
    await expect(form.form.getByRole('application', { name: /^Picture of/ })).toBeVisible()
    await form.submit.click()
    await expect(form.form.getByText(TAKEN)).toBeVisible()
    expect(await page.evaluate(() => (window as unknown as { flights: number[] }).flights)).toEqual(flights)
    await expect(page.locator('body > canvas')).toHaveCount(0)
  }
})
