import { expect, test } from 'vitest'
import { closingLine, isGreen, notRun, readBrowserReport, readUnitReport, slowestFiles } from './reports.ts'

const results = (...all: string[]) => all.map((status) => ({ status }))
const unit = (files: object[]) => readUnitReport(JSON.stringify({ testResults: files }), '/home/console')
const ofUnit = (name: string, seconds: number, ...all: string[]) => ({
  name: `/home/console/src/${name}`,
  startTime: 5000,
  endTime: 5000 + seconds * 1000,
  status: all.includes('failed') ? 'failed' : 'passed',
  assertionResults: results(...all),
})
const ofBrowser = (status: string, duration: number) => ({ tests: [{ status, results: [{ duration }] }] })
const browser = readBrowserReport(
  JSON.stringify({
    suites: [
      {
        file: 'undo.spec.ts',
        specs: [ofBrowser('expected', 2500), ofBrowser('flaky', 1000)],
        suites: [{ file: 'undo.spec.ts', specs: [ofBrowser('unexpected', 500), ofBrowser('skipped', 0)] }],
      },
    ],
  }),
)
const file = { file: 'a', ms: 1, passed: 5, failed: 0, skipped: 0 }

test('the closing line adds unit and browser tests', () => {
  const files = [...unit([ofUnit('a.test.ts', 1, 'passed', 'failed'), ofUnit('b.test.ts', 1, 'passed')])]
  expect(closingLine([...files, ...browser])).toBe('3 passed, 3 failed')
})

test('a file that breaks off before its first test has failed', () => {
  const broken = { ...ofUnit('a.test.ts', 1), status: 'failed' }
  expect(closingLine(unit([broken]))).toBe('0 passed, 1 failed')
})

test('the ten files that took longest are named, longest first', () => {
  const files = Array.from({ length: 12 }, (_, n) => ofUnit(`${n}.test.ts`, n, 'passed'))
  const lines = slowestFiles([...unit(files), ...browser]).split('\n')
  expect(lines).toHaveLength(11)
  expect(lines[1]).toBe('    11.0 s  src/11.test.ts')
  expect(lines).toContain('     4.0 s  e2e/undo.spec.ts')
  expect(lines.at(-1)).toBe('     3.0 s  src/3.test.ts')
})

test('each file with a skipped test is named', () => {
  const files = [ofUnit('a.test.ts', 1, 'passed'), ofUnit('b.test.ts', 1, 'pending', 'skipped', 'passed')]
  expect(notRun([...unit(files), ...browser])).toEqual([
    'NOT RUN: 2 tests of src/b.test.ts',
    'NOT RUN: 1 test of e2e/undo.spec.ts',
  ])
})

test('a run without tests is not green, nor one with a failed test or a red step', () => {
  expect(isGreen(true, [])).toBe(false)
  expect(isGreen(true, [file, { ...file, failed: 1 }])).toBe(false)
  expect(isGreen(false, [file])).toBe(false)
  expect(isGreen(true, [file])).toBe(true)
})

test('a report of another shape is an error, not nought', () => {
  expect(() => readUnitReport('{}', '/')).toThrow()
  expect(() => readBrowserReport('{"stats": {}}')).toThrow()
})
