import { randomBytes } from 'node:crypto'
import { jobsPanel, pick, shareForm } from '../fixtures.ts'
import { switchProject } from '../session.ts'
import { expect, type Real, signIn, test } from './fixtures.ts'

/** Twelve images under a name that no other run uses: images of an aborted run may still be there. */
async function makeTwelve({ makeImage }: Real) {
  const tag = `story-${randomBytes(4).toString('hex')}`
  const images = []
  for (let n = 0; n < 12; n++) images.push(await makeImage(tag))
  return { tag, images }
}

const job = (page: Parameters<typeof jobsPanel>[0]) => jobsPanel(page).getByRole('link').first()

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('hold-before-sending', 'off'))
})

test('12 images are shared with 29 projects, and undone exactly, as the command line shows', async ({
  page,
  real,
}) => {
  const { tag, images } = await makeTwelve(real)
  const [first, earlier] = [images[0], real.projects[0]]
  if (!first || !earlier) throw new Error('The user must be able to enter another project.')
  // One pair exists before the job, so the job did not make it.
  await real.cloud.glance(real.who, 'POST', `/images/${first.id}/members`, { member: earlier.id })
  const foreign = Array.from({ length: 29 }, () => randomBytes(16).toString('hex'))
  const recipients = [...real.projects.map(({ id }) => id), ...foreign].slice(0, 29)

  await page.goto('/share')
  await signIn(page)
  const form = shareForm(page)
  await form.images.fill(tag)
  await page.getByRole('button', { name: /Select all 12/ }).click()
  await page.keyboard.press('Escape')
  await form.paste.fill(recipients.join('\n'))
  await expect(form.submit).toHaveAccessibleName(`Share ${12 * 29 - 1} new pairs`)
  if (await form.confirmNew.count()) await form.confirmNew.check()
  await form.submit.click()
  await expect(job(page)).toContainText('Share 12 images × 29 projects')
  await expect(job(page)).toContainText('Shared', { timeout: 60_000 })
  await expect(job(page)).toContainText('348 pairs')
  for (const image of [images[0], images[11]])
    expect((await real.witness(image?.id ?? '')).sort()).toEqual([...recipients].sort())

  await job(page).click()
  await page.getByRole('link', { name: 'Undo …' }).click()
  await page.getByRole('button', { name: 'Undo: stop sharing 347 pairs' }).click()
  await expect(job(page)).toContainText('Stopped sharing', { timeout: 60_000 })
  expect(await real.witness(first.id)).toEqual([earlier.id])
  expect(await real.witness(images[11]?.id ?? '')).toEqual([])
})

test('a client of the specification shares and stops with a token of its own', async ({ baseURL, real }) => {
  const images = [await real.makeImage('story-api'), await real.makeImage('story-api')].map(({ id }) => id)
  const projects = Array.from({ length: 3 }, () => randomBytes(16).toString('hex'))
  const headers = { 'X-Auth-Token': real.who.token, 'Content-Type': 'application/json' }
  const call = async (method: string) => {
    const body = JSON.stringify({ images, projects })
    const answer = await fetch(`${baseURL}/v1/cloudimages/members`, { method, headers, body })
    const { job_id: id } = await answer.json()
    const ask = async () =>
      (await fetch(`${baseURL}/v1/${real.who.project.id}/jobs/${id}`, { headers })).json()
    await expect.poll(async () => (await ask()).status).toBe('SUCCESS')
    return (await ask()).entities.results
  }
  expect(await call('POST')).toHaveLength(6)
  for (const image of images) expect((await real.witness(image)).sort()).toEqual([...projects].sort())
  await call('DELETE')
  for (const image of images) expect(await real.witness(image)).toEqual([])
})

test('names with markup, hidden and deactivated images are there, and can be shared', async ({
  page,
  real,
}) => {
  const odd = await real.makeImage('story-odd <b>&amp;</b> "quoted"')
  const hidden = await real.makeImage('story-hidden', { os_hidden: true })
  const deactivated = await real.makeImage('story-deactivated')
  await real.cloud.deactivate(real.who, deactivated.id)
  const all = [odd, hidden, deactivated]
  await page.goto('/share')
  await signIn(page)
  await pick(
    page,
    'Images',
    all.map(({ name }) => name),
  )
  await pick(page, 'Projects', [real.projects[0]?.name ?? ''])
  await shareForm(page).submit.click()
  await expect(job(page)).toContainText('Shared')
  await expect(jobsPanel(page)).toContainText(/story-(odd <b>&amp;<\/b> "quoted"|hidden|deactivated)/)
  for (const { id } of all) expect(await real.witness(id)).toEqual([real.projects[0]?.id])
})

/** The default of Glance, and of the test cloud. */
const QUOTA = 128

