import type { Page } from 'playwright/test'
import { expect, foreignId, jobsPanel, ROCKY, test, UBUNTU } from './fixtures.ts'
import { operatorOf } from './operator.ts'

const counts = (page: Page) => page.getByRole('list', { name: 'What will change' }).getByRole('listitem')
const results = (page: Page) => page.getByRole('navigation', { name: 'Pairs by result' }).getByRole('link')

test('a retry sends only the pairs that were impossible, and the attempts are shown side by side', async ({
  page,
  world,
}) => {
  const { share, image, members, remove } = await operatorOf(world)
  const full = image('agent-base-nearly-full')
  const before = await members(full)
  const ids = Array.from({ length: 8 }, (_, n) => foreignId(n))
  await page.goto(`/jobs/${await share([full], ids, 'CHG-1')}`)
  await expect(results(page)).toHaveText(['All 8', 'Impossible 2', 'Shared 6'])
  await expect(page.getByRole('table', { name: 'Attempts' })).toHaveCount(0)

  for (const member of before.slice(0, 2)) await remove(full, member)
  world.clock.hold()
  await page.getByRole('button', { name: 'Try 2 impossible pairs again' }).press('Enter')
  const actions = page.getByRole('group', { name: 'Actions' })
  await expect(actions).toContainText('It can be retried and undone once it has ended.')
  // The focus stays where the button was.
  await expect(actions).toBeFocused()
  world.clock.release()
  await expect(results(page)).toHaveText(['All 8', 'Shared 8'])
  const attempts = page.getByRole('table', { name: 'Attempts' }).getByRole('row')
  await expect(attempts).toHaveCount(3)
  // Shared, already shared, impossible, failed, not confirmed.
  await expect(attempts.nth(1)).toContainText(/6\s*0\s*2\s*0\s*0$/)
  await expect(attempts.nth(2)).toContainText(/2\s*0\s*0\s*0\s*0$/)
  await page.getByText('Calls to the cloud (2)').click()
  await expect(page.getByRole('region', { name: 'Attempt 2' }).getByRole('listitem')).toHaveText([
    /1 image × 2 projects/,
  ])
  await expect(page.getByRole('row', { name: new RegExp(foreignId(7)) })).toContainText(
    'attempt 1: impossible',
  )
  await expect(page.getByRole('button', { name: /again$/ })).toHaveCount(0)
})

test('a retry leaves out pairs that were impossible from the start, and they are shown apart', async ({
  page,
  world,
}) => {
  const { share, image } = await operatorOf(world)
  const own = (await world.tokenFor('operator')).project.id
  await page.goto(`/jobs/${await share([image(UBUNTU)], [foreignId(1), own, 'fault-pair'])}`)
  await expect(results(page)).toHaveText(['All 3', 'Impossible 1', 'Failed 1', 'Shared 1'])
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('1 failed1 impossible')
  await expect(page.getByRole('region', { name: 'What went wrong' })).not.toContainText('IMG.0076')
  await expect(
    page
      .getByRole('region', { name: 'What was impossible, and not sent' })
      .getByRole('heading', { level: 3 }),
  ).toHaveCount(1)
  await page.getByRole('button', { name: 'Retry 1 failed pair' }).click()
  const attempts = page.getByRole('table', { name: 'Attempts' }).getByRole('row')
  await expect(attempts.nth(2)).toContainText(/0\s*0\s*0\s*1\s*0$/)
})

test('reading the members again tells which missing pairs are there now', async ({ page, world }) => {
  const { share, image, add } = await operatorOf(world)
  await page.goto(`/jobs/${await share([image(UBUNTU)], ['fault-lie', foreignId(1)])}`)
  const lie = page.getByRole('table', { name: 'Pairs' }).getByRole('row', { name: /fault-lie/ })
  await expect(lie).toContainText(/Not confirmed.*Not a member/)
  await page.getByRole('button', { name: 'What is true now?' }).click()
  await expect(page.getByText('Read again: 1 pair still not as wanted.')).toBeVisible()
  await expect(lie).toContainText('Not confirmed')

  await add(image(UBUNTU), 'fault-lie')
  await page.getByRole('button', { name: 'What is true now?' }).click()
  await expect(page.getByText('Read again: every pair is as the job left it.')).toBeVisible()
  await expect(lie).toContainText(/Shared.*Is a member/)
  await expect(results(page)).toHaveText(['All 2', 'Shared 2'])
  await expect(page.getByRole('main').getByText('1 shared, 1 failed')).toHaveCount(0)
})

