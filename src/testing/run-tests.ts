import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findPostgres, installPostgres, WITHOUT_POSTGRES } from './find-postgres.ts'
import {
  closingLine,
  type FileReport,
  isGreen,
  notRun,
  readBrowserReport,
  readUnitReport,
  slowestFiles,
} from './reports.ts'

/** `npm test`: every check in order, up to the first red one; at the end what took longest, what was not run, and the count. */

const root = path.join(import.meta.dirname, '../..')
const reports = mkdtempSync(path.join(tmpdir(), 'test-reports-'))
const report = { unit: path.join(reports, 'unit.json'), browser: path.join(reports, 'browser.json') }

type Step = { title: string; command: string; args: string[]; files?: () => FileReport[] }

/** A step that broke off before its report was written has tested nothing. */
const reported = (file: string, read: (text: string, root: string) => FileReport[]) => () =>
  existsSync(file) ? read(readFileSync(file, 'utf8'), root) : []

const STEPS: Step[] = [
  { title: 'Types', command: 'tsc', args: ['-b'] },
  { title: 'Lint and format', command: 'biome', args: ['check'] },
  { title: 'Unused files, exports and packages', command: 'knip', args: [] },
  {
    title: 'Unit tests',
    command: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report.unit}`],
    files: reported(report.unit, readUnitReport),
  },
  { title: 'Build: app', command: 'vite', args: ['build'] },
  { title: 'Build: server', command: 'vite', args: ['build', '--ssr'] },
  {
    title: 'Browser tests',
    command: 'playwright',
    args: ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'],
    files: reported(report.browser, readBrowserReport),
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
const files: FileReport[] = []
const green = STEPS.every((step) => {
  const passed = run(step)
  files.push(...(step.files?.() ?? []))
  if (!passed) process.stdout.write(`\n✗ ${step.title}\n`)
  return passed
})
rmSync(reports, { recursive: true })
const missing = [...notRun(files), ...(findPostgres() ? [] : [WITHOUT_POSTGRES])]
for (const lines of [slowestFiles(files), ...missing, closingLine(files)])
  process.stdout.write(`\n${lines}\n`)
process.exitCode = isGreen(green, files) ? 0 : 1
