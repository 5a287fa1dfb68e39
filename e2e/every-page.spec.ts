import type { Page } from 'playwright/test'
import { faults, handFaults, sideways } from './a11y.ts'
import { expect, foreignId, ROCKY, test, UBUNTU, type World } from './fixtures.ts'
import { operatorOf } from './operator.ts'
import { signOut } from './session.ts'

/*
 * What WCAG 2.2 asks of every page, checked on every page in its usual state. States of their own are in
 * accessibility.spec.ts and in the stories.
 */

const SIZES = { laptop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

/** The addresses of all pages, and what is there once they are whole. */
async function pagesOf(world: World): Promise<[address: string, there: string | RegExp][]> {
  const { image, project, share } = await operatorOf(world)
  const job = await share([image(UBUNTU)], [foreignId(1), foreignId(2), 'fault-pair'], 'CHG-1')
  const plan = `images=${image(ROCKY)}&projects=${project('acme-prod')},${foreignId(1)}&reason=CHG-2`
  return [
    ['/share', 'Share images'],
    [`/share?${plan}`, /Share 2 new pairs/],
    [`/stop?${plan}`, 'Stop sharing'],
    [`/onboard?to=${foreignId(3)}&like=${project('acme-prod')}`, 'The plan, pair by pair'],
    [`/offboard?project=${project('acme-prod')}`, 'The plan, pair by pair'],
    ['/jobs', 'CHG-1'],
    [`/jobs/${job}`, 'fault-pair'],
    [`/jobs/${job}/undo`, 'The plan, pair by pair'],
    [`/access?image=${image(UBUNTU)}&project=${foreignId(1)}`, 'Usable already'],
    ['/access?view=list&images=rocky', 'pending'],
    ['/recipients', 'acme-prod'],
    ['/recipients?add=1', 'Add a recipient'],
    ['/recipients/import', 'Paste recipients'],
    ['/images', UBUNTU],
    ['/images?by=family', 'older version only'],
    [`/images/${image(UBUNTU)}`, 'CHG-1'],
    ['/images/7255ec2a-f68a-49ec-81d3-9fae8e4ba36b', 'This image is not there any more'],
    [`/recipients/${foreignId(1)}`, 'CHG-1'],
    ['/received', 'Received'],
    ['/no/such/page', 'Page not found'],
  ]
}

/** Opens all pages one after the other, and the page to sign in last; tells what `look` finds on each. */
async function findOnEveryPage(page: Page, world: World, look: (page: Page) => Promise<string[]>) {
  const found: string[] = []
  for (const [address, there] of await pagesOf(world)) {
    await page.goto(address)
    await expect(page.getByText(there).filter({ visible: true }).first()).toBeVisible()
    found.push(...(await look(page)).map((fault) => `${address}: ${fault}`))
  }
  await page.goto('/recipients')
  await signOut(page)
  found.push(...(await look(page)).map((fault) => `sign-in: ${fault}`))
  return found
}

for (const [device, viewport] of Object.entries(SIZES))
  test.describe(device, () => {
    test.use({ viewport })

    test('axe finds nothing on any page, in light and dark', async ({ page, world }) => {
      test.slow()
      expect(await findOnEveryPage(page, world, faults)).toEqual([])
    })

    test('what is pressed is large enough, and is named as it is labelled', async ({ page, world }) => {
      expect(await findOnEveryPage(page, world, handFaults)).toEqual([])
    })

    test('what has the focus is not hidden by what sticks to an edge', async ({ page, world }) => {
      test.slow()
      expect(await findOnEveryPage(page, world, hiddenWhileFocused)).toEqual([])
    })
  })

test('no page scrolls sideways in a window of 320 px', async ({ page, world }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await findOnEveryPage(page, world, sideways)).toEqual([])
})

for (const [device, viewport] of Object.entries(SIZES))
  test(`with wide spacing of text nothing is cut off (${device})`, async ({ page, world }) => {
    await page.setViewportSize(viewport)
    expect(await findOnEveryPage(page, world, cutOffWhenSpaced)).toEqual([])
  })

test('the navigation stays where it is from page to page', async ({ page, world }) => {
  await page.setViewportSize(SIZES.laptop)
  const places = new Set<string>()
  await findOnEveryPage(page, world, async () => {
    const links = page.getByRole('navigation', { name: 'Pages', includeHidden: true }).locator('a')
    const boxes = links.evaluateAll((all) =>
      all.map((link) => [link.getBoundingClientRect().x, link.getBoundingClientRect().y]),
    )
    places.add(JSON.stringify(await boxes))
    return []
  })
  expect(places.size).toBe(1)
})

/** The most presses of Tab on a page: lists have more rows than say anything new. */
const PRESSES = 45

/** Goes through a page with Tab; tells what has the focus and cannot be seen at any of five points (WCAG 2.4.11). */
async function hiddenWhileFocused(page: Page): Promise<string[]> {
  const found = new Set<string>()
  for (let press = 0; press < PRESSES; press += 1) {
    await page.keyboard.press('Tab')
    const hidden = await page.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body) return null
      const shown = [focused, ...((focused as HTMLInputElement).labels ?? [])]
      const isSeen = shown.some((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return [0.5, 0.1, 0.9].some((part) => {
          const at = document.elementFromPoint(x + width * part, y + height * part)
          return at !== null && (element.contains(at) || at.contains(element))
        })
      })
      return isSeen ? null : focused.outerHTML.slice(0, 160)
    })
    if (hidden) found.add(`hidden while it has the focus: ${hidden}`)
  }
  return [...found]
}

/** The spacing of WCAG 1.4.12; tells which texts are cut off by it, and whether the page scrolls sideways. */
async function cutOffWhenSpaced(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
    )
    document.adoptedStyleSheets = [sheet]
  })
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, h1, h2, label, th, p, dt, dd')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        const { overflowX, overflowY, clipPath, position } = getComputedStyle(element)
        const isForEars = clipPath !== 'none' || (position === 'absolute' && element.clientWidth <= 1)
        // What ends in "…" has its whole text in its title.
        const isTold = element.closest('[title]') !== null || element.querySelector('[title]') !== null
        if (isForEars || isTold) return false
        const isWide = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
        return isWide || (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
      })
      .map((element) => `cut off: ${element.outerHTML.slice(0, 160)}`),
  )
  return [...cut, ...(await sideways(page))]
}
