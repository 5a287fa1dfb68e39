import type { Page } from 'playwright/test'
import { expect, foreignId, test } from './fixtures.ts'
import { operatorOf } from './operator.ts'

const counts = (page: Page) => page.getByRole('list', { name: 'What will change' }).getByRole('listitem')
const NEWCO = foreignId(1)

/** The operator's images that a project has, as the cloud lists them. */
async function imagesOf(operator: Awaited<ReturnType<typeof operatorOf>>, project: string) {
  const { images }: { images: string[] } = await operator.call('POST', '/console/shares', {
    images: [],
    projects: [project],
  })
  return images.sort()
}

// The story: "newco gets the same as acme-prod" took a look at every image, and an address edited by hand.
test('a new project gets what another has, in four clicks and one job', async ({ page, world }) => {
  const operator = await operatorOf(world)
  const acme = operator.project('acme-prod')
  // One is full, the other deactivated.
  const impossible = ['agent-base-full', 'centos-7-end-of-life'].map(operator.image)
  const wanted = await imagesOf(operator, acme)
  expect(wanted).toEqual(expect.arrayContaining(impossible))
  let clicks = 0
  const click = async (found: ReturnType<Page['getByRole']>) => {
    clicks += 1
    await found.click()
  }
  await page.goto(`/onboard?to=${NEWCO}`)
  const like = page.getByRole('combobox', { name: 'The same as' })
  await click(like)
  await like.fill('acme-prod')
  await click(page.getByRole('option', { name: 'acme-prod' }))
  await expect(page).toHaveURL(new RegExp(`like=${acme}`))
  const part = page.getByRole('region', { name: 'Onboarding' })
  await expect(part).toContainText(`${wanted.length} images that acme-prod has now, for ${NEWCO}`)
  await expect(part.getByRole('textbox', { name: 'Reason' })).toHaveValue(
    /^Onboard .*: the same as acme-prod$/,
  )
  const news = wanted.length - 2
  await expect(counts(page)).toHaveText([`${news} new`, '2 impossible'])
  const detail = page.getByRole('region', { name: 'The plan, pair by pair' })
  await expect(detail).toContainText('agent-base-full')
  await expect(detail).toContainText('centos-7-end-of-life')

  const share = part.getByRole('button', { name: `Share ${news} new pairs` })
  await share.press('Enter')
  const checkbox = part.getByRole('checkbox', { name: 'I have checked the 1 recipient never seen before' })
  await expect(checkbox).toBeFocused()
  await expect(part).toContainText('Confirm first: 1 recipient never seen before.')
  await click(checkbox)
  await click(share)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Onboard .*: the same as acme-prod$/)
  expect(clicks).toBeLessThanOrEqual(4)
  await world.runner.idle()
  expect(await imagesOf(operator, NEWCO)).toEqual(wanted.filter((id) => !impossible.includes(id)))
})

test('by keyboard alone, and the new project joins the groups of the other', async ({ page, world }) => {
  const operator = await operatorOf(world)
  const acme = operator.project('acme-prod')
  const entry = { accountId: '', owner: '', notes: '' }
  await operator.call('PUT', `/console/recipients/${acme}`, {
    ...{ ...entry, id: acme, name: 'acme-prod', groups: ['gold'] },
  })
  await operator.call('PUT', `/console/recipients/${NEWCO}`, {
    ...{ ...entry, id: NEWCO, name: 'newco', groups: ['europe'] },
  })
  await page.goto('/onboard')
  await expect(page.getByText('Choose both projects.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Project that gets them' }).focus()
  await page.keyboard.type('newco')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'The same as' }).focus()
  await page.keyboard.type('acme-prod')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const join = page.getByRole('checkbox', { name: 'Add newco to the group gold in the recipient book' })
  await join.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Onboard newco: the same as acme-prod')
  const { recipients } = await operator.call('GET', '/console/recipients')
  const saved = recipients.find(({ id }: { id: string }) => id === NEWCO)
  expect(saved).toMatchObject({ name: 'newco', groups: ['europe', 'gold'] })
})

// The story: an image that could not be read counted as one that the other project does not have.
test('images that could not be read are named, and a project that has none is told as such', async ({
  page,
  world,
}) => {
  const operator = await operatorOf(world)
  const [acme, elsewhere] = [operator.project('acme-prod'), foreignId(2)]
  await page.goto(`/onboard?to=${NEWCO}&like=${elsewhere}`)
  await expect(page.getByText(`${elsewhere} has none of your images`)).toBeVisible()
  await page.goto(`/onboard?to=${acme}&like=${acme}`)
  await expect(page.getByText('A project cannot be given what it has itself.')).toBeVisible()

  const unread = operator.image('agent-base-full')
  await page.route('**/console/shares', async (route) => {
    const response = await route.fetch()
    const found = await response.json()
    const images = found.images.filter((id: string) => id !== unread)
    await route.fulfill({ response, json: { ...found, images, unread: [unread] } })
  })
  await page.goto(`/onboard?to=${NEWCO}&like=${acme}`)
  const alert = page.getByRole('alert').filter({ hasText: '1 image could not be read' })
  await expect(alert).toContainText('agent-base-full')
  await page.unroute('**/console/shares')
  await alert.getByRole('button', { name: 'Read again' }).click()
  await expect(alert).toHaveCount(0)
  await expect(counts(page).last()).toHaveText('2 impossible')
})
