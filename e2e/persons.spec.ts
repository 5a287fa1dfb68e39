import type { Page } from 'playwright/test'
import { faults } from './a11y.ts'
import { expect, jobsPanel, test, type World } from './fixtures.ts'
import { enter, openSignedIn, signIn } from './session.ts'

/** A running share of the operator, begun by a client of the API. */
async function beginShare(world: World) {
  const { token } = await world.tokenFor('operator')
  const call = async (method: string, path: string, body?: object) => {
    const response = await world.app.request(`http://127.0.0.1${path}`, {
      method,
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return response.json()
  }
  const { images } = await call('GET', '/console/images')
  const image = images.find(
    (each: { obstacle: unknown; recipients: number }) => !each.obstacle && each.recipients === 0,
  )
  world.clock.hold()
  const body = { images: [image.id], projects: ['fault-slow'] }
  const { job_id }: { job_id: string } = await call('POST', '/v1/cloudimages/members', body)
  return job_id
}

const needed = (page: Page) => jobsPanel(page).getByText(/^Waits for .* to sign in$/)
const session = (page: Page) => page.getByRole('dialog', { name: 'Signed in as operator' })

/** Signs the operator out, with the jobs paused. */
async function pauseAndSignOut(page: Page) {
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await session(page).getByRole('button', { name: 'Sign out' }).click()
  await session(page).getByRole('button', { name: 'Pause it and sign out' }).click()
  await expect(signIn(page)).toBeVisible()
}

test('signing out asks what to do with a running job, and a colleague takes the paused job over', async ({
  page,
  world,
}) => {
  await openSignedIn(page)
  const id = await beginShare(world)
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await session(page).getByRole('button', { name: 'Sign out' }).click()
  await expect(session(page)).toContainText('1 job of yours has not ended.')
  await expect(session(page).getByRole('button', { name: 'Let 1 job finish' })).toBeFocused()
  expect(await faults(page)).toEqual([])
  await session(page).getByRole('button', { name: 'Stay signed in' }).click()
  await pauseAndSignOut(page)
  await enter(page, 'alice')
  world.clock.release()
  await expect(needed(page)).toHaveText('Waits for operator to sign in')
  await page.goto(`/jobs/${id}`)
  const main = page.getByRole('main')
  expect(await faults(page)).toEqual([])
  await main.getByRole('button', { name: 'Take over the rest' }).click()
  await expect(main.getByText('operator, then alice')).toBeVisible()
  await expect(main.getByRole('region', { name: 'Sign-in needed' })).toHaveCount(0)
  await expect(main.getByRole('row', { name: /^2 alice/ })).toBeVisible()
  await expect(jobsPanel(page).getByRole('link').first()).toContainText('Shared')
})

test('a job that may finish does so after its user has signed out', async ({ page, world }) => {
  await openSignedIn(page)
  await beginShare(world)
  await page.getByRole('button', { name: 'operator in golden-images' }).click()
  await session(page).getByRole('button', { name: 'Sign out' }).click()
  await session(page).getByRole('button', { name: 'Let 1 job finish' }).click()
  await expect(signIn(page)).toBeVisible()
  world.clock.release()
  await enter(page, 'viewer')
  await expect(jobsPanel(page).getByRole('link').first()).toContainText('Shared')
})

for (const way of ['Go on with my sign-in', 'Sign in again …'])
  test(`a job that has lost its token goes on while its user is at the page: ${way}`, async ({
    page,
    world,
    browser,
  }) => {
    await openSignedIn(page)
    const id = await beginShare(world)
    // At another desk, the same user signs out and pauses.
    const desk = await browser.newPage({ baseURL: world.url })
    await desk.goto('/jobs')
    await pauseAndSignOut(desk)
    await desk.close()
    world.clock.release()
    await expect(needed(page)).toContainText('Waits for you to sign in')
    await page.goto(`/jobs/${id}`)
    await page.getByRole('main').getByRole('button', { name: way }).click()
    if (way === 'Sign in again …') await enter(page, 'operator')
    await expect(jobsPanel(page).getByRole('link').first()).toContainText('Shared')
    await expect(needed(page)).toHaveCount(0)
  })

/* The panel said "Waiting", and no sign-in was offered until the page was loaded again. */
test('when a token expires during a job, the page asks for a sign-in at once', async ({ page, world }) => {
  await openSignedIn(page)
  await beginShare(world)
  await expect(jobsPanel(page).getByRole('link').first()).toContainText('Sharing')
  const [security, operator] = [await world.tokenFor('security'), await world.tokenFor('operator')]
  const request = new Request(`http://embedded.invalid/v3/users/${operator.user.id}`, {
    method: 'DELETE',
    headers: { 'x-auth-token': security.token },
  })
  expect((await world.cloud.fetch(request)).status).toBe(204)
  world.clock.release()
  await expect(signIn(page)).toContainText('The session has ended.')
})