// The story: a job said for ever that its pairs were shared, also after somebody had taken them away.
test('reading again tells what is not so any more, and the page of an undone job says so first', async ({
  page,
  world,
}) => {
  const { share, image, remove, call } = await operatorOf(world)
  const id = await share([image(UBUNTU)], [foreignId(1), foreignId(2)], 'CHG-1')
  await remove(image(UBUNTU), foreignId(1))
  await page.goto(`/jobs/${id}`)
  await page.getByRole('button', { name: 'What is true now?' }).click()
  await expect(page.getByText('Read again: 1 pair is not as the job left it.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Legend' }).getByRole('listitem')).toHaveText([
    '1 shared, confirmed',
    '1 not so any more',
  ])
  const { fingerprint } = await call('GET', `/console/jobs/${id}/undo`)
  await call('POST', `/console/jobs/${id}/undo`, { fingerprint, reason: 'slip' })
  await page.reload()
  const main = page.getByRole('main')
  await expect(main.getByText(/^Undone All that this job wanted is withdrawn\. By operator, /)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText(
    '0 of 2 pairs of this job are still wanted',
  )
  await expect(page.getByRole('list', { name: 'Legend' })).toHaveText('2 undone since')
  // The table says the same as the picture.
  await expect(page.getByRole('table', { name: 'Pairs' }).getByText('Shared, undone since')).toHaveCount(2)
  await page.getByRole('link', { name: 'Open the undo job' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('slip')
})

test('undo takes back exactly what the job added, and an undo can be undone', async ({ page, world }) => {
  const { add, remove, share, members, image, project } = await operatorOf(world)
  const [ubuntu, rocky, prod, test] = [
    image(UBUNTU),
    image(ROCKY),
    project('acme-prod'),
    project('acme-test'),
  ]
  // Somebody had shared this pair before, so the job did not add it.
  await add(rocky, test)
  const job = await share([ubuntu, rocky], [prod, test], 'CHG-1')
  // Somebody has taken this pair away and shared it anew since, and a later job wants it.
  await remove(ubuntu, test)
  world.clock.advance(60_000)
  await add(ubuntu, test)
  await share([ubuntu], [prod], 'CHG-2')

  await page.goto(`/jobs/${job}`)
  await page.getByRole('link', { name: 'Undo …' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Undo a job')
  await expect(counts(page)).toHaveText(['1 will be stopped, was pending', '3 left alone'])
  const main = page.getByRole('main')
  const reasons = main.getByRole('list', { name: 'What stays as it is' })
  await expect(reasons.getByRole('listitem')).toHaveText([
    /^1 pair left alone: another job wants it so\.CHG-2, by operator/,
    '1 pair left alone: it was so before the console first saw to it.',
    '1 pair left alone: it was changed by somebody else, past the console, since.',
  ])
  const kinds = page.getByRole('list', { name: 'Pairs by outcome' })
  await kinds.getByRole('button', { name: 'changed by somebody else since, left alone 1' }).click()
  const listed = page.getByRole('region', { name: /^Pairs: / }).getByRole('row')
  await expect(listed.nth(1)).toContainText(new RegExp(`${UBUNTU}.*acme-test`))
  await kinds.getByRole('button', { name: 'wanted by another job, left alone 1' }).click()
  await expect(listed.nth(1)).toContainText(new RegExp(`${UBUNTU}.*acme-prod`))
  await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue('Undo: CHG-1')

  await page.getByRole('button', { name: 'Undo: stop sharing 1 pair' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Undo: CHG-1')
  await expect(results(page)).toHaveText(['All 1', 'Stopped sharing 1'])
  expect((await members(ubuntu)).sort()).toEqual([prod, test].sort())
  expect(await members(rocky)).toEqual([test])

  await expect(jobsPanel(page).getByRole('link')).toContainText([/an undo/, /CHG-2/, /Undone/])
  await page.getByRole('link', { name: 'Undo …' }).click()
  await expect(counts(page)).toHaveText(['1 new', '3 left alone'])
  await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue('Undo: CHG-1')
  await page.getByRole('button', { name: 'Undo: share again 1 pair' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Undo: CHG-1')
  await expect(results(page)).toHaveText(['All 1', 'Shared 1'])
  expect((await members(rocky)).sort()).toEqual([prod, test].sort())
  await expect(jobsPanel(page).getByRole('listitem')).toHaveCount(4)
})

test('an outdated undo says what changed, and asks again', async ({ page, world }) => {
  const { share, remove, members, image } = await operatorOf(world)
  const job = await share([image(UBUNTU)], [foreignId(1), foreignId(2)])
  await page.goto(`/jobs/${job}/undo`)
  const button = page.getByRole('button', { name: 'Undo: stop sharing 2 pairs' })
  await expect(button).toBeVisible()
  await remove(image(UBUNTU), foreignId(1))
  await button.click()
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText('The plan changed since you looked at it. Nothing was sent.')
  await expect(alert).toContainText('1 pair was to be stopped and is now not shared.')
  expect(await members(image(UBUNTU))).toEqual([foreignId(2)])
  await expect(page.getByRole('button', { name: 'Undo: stop sharing 1 pair' })).toBeFocused()
  await page.keyboard.press('Enter')
  // The page tells which pairs were gone already.
  await expect(results(page)).toHaveText(['All 2', 'Stopped sharing 1', 'Was not shared 1'])

  await page.goto(`/jobs/${job}/undo`)
  await expect(page.getByRole('main')).toContainText('Nothing is left to undo')
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0)
  await expect(jobsPanel(page).getByRole('listitem')).toHaveCount(2)
})

test('pairs that an undo leaves alone name the job that wants them, and go once that is undone', async ({
  page,
  world,
}) => {
  const { share, image, members } = await operatorOf(world)
  const ubuntu = image(UBUNTU)
  const before = await members(ubuntu)
  const first = await share([ubuntu], [foreignId(1), foreignId(2)], 'CHG-1 first')
  const second = await share([ubuntu], [foreignId(1)], 'CHG-2 second')
  await page.goto(`/jobs/${first}/undo`)
  const reasons = page.getByRole('list', { name: 'What stays as it is' })
  await expect(reasons).toContainText('1 pair left alone: another job wants it so.')
  await expect(reasons.getByRole('link', { name: 'CHG-2 second, by operator' })).toHaveAttribute(
    'href',
    `/jobs/${second}`,
  )
  await page.getByRole('button', { name: /^wanted by another job/ }).click()
  const kept = page.getByRole('region', { name: /^Pairs: wanted by another job/ }).getByRole('row')
  await expect(kept.nth(1)).toContainText('operator: CHG-2 second')
  await page.getByRole('button', { name: 'Undo: stop sharing 1 pair' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Undo: CHG-1 first')
  await expect.poll(() => members(ubuntu)).toEqual([...before, foreignId(1)])

  await page.goto(`/jobs/${second}/undo`)
  await page.getByRole('button', { name: 'Undo: stop sharing 1 pair' }).click()
  await expect.poll(() => members(ubuntu)).toEqual(before)
  await page.goto(`/jobs/${first}/undo`)
  await expect(page.getByRole('main')).toContainText('Nothing is left to undo')
})

test('pairs that the job may not have changed stay, unless they are ticked by keyboard', async ({
  page,
  world,
}) => {
  const { share, image, members } = await operatorOf(world)
  const ubuntu = image(UBUNTU)
  const before = await members(ubuntu)
  const id = await share([ubuntu], ['fault-lose-job', foreignId(1)], 'CHG-3')
  await page.goto(`/jobs/${id}`)
  await expect(page.getByRole('row', { name: new RegExp(foreignId(1)) })).toContainText('Not proven')
  await page.goto(`/jobs/${id}/undo`)
  await expect(page.getByRole('button', { name: 'Nothing is left to undo' })).toBeVisible()
  const unproven = page.getByRole('region', { name: 'Not proven to be this job’s doing' })
  await expect(unproven).toContainText('2 pairs: a call broke off without an answer')
  await unproven.getByRole('checkbox', { name: new RegExp(foreignId(1)) }).press('Space')
  await expect(unproven.getByRole('checkbox', { name: 'All 2 unproven pairs' })).not.toBeChecked()
  await page.getByRole('button', { name: 'Undo: stop sharing 1 pair' }).press('Enter')
  await expect.poll(() => members(ubuntu)).toEqual([...before, 'fault-lose-job'])
})
