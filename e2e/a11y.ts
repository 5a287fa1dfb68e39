import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Axe = { run(options: RunOptions): Promise<AxeResults> }

/**
 * The violations that axe finds on the page now, one line each, by these rules or by all of them. The script
 * is evaluated, because the page's content security policy allows no foreign script.
 */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(axe)
  const results = await page.evaluate((options) => (window as unknown as { axe: Axe }).axe.run(options), {
    resultTypes: ['violations'],
    ...(rules && { runOnly: rules }),
  } satisfies RunOptions)
  return results.violations.flatMap((v) =>
    v.nodes.map((node) => `${v.id}: ${node.html} (${node.failureSummary})`),
  )
}

/**
 * The violations that axe finds on the page, with the contrast checked in both colour schemes, and whether
 * the page is wider than its window.
 */
export async function faults(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const light = await violations(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const dark = await violations(page, ['color-contrast'])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  return [...light, ...dark.map((line) => `dark: ${line}`), ...(wide ? ['The page scrolls sideways.'] : [])]
}
