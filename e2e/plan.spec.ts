import type { Page } from 'playwright/test'
import { expect, foreignId, jobsPanel, openShare, pick, ROCKY, shareForm, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'

const counts = (page: Page) => page.getByRole('list', { name: 'What will change' }).getByRole('listitem')
const byImage = (page: Page) => page.getByRole('table', { name: 'Plan by image' })
const jobs = (page: Page) => jobsPanel(page).getByRole('link')

/** The requests that ask the cloud to change something. */
function changesSent(page: Page): string[] {
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET' && request.url().includes('/cloudimages/')) sent.push(request.url())
  })
  return sent
}

test('counts, picture, images and lists of a plan agree, and belong to the current selection only', async ({
  page,
}) => {
  const sent = changesSent(page)
  const form = await openShare(
    page,
    [UBUNTU, 'monitoring-proxy-3.4', 'agent-base-nearly-full'],
    ['acme-prod', 'acme-test'],
  )
  await form.paste.fill(
    [foreignId(1), 'no/id', ...Array.from({ length: 6 }, (_, n) => foreignId(n + 2))].join('\n'),
  )
  await expect(counts(page)).toHaveText([
    ...['22 new', '1 already shared, pending', '2 already shared, accepted'],
    ...['1 already shared, rejected', '1 impossible'],
  ])
  await expect(form.submit).toHaveAccessibleName('Share 22 new pairs')
  await expect(form.form).toContainText('1 pasted entry rejected and not part of the plan.')

  const row = byImage(page).getByRole('row')
  await expect(row.nth(1)).toContainText(/9\s*0\s*0\s*9 of 256$/)
  await expect(row.nth(2)).toContainText(/7\s*2\s*0\s*10 of 256$/)
  await expect(row.nth(3)).toContainText(
    /6\s*2\s*1\s*256 of 256\s*1 of 9 projects does not fit: 256 allowed, 250 used\.$/,
  )

  const picture = page.getByRole('application', { name: /^Picture of 3 images × 9 projects/ })
  await picture.focus()
  for (const [key, pair] of [
    ['ArrowRight', `${UBUNTU} × acme-prod: new`],
    ['ArrowDown', 'monitoring-proxy-3.4 × acme-prod: already shared, accepted'],
    ['ArrowRight', 'monitoring-proxy-3.4 × acme-test: already shared, rejected'],
    ['PageDown', 'agent-base-nearly-full × acme-test: already shared'],
    ['End', `agent-base-nearly-full × ${foreignId(7)}: does not fit`],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByText(pair)).toBeVisible()
  }

  await page.getByRole('button', { name: 'Every pair as a list' }).click()
  await page.getByRole('button', { name: 'does not fit 1' }).click()
  const list = page.getByRole('region', { name: 'Pairs: does not fit' }).getByRole('row')
  await expect(list).toHaveCount(2)
  await expect(list.nth(1)).toContainText(new RegExp(`agent-base-nearly-full.*${foreignId(7)}`))

  // The plan of an earlier selection is never on the screen, not even while the next plan is being made.
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/console/plan', async (route) => {
    await held
    await route.continue()
  })
  await form.form.getByRole('button', { name: 'Remove agent-base-nearly-full' }).click()
  await expect(form.form).toContainText('2 images×9 projects=18 pairs')
  await expect(counts(page)).toHaveCount(0)
  await expect(byImage(page)).toHaveCount(0)
  await expect(form.submit).toHaveAccessibleName('Share')
  await form.submit.press('Enter')
  answer()
  await expect(counts(page)).toHaveText([
    ...['16 new', '1 already shared, accepted', '1 already shared, rejected'],
  ])
  await expect(form.submit).toHaveAccessibleName('Share 16 new pairs')
  expect(sent).toEqual([])
})