/** An image with two places left. */
async function makeNearlyFull(real: Real) {
  const image = await real.makeImage('story-full')
  for (let n = 0; n < QUOTA - 2; n++)
    await real.cloud.glance(real.who, 'POST', `/images/${image.id}/members`, {
      member: randomBytes(16).toString('hex'),
    })
  return image
}

test('an image that is full takes no more, and the plan says so before', async ({ page, real }) => {
  const image = await makeNearlyFull(real)
  await page.goto('/share')
  await signIn(page)
  const form = shareForm(page)
  await pick(page, 'Images', [image.name])
  await form.paste.fill(Array.from({ length: 5 }, () => randomBytes(16).toString('hex')).join('\n'))
  await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
  await form.confirmNew.check()
  await form.submit.click()
  await expect(job(page)).toContainText('3 impossible')
  expect(await real.witness(image.id)).toHaveLength(QUOTA)
})

test.describe('with a quota that nobody told the console', () => {
  test.use({ settings: { RECIPIENTS_PER_IMAGE: '200' } })

  test('a refusal in HTML is shown in the cloud’s words, without the markup', async ({ page, real }) => {
    const image = await makeNearlyFull(real)
    await page.goto('/share')
    await signIn(page)
    const form = shareForm(page)
    await pick(page, 'Images', [image.name])
    await form.paste.fill(Array.from({ length: 5 }, () => randomBytes(16).toString('hex')).join('\n'))
    await expect(form.submit).toHaveAccessibleName('Share 5 new pairs')
    await form.confirmNew.check()
    await form.submit.click()
    await expect(job(page)).toContainText('3 failed')
    await job(page).click()
    const wrong = page.getByRole('region', { name: 'What went wrong' })
    await expect(wrong).toContainText('Attempted: 129, Maximum: 128')
    await expect(wrong).not.toContainText(/<|&lt;/)
    expect(await real.witness(image.id)).toHaveLength(QUOTA)
  })
})

const SHORT = process.env.LAB_SHORT_AUTH_URL

test.describe('with tokens that live ten seconds', () => {
  test.skip(!SHORT, 'LAB_SHORT_AUTH_URL names no Keystone with such tokens')
  test.use({ settings: { OS_AUTH_URL: SHORT ?? '' } })

  test('a job whose session ends waits, asks for a sign-in, and goes on', async ({ page, real }) => {
    const { tag, images } = await makeTwelve(real)
    await page.goto('/share')
    await signIn(page)
    const form = shareForm(page)
    await form.images.fill(tag)
    await page.getByRole('button', { name: /Select all 12/ }).click()
    await page.keyboard.press('Escape')
    await form.paste.fill(Array.from({ length: 100 }, () => randomBytes(16).toString('hex')).join('\n'))
    await expect(form.submit).toHaveAccessibleName('Share 1,200 new pairs')
    await form.confirmNew.check()
    await form.submit.click()
    const dialog = page.getByRole('dialog', { name: /^Sign in/ })
    for (let round = 0; round < 12; round++) {
      await expect(dialog.or(job(page).filter({ hasText: /^Shared/ })).first()).toBeVisible({
        timeout: 60_000,
      })
      if ((await dialog.count()) === 0) break
      await signIn(page)
    }
    await expect(job(page)).toContainText('1,200 pairs')
    expect(await real.witness(images[5]?.id ?? '')).toHaveLength(100)
  })
})

test('a recipient accepts some of what it received and rejects the rest, and the owner sees which', async ({
  page,
  real,
}) => {
  const recipient = real.projects[0]
  if (!recipient) throw new Error('The user must be able to enter another project.')
  const tag = `story-${randomBytes(4).toString('hex')}`
  const images = []
  for (let n = 0; n < 3; n++) images.push(await real.makeImage(tag))
  for (const { id } of images)
    await real.cloud.glance(real.who, 'POST', `/images/${id}/members`, { member: recipient.id })

  await page.goto(`/received?text=${tag}`)
  await signIn(page)
  await switchProject(page, recipient.name)

  const answer = page.getByRole('region', { name: 'Answer' })
  const choose = (name: string) => page.getByRole('checkbox', { name }).check()
  await answer.getByRole('checkbox', { name: 'Choose all 3 shown' }).check()
  await answer.getByRole('button', { name: 'Accept 3 …' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Accept 3 images' }).click()
  await expect(page.getByText('Accept 3 images: all 3 pairs done.').first()).toBeVisible()
  await choose(images[1]?.name ?? '')
  await answer.getByRole('button', { name: 'Reject 1 …' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reject 1 image' }).click()
  await expect(page.getByText('Reject 1 image: 1 pair done.').first()).toBeVisible()

  const said = await Promise.all(images.map(async ({ id }) => (await real.answers(id))[recipient.id]))
  expect(said).toEqual(['accepted', 'rejected', 'accepted'])
})
