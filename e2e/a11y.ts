import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Axe = { run(options: RunOptions): Promise<AxeResults> }

/** Rules of WCAG 2.2 that axe leaves out unless they are asked for: the size of targets (2.5.8), labels in names (2.5.3). */
const MORE_RULES = {
  'target-size': { enabled: true },
  'label-content-name-mismatch': { enabled: true },
}

/**
 * The violations that axe finds on the page now, one line each. The script is evaluated, because the page's content
 * security policy allows no foreign script.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const results = await page.evaluate((options) => (window as unknown as { axe: Axe }).axe.run(options), {
    resultTypes: ['violations'],
    rules: MORE_RULES,
  } satisfies RunOptions)
  return results.violations.flatMap((v) =>
    v.nodes.map((node) => `${v.id}: ${node.html} (${node.failureSummary})`),
  )
}

/** The violations that axe finds on the page in both colour schemes, and whether the page is wider than its window. */
export async function faults(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const light = await violations(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const dark = await violations(page)
  return [...light, ...dark.map((line) => `dark: ${line}`), ...(await sideways(page))]
}

/** Whether the page is wider than its window. */
export const sideways = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth } = document.documentElement
    return scrollWidth > window.innerWidth ? [`The page scrolls sideways: ${scrollWidth} px.`] : []
  })

/**
 * What can be pressed and is smaller than 24 × 24 px (WCAG 2.5.8), and what is named by other words than it shows (2.5.3).
 * A link within a line of text may be as high as the line; a circle of 24 px around a small one may be free of all others. A
 * box belongs to its label.
 */
export const handFaults = (page: Page) =>
  page.evaluate(() => {
    const PRESSED = 'a[href], button, input, select, textarea, summary, [role=option]'
    const within = document.querySelector('dialog[open]') ?? document
    const all = [...within.querySelectorAll<HTMLElement>(PRESSED)].filter((element) =>
      element.checkVisibility({ visibilityProperty: true }),
    )
    const plain = (text: string | null) =>
      (text ?? '')
        .toLowerCase()
        .replace(/[\s…]+/g, ' ')
        .trim()
    const isInText = (element: Element) =>
      getComputedStyle(element).display === 'inline' &&
      plain(element.parentElement?.textContent ?? '') !== plain(element.textContent)
    const hasSpace = (element: Element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return all.every((other) => {
        const { left, right, top, bottom } = other.getBoundingClientRect()
        const aside = Math.max(left - x - width / 2, 0, x + width / 2 - right)
        const above = Math.max(top - y - height / 2, 0, y + height / 2 - bottom)
        return other === element || Math.hypot(aside, above) >= 12
      })
    }
    const isSmall = (element: Element) => {
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
      const boxes = [element, ...labels].map((one) => one.getBoundingClientRect())
      return (
        Math.max(...boxes.map((box) => box.width)) < 24 || Math.max(...boxes.map((box) => box.height)) < 24
      )
    }
    return all.flatMap((element) => {
      const shown = plain(element.matches('input, select, textarea') ? '' : element.textContent)
      const named = plain(element.getAttribute('aria-label') ?? shown)
      const what = element.outerHTML.slice(0, 140)
      return [
        ...(isSmall(element) && !isInText(element) && !hasSpace(element) ? [`too small: ${what}`] : []),
        ...(named.includes(shown) ? [] : [`"${named}" does not contain "${shown}": ${what}`]),
      ]
    })
  })