test('first-time recipients are confirmed by name, and again after the list has changed', async ({
  page,
}) => {
  const sent = changesSent(page)
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await form.paste.fill(foreignId(1))
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
  await form.submit.click()
  await expect(form.confirmNew).toBeFocused()
  await expect(form.form).toContainText('Confirm first: 1 recipient never seen before.')
  const named = form.form.getByRole('region', { name: 'never seen before' }).getByRole('listitem')
  await expect(named).toHaveText([new RegExp(foreignId(1))])
  await form.confirmNew.check()
  await expect(form.form).not.toContainText('Confirm first')

  await form.paste.fill(`${foreignId(1)}\n${foreignId(2)}`)
  await expect(named).toHaveText([new RegExp(foreignId(1)), new RegExp(foreignId(2))])
  await expect(form.confirmNew).not.toBeChecked()
  await form.submit.click()
  await expect(form.confirmNew).toBeFocused()
  expect(sent).toEqual([])
  await form.confirmNew.check()
  await form.submit.click()
  await expect(jobs(page)).toContainText(['Share 1 image × 3 projects'])
  expect(sent).toHaveLength(1)
})

test('an image that looks made for one tenant is not shared with another by accident', async ({ page }) => {
  const sent = changesSent(page)
  const form = await openShare(page, ['birch-billing-node-2.4', UBUNTU], ['birch-test', 'cedar-prod'])
  const mixUp = form.form.getByRole('region', { name: '1 pair that may be a mix-up' })
  await expect(mixUp.getByRole('listitem')).toHaveText([
    'birch-billing-node-2.4 → cedar-prodThe image looks made for birch.',
  ])
  await form.submit.click()
  const meant = form.form.getByRole('checkbox', { name: 'This pair is meant' })
  await expect(meant).toBeFocused()
  await expect(form.form).toContainText('Confirm first: 1 pair that may be a mix-up.')
  expect(sent).toEqual([])
  // The mistake is corrected, so nothing is left to confirm.
  await form.form.getByRole('button', { name: 'Remove cedar-prod' }).click()
  await expect(meant).toHaveCount(0)
  await form.submit.click()
  await expect(jobs(page)).toContainText(['Share 2 images × 1 project'])
})

test('44 of 50 do not fit: 6 are shared, and the others are never sent', async ({ page, world }) => {
  const form = await openShare(page, ['agent-base-nearly-full'])
  const ids = Array.from({ length: 50 }, (_, n) => foreignId(n + 1))
  await form.paste.fill(ids.join('\n'))
  await expect(byImage(page)).toContainText('44 of 50 projects do not fit: 256 allowed, 250 used.')
  await expect(form.submit).toHaveAccessibleName('Share 6 new pairs')
  await form.confirmNew.check()
  await form.submit.click()
  await expect(jobs(page)).toContainText(['44 impossible'])
  await expect(jobsPanel(page).getByRole('heading', { name: /failed/i })).toHaveCount(0)
  await jobs(page).first().click()
  const why = page.getByRole('region', { name: 'What was impossible, and not sent' })
  await expect(why.getByRole('heading', { name: 'No place left' })).toContainText('44 pairs')
  await expect(page.getByRole('navigation', { name: 'Pairs by result' }).getByRole('link')).toHaveText([
    'All 50',
    'Impossible 44',
    'Shared 6',
  ])
  await page.getByText('Calls to the cloud (1)').click()
  await expect(page.getByRole('region', { name: 'Attempt 1' }).getByRole('listitem')).toHaveText([
    /1 image × 6 projects/,
  ])
  const { image, members } = await operatorOf(world)
  expect(await members(image('agent-base-nearly-full'))).toEqual(expect.arrayContaining(ids.slice(0, 6)))
})

test('a plan that went out of date says what changed, and asks again', async ({ page, world }) => {
  const { add, image, project, members } = await operatorOf(world)
  const form = await openShare(page, [UBUNTU], ['acme-prod', 'acme-test', 'acme-dev'])
  await expect(form.submit).toHaveAccessibleName('Share 3 new pairs')
  await add(image(UBUNTU), project('acme-test'))
  await form.submit.click()
  const alert = form.form.getByRole('alert')
  await expect(alert).toContainText('The plan changed since you looked at it. Nothing was sent.')
  await expect(alert.getByRole('listitem')).toHaveText(['1 pair was new and is now already shared.'])
  await expect(counts(page)).toHaveText(['2 new', '1 already shared, pending'])
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
  expect(await members(image(UBUNTU))).toEqual([project('acme-test')])
  await expect(jobs(page)).toHaveCount(0)
  await form.submit.click()
  await expect(jobs(page)).toContainText(['Share 1 image × 3 projects'])
  await expect(alert).toHaveCount(0)
  await expect(jobs(page)).toContainText(['Shared'])
  expect(await members(image(UBUNTU))).toHaveLength(3)
})

