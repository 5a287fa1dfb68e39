import type { Locator } from 'playwright/test'
import { expect, foreignId, jobsPanel, openShare, test, UBUNTU } from './fixtures.ts'

/**
 * With the system's own few colours ("high contrast") backgrounds are gone: whatever was nothing but a background
 * could not be seen.
 */
test.beforeEach(({ page }) => page.emulateMedia({ forcedColors: 'active' }))

type Look = { background: string; outline: string; around: string }

/** How an element looks, or one inside it, and what is behind it. */
const look = (at: Locator): Promise<Look> =>
  at.evaluate((element) => {
    const { backgroundColor: background, outlineStyle: outline } = getComputedStyle(element)
    return { background, outline, around: getComputedStyle(document.body).backgroundColor }
  })

test('with forced colours, switches, legends, bars and chips are seen', async ({ page }) => {
  const form = await openShare(page, [UBUNTU], ['acme-prod'])
  await form.paste.fill([foreignId(1), 'fault-pair'].join('\n'))
  await expect(form.submit).toHaveAccessibleName('Share 3 new pairs')

  const hold = form.form.getByRole('switch', { name: /^Hold for/ })
  const track = hold.locator('xpath=following-sibling::*[1]')
  const off = await look(track)
  await hold.check()
  await expect.poll(async () => (await look(track)).background).not.toBe(off.background)
  expect((await look(track)).background).not.toBe(off.around)
  await hold.uncheck()

  // The sign of a texture, on its tint.
  const swatch = page
    .getByRole('list', { name: 'What will change' })
    .getByRole('listitem')
    .first()
    .locator('svg g')
    .last()
  const sign = await swatch.evaluate((element) => getComputedStyle(element).fill)
  expect(sign).not.toBe(off.around)
  const chip = page.getByRole('list', { name: 'Chosen images' }).getByRole('listitem').first()
  expect((await look(chip)).outline).toBe('solid')
  // The picture of the pairs has the same sign in the middle of its first cell.
  const inPicture = await page
    .getByRole('application')
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const [red, green, blue] = canvas.getContext('2d')?.getImageData(13, 13, 1, 1).data ?? []
      return `rgb(${red}, ${green}, ${blue})`
    })
  expect(inPicture).toBe(sign)

  await form.confirmNew.check()
  await form.submit.click()
  const row = jobsPanel(page).getByRole('link', { name: /Share 1 image × 3 projects/ })
  await expect(row).toContainText('1 failed')
  const segment = await look(row.getByRole('progressbar').locator('div').first())
  expect(segment.background).not.toBe(segment.around)
  const icon = row.locator('svg').first()
  expect(await icon.evaluate((element) => getComputedStyle(element).color)).not.toBe(segment.around)
})
