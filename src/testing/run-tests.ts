import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { add, type Counts, closingLine, isGreen, NONE, readBrowserCounts, readUnitCounts } from './counts.ts'
import { installPostgres } from './find-postgres.ts'

/** `npm test`: every check in order, up to the first red one, and at the end one line that counts the tests. */

const root = path.join(import.meta.dirname, '../..')
const reports = mkdtempSync(path.join(tmpdir(), 'test-reports-'))
const report = { unit: path.join(reports, 'unit.json'), browser: path.join(reports, 'browser.json') }

type Step = { title: string; command: string; args: string[]; counts?: () => Counts }

/** A step that broke off before its report was written has counted nothing. */
const counted = (file: string, read: (text: string) => Counts) => () =>
  existsSync(file) ? read(readFileSync(file, 'utf8')) : NONE

const STEPS: Step[] = [
  { title: 'Types', command: 'tsc', args: ['-b'] },
  { title: 'Lint and format', command: 'biome', args: ['check'] },
  { title: 'Unused files, exports and packages', command: 'knip', args: [] },
  {
    title: 'Unit tests',
    command: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report.unit}`],
    counts: counted(report.unit, readUnitCounts),
  },
  { title: 'Build: app', command: 'vite', args: ['build'] },
  { title: 'Build: server', command: 'vite', args: ['build', '--ssr'] },
  {
    title: 'Browser tests',
    command: 'playwright',
    args: ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'],
    counts: counted(report.browser, readBrowserCounts),
  },
]

function run({ title, command, args }: Step): boolean {
  process.stdout.write(`\n── ${title}\n`)
  const { status, error } = spawnSync(path.join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report.browser },
  })
  if (error) process.stdout.write(`${command}: ${error.message}\n`)
  return status === 0
}

installPostgres()
let total = NONE
const green = STEPS.every((step) => {
  const passed = run(step)
  if (step.counts) total = add(total, step.counts())
  if (!passed) process.stdout.write(`\n✗ ${step.title}\n`)
  return passed
})
rmSync(reports, { recursive: true })
process.stdout.write(`\n${closingLine(total)}\n`)
process.exitCode = isGreen(green, total) ? 0 : 1
