import * as z from 'zod/mini'

/** Tests that passed and failed; skipped ones are neither. */
export type Counts = { passed: number; failed: number }

export const NONE: Counts = { passed: 0, failed: 0 }

export const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
})

const unitReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() })

/** Reads the JSON report of Vitest. */
export function readUnitCounts(text: string): Counts {
  const { numPassedTests, numFailedTests } = unitReport.parse(JSON.parse(text))
  return { passed: numPassedTests, failed: numFailedTests }
}

const browserReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

/** Reads the JSON report of Playwright. A test that passed only when it was repeated has failed. */
export function readBrowserCounts(text: string): Counts {
  const { expected, unexpected, flaky } = browserReport.parse(JSON.parse(text)).stats
  return { passed: expected, failed: unexpected + flaky }
}

/** The last line of a test run. */
export const closingLine = ({ passed, failed }: Counts) => `${passed} passed, ${failed} failed`

/** A run is green when every step was, and at least one test ran. */
export const isGreen = (everyStep: boolean, { passed, failed }: Counts) =>
  everyStep && failed === 0 && passed > 0
