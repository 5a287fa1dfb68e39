import type { Page } from 'playwright/test'
import { faults } from './a11y.ts'
import { expect, jobsPanel, test, UBUNTU, type World } from './fixtures.ts'
import { operatorOf } from './operator.ts'
import { enter, signIn, signOut } from './session.ts'

const table = (page: Page) => page.getByRole('table', { name: 'Received images' })
const answers = (page: Page) => page.getByRole('region', { name: 'Answer' })
const dialog = (page: Page) => page.getByRole('dialog')
const row = (page: Page, name: string) => table(page).getByRole('row').filter({ hasText: name })

/** The operator shares these images with tenant-001, whose user then opens the page. */
async function receive(page: Page, world: World, images: string[]) {
  const operator = await operatorOf(world)
  const tenant = await world.tokenFor('tenant', 'tenant-001')
  await operator.share(images.map(operator.image), [tenant.project.id])
  await page.goto('/received')
  await signOut(page)
  await enter(page, 'tenant', 'tenant-001')
  await expect(signIn(page)).toHaveCount(0)
  await expect(row(page, images[0] ?? '')).toBeVisible()
  const statusOf = async (name: string) => {
    const { members } = await operator.native('GET', `/v2/images/${operator.image(name)}/members`)
    return members.find((one: { member_id: string }) => one.member_id === tenant.project.id)?.status
  }
  return { statusOf }
}

for (const flavour of ['ims', 'glance'] as const)
  test.describe(flavour, () => {
    test.use({ flavour })

    test('many images are accepted at once, by keyboard alone, and their owner sees it', async ({
      page,
      world,
    }) => {
      const names = ['ubuntu-24.04-lts-2026.11', 'rocky-9.6-2026.11']
      const { statusOf } = await receive(page, world, names)
      await page.getByRole('searchbox', { name: 'Search' }).fill('2026.11')
      await expect(page).toHaveURL(/text=2026.11/)
      await expect(page.getByText('2 of', { exact: false }).first()).toBeVisible()
      await answers(page).getByRole('checkbox', { name: 'Choose all 2 shown' }).focus()
      await page.keyboard.press('Space')
      await expect(answers(page)).toContainText('2 images chosen')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await expect(answers(page).getByRole('button', { name: 'Accept 2 …' })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(dialog(page)).toHaveAccessibleName('Accept 2 images?')
      await expect(dialog(page)).toContainText('They appear in the image lists of this project')
      await dialog(page).getByRole('textbox', { name: 'Reason' }).fill('CHG-7')
      await page.keyboard.press('Enter')
      await expect(dialog(page)).toHaveCount(0)
      await expect(jobsPanel(page).getByRole('link')).toContainText([/Accepted.*CHG-7.*2 images/s])
      await expect(page.getByText('Accept 2 images: all 2 pairs done.').first()).toBeVisible()
      for (const name of names) {
        await expect(row(page, name)).toContainText('Accepted')
        expect(await statusOf(name)).toBe('accepted')
      }
      await page.getByRole('link', { name: 'Open the job' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'CHG-7' })).toBeVisible()
      await expect(page.getByRole('main')).toContainText('2 images · ')
      await expect(page.getByRole('link', { name: /Undo/ })).toHaveCount(0)
      await expect(page.getByRole('table', { name: 'Pairs' })).toContainText('Accepted')
    })
  })

test('the navigation counts what waits for an answer, and a row tells since when it is shared', async ({
  page,
  world,
}) => {
  await receive(page, world, [UBUNTU])
  const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Received/ })
  const pending = await row(page, 'Not answered').count()
  await expect(link).toHaveAccessibleName(`Received ${pending} not answered`)
  await expect(row(page, UBUNTU)).toContainText(/shared just now|shared \d+ s ago/)
  await row(page, UBUNTU).getByRole('checkbox').check()
  await answers(page).getByRole('button', { name: 'Accept 1 …' }).click()
  await dialog(page).getByRole('button', { name: 'Accept 1 image' }).click()
  await expect(link).toHaveAccessibleName(`Received ${pending - 1} not answered`)
})

test('a sender without a name gets one on the spot, and every row shows it', async ({ page, world }) => {
  await receive(page, world, [UBUNTU, 'rocky-9.6-2026.11'])
  await row(page, UBUNTU)
    .getByRole('button', { name: /^Name it/ })
    .click()
  const name = dialog(page).getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await name.fill('golden-images of the platform team')
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Enter')
  for (const image of [UBUNTU, 'rocky-9.6-2026.11'])
    await expect(row(page, image)).toContainText('golden-images of the platform team')
})

