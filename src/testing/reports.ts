import path from 'node:path'
import * as z from 'zod/mini'

/** What a run of tests reported of one file. A skipped test has neither passed nor failed. */
export type FileReport = { file: string; ms: number; passed: number; failed: number; skipped: number }

const unitReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
})

/** Reads the JSON report of Vitest, which has a file once for each project. A file that broke off has failed. */
export function readUnitReport(text: string, root: string): FileReport[] {
  return unitReport.parse(JSON.parse(text)).testResults.map((file) => {
    const count = (...wanted: string[]) =>
      file.assertionResults.filter(({ status }) => wanted.includes(status)).length
    const failed = count('failed')
    return {
      file: path.relative(root, file.name),
      ms: file.endTime - file.startTime,
      passed: count('passed'),
      failed: failed === 0 && file.status === 'failed' ? 1 : failed,
      skipped: count('pending', 'skipped', 'todo'),
    }
  })
}

const spec = z.object({
  tests: z.array(z.object({ status: z.string(), results: z.array(z.object({ duration: z.number() })) })),
})
const suite = z.object({
  file: z.string(),
  specs: z.array(spec),
  get suites() {
    return z.optional(z.array(suite))
  },
})
type Suite = z.infer<typeof suite>

const browserReport = z.object({ suites: z.array(suite) })

const testsOf = ({ specs, suites = [] }: Suite): z.infer<typeof spec>['tests'] => [
  ...specs.flatMap(({ tests }) => tests),
  ...suites.flatMap(testsOf),
]

/** Reads the JSON report of Playwright. A test that passed only when it was repeated has failed. */
export function readBrowserReport(text: string): FileReport[] {
  return browserReport.parse(JSON.parse(text)).suites.map((one) => {
    const tests = testsOf(one)
    const count = (...wanted: string[]) => tests.filter(({ status }) => wanted.includes(status)).length
    return {
      file: path.posix.join('e2e', one.file),
      ms: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0),
      passed: count('expected'),
      failed: count('unexpected', 'flaky'),
      skipped: count('skipped'),
    }
  })
}

const sum = (files: readonly FileReport[], of: 'passed' | 'failed') =>
  files.reduce((total, file) => total + file[of], 0)

const row = ({ file, ms }: FileReport) => `${(ms / 1000).toFixed(1).padStart(8)} s  ${file}`

/** What took longest, longest first. */
export const slowestFiles = (files: readonly FileReport[]) =>
  [
    'What took longest:',
    ...files
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 10)
      .map(row),
  ].join('\n')

/** What nobody may take for tested. */
export const notRun = (files: readonly FileReport[]) =>
  files
    .filter(({ skipped }) => skipped > 0)
    .map(({ file, skipped }) => `NOT RUN: ${skipped} ${skipped === 1 ? 'test' : 'tests'} of ${file}`)

/** The last line of a test run. */
export const closingLine = (files: readonly FileReport[]) =>
  `${sum(files, 'passed')} passed, ${sum(files, 'failed')} failed`

/** A run is green when every step was, and at least one test ran. */
export const isGreen = (everyStep: boolean, files: readonly FileReport[]) =>
  everyStep && sum(files, 'failed') === 0 && sum(files, 'passed') > 0
