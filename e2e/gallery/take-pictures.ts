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
    await page.setViewportSize({ width: Number(width), height })
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const file = path.join(ROOT, 'gallery', `${name}-${width}-${colorScheme}.png`)
      const fullHeight = await page.evaluate(() => document.documentElement.scrollHeight)
      const clip = { x: 0, y: 0, width: Number(width), height: Math.min(fullHeight, MAX_HEIGHT) }
      await page.screenshot({ path: file, clip, fullPage: true, animations: 'disabled' })
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