test('what an answer changes is told beside it', async ({ page }) => {
  await page.goto('/received')
  await page.getByRole('button', { name: 'What does an answer change?' }).click()
  await expect(dialog(page)).toContainText('can be used by its ID at once, answered or not')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'What does an answer change?' })).toBeFocused()
})

test('a full-ECS image asks for its vault; only what is not accepted already is sent', async ({
  page,
  world,
}) => {
  const { images } = await (await operatorOf(world)).call('GET', '/console/images')
  const whole = images.find(
    (one: { kind: string; obstacle: unknown }) => one.kind === 'full-ecs' && !one.obstacle,
  ).name
  const { statusOf } = await receive(page, world, [whole, 'rocky-9.6-2026.11'])
  await row(page, whole).getByRole('checkbox').check()
  await row(page, 'rocky-9.6-2026.11').getByRole('checkbox').check()
  await answers(page).getByRole('button', { name: 'Accept 2 …' }).click()
  await dialog(page).getByRole('button', { name: 'Accept 2 images' }).click()
  const vault = dialog(page).getByRole('textbox', { name: 'Vault ID' })
  await expect(vault).toBeFocused()
  await expect(dialog(page)).toContainText('Enter the ID of a server backup vault')
  await vault.fill('7b076d1e-1c5f-4bd9-b1f5-2a6a0d4c8f11')
  await page.keyboard.press('Enter')
  await expect(row(page, whole)).toContainText('Accepted')
  expect(await statusOf(whole)).toBe('accepted')

  await row(page, whole).getByRole('checkbox').check()
  await expect(answers(page).getByRole('button', { name: 'Accept …' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expect(answers(page).getByRole('button', { name: 'Reject 1 …' })).toBeVisible()
})

test('a rejection tells what it does not change, and the filter is in the address', async ({
  page,
  world,
}) => {
  const name = 'rocky-9.6-2026.11'
  const { statusOf } = await receive(page, world, [name])
  await row(page, name).getByRole('checkbox').check()
  await page.getByRole('combobox', { name: 'Answer' }).selectOption('accepted')
  await expect(answers(page)).toContainText('1 image chosen, 1 of them not shown')
  await answers(page).getByRole('button', { name: 'Reject 1 …' }).click()
  await expect(dialog(page)).toContainText('only its owner can take it back')
  await page.keyboard.press('Escape')
  await expect(answers(page).getByRole('button', { name: 'Reject 1 …' })).toBeFocused()
  await page.keyboard.press('Enter')
  await dialog(page).getByRole('button', { name: 'Reject 1 image' }).click()
  await expect(page.getByText('Reject 1 image: 1 pair done.').first()).toBeVisible()
  await page.getByRole('combobox', { name: 'Answer' }).selectOption('rejected')
  await expect(row(page, name)).toContainText('Rejected')
  expect(await statusOf(name)).toBe('rejected')
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Answer' })).toHaveValue('rejected')
  await expect(row(page, name)).toBeVisible()
})

test('a connection that breaks costs nothing, and the answer is given once', async ({ page, world }) => {
  const name = 'rocky-9.6-2026.11'
  await receive(page, world, [name])
  await row(page, name).getByRole('checkbox').check()
  await answers(page).getByRole('button', { name: 'Accept 1 …' }).click()
  // The server takes the request, and its answer is lost.
  await page.route('**/v1/cloudimages/members', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await dialog(page).getByRole('button', { name: 'Accept 1 image' }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('will not be sent twice')
  await page.unroute('**/v1/cloudimages/members')
  await dialog(page).getByRole('button', { name: 'Accept 1 image' }).click()
  await expect(row(page, name)).toContainText('Accepted')
  await expect(jobsPanel(page).getByRole('link', { name: /Accept 1 image/ })).toHaveCount(1)
})

test('an empty list says why, and a viewer cannot answer', async ({ page }) => {
  await page.goto('/received')
  await signOut(page)
  await enter(page, 'operator', 'tenant-147')
  await expect(page.getByText('Nothing is shared with this project')).toBeVisible()
  expect(await faults(page)).toEqual([])
  await page.getByRole('button', { name: 'operator in tenant-147' }).click()
  await dialog(page).getByRole('button', { name: 'Sign out' }).click()
  await enter(page, 'viewer')
  await expect(table(page)).toBeVisible()
  const why = answers(page).getByText('Your role may look, and not answer.')
  await expect(why.filter({ visible: true })).toBeVisible()
})

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])
  test(`axe finds no fault at ${viewport.width} px`, async ({ page, world }) => {
    await page.setViewportSize(viewport)
    await receive(page, world, ['rocky-9.6-2026.11'])
    expect(await faults(page)).toEqual([])
    await answers(page).getByRole('checkbox').check()
    await answers(page)
      .getByRole('button', { name: /^Reject/ })
      .click()
    expect(await faults(page)).toEqual([])
  })
