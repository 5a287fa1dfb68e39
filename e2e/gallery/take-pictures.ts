import path from 'node:path'
import type { Page } from 'playwright/test'

const ROOT = path.join(import.meta.dirname, '../..')
const SCHEMES = ['light', 'dark'] as const
/** A list in the page's own scroll may be of any length: what follows says nothing new. */
const MAX_HEIGHT = 3000
const WIDTHS = { 390: 844, 1440: 900, 2560: 1440 }

/** The page as it is now, in light and dark, on a phone, a laptop and a large screen: `gallery/NAME-390-light.png` … */
export async function takePictures(page: Page, name: string) {
  for (const [width, height] of Object.entries(WIDTHS)) {
    const window = { width: Number(width), height }
    await page.setViewportSize(window)
    // A window as high as the page: what keeps to its edges is then at the edges of the picture.
    const whole = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ ...window, height: Math.min(Math.max(whole, height), MAX_HEIGHT) })
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const file = path.join(ROOT, 'gallery', `${name}-${width}-${colorScheme}.png`)
      await page.screenshot({ path: file, animations: 'disabled' })
    }
  }
}

/** The window as it is now, in light and dark, for the README. */
export async function takeProductPictures(page: Page) {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const file = path.join(ROOT, 'docs/pictures', `share-${colorScheme}.webp`)
    await page.screenshot({ path: file, type: 'webp', quality: 80, animations: 'disabled' })
  }
}