/* The plan of the old selection, which came with the refusal, was shown as the plan of the new one. */
test('a refusal that comes after the form was edited does not change the plan of the new selection', async ({
  page,
  world,
}) => {
  const { add, image, project, members } = await operatorOf(world)
  const form = await openShare(page, [UBUNTU], ['acme-prod', 'acme-test'])
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
  await add(image(UBUNTU), project('acme-test'))
  let answer = () => {}
  const edited = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(
    '**/v1/cloudimages/members',
    async (route) => {
      const response = await route.fetch()
      await edited
      await route.fulfill({ response })
    },
    { times: 1 },
  )
  const asked = page.waitForRequest('**/v1/cloudimages/members')
  await form.submit.click()
  await asked
  await pick(page, 'Projects', ['acme-dev'])
  await expect(counts(page)).toHaveText(['2 new', '1 already shared, pending'])
  answer()
  await expect(form.form.getByRole('alert')).toContainText('Nothing was sent on')
  await expect(counts(page)).toHaveText(['2 new', '1 already shared, pending'])
  expect(await members(image(UBUNTU))).toEqual([project('acme-test')])
})

test('a click can be taken back for five seconds, and goes through when it is not', async ({ page }) => {
  const sent = changesSent(page)
  await page.clock.install()
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await form.form.getByRole('switch', { name: 'Hold for 5 seconds before sending' }).check()
  await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
  await form.submit.click()
  const stop = form.form.getByRole('button', { name: 'Stop, do not send' })
  await expect(stop).toBeFocused()
  await expect(
    form.form.getByRole('status').filter({ hasText: 'Sharing: 1 new. It waits 5 seconds. Escape stops it.' }),
  ).toHaveCount(1)
  await expect(form.submit).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(form.submit).toBeVisible()
  await expect(form.submit).toBeFocused()
  await page.clock.fastForward(10_000)
  await expect(jobsPanel(page).getByText('No jobs yet')).toBeVisible()
  expect(sent).toEqual([])

  await form.submit.click()
  await expect(stop).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(form.submit).toBeFocused()

  // An edit takes the click back as well, because the plan on the screen was another one; the page says so.
  await form.submit.click()
  await expect(stop).toBeVisible()
  await pick(page, 'Projects', ['acme-test'])
  await expect(stop).toHaveCount(0)
  await expect(
    form.form.getByRole('status').filter({ hasText: 'Nothing was sent: you edited it' }),
  ).toHaveCount(1)
  await page.clock.fastForward(10_000)
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
  expect(sent).toEqual([])

  await form.submit.click()
  await expect(stop).toBeVisible()
  await page.clock.fastForward(5000)
  await expect(jobs(page)).toContainText(['Share 1 image × 2 projects'])
  expect(sent).toHaveLength(1)
})

test('a plan has an address: a colleague sees the same plan, and has to confirm it as well', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const form = await openShare(page, [UBUNTU, ROCKY, 'monitoring-proxy-3.4'], ['acme-prod'])
  await form.paste.fill(Array.from({ length: 40 }, (_, n) => foreignId(n)).join('\n'))
  await form.reason.fill('CHG-7 & more')
  await form.confirmNew.check()
  await page.getByRole('button', { name: 'Copy a link to this plan' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  // 41 IDs of 32 digits are packed to two thirds of their length.
  expect(new URL(link).searchParams.get('projects')).toMatch(/^~p[\w-]{875}$/)

  const colleague = await context.newPage()
  await colleague.goto(link)
  const theirs = shareForm(colleague)
  await expect(theirs.form.getByRole('list', { name: 'Chosen images' }).getByRole('listitem')).toHaveText([
    UBUNTU,
    ROCKY,
    'monitoring-proxy-3.4',
  ])
  await expect(theirs.reason).toHaveValue('CHG-7 & more')
  await expect(counts(colleague)).toHaveText(await counts(page).allTextContents())
  await expect(theirs.submit).toHaveAccessibleName('Share 122 new pairs')
  await expect(theirs.confirmNew).not.toBeChecked()
})
