import { expect, test } from 'vitest'
import { add, closingLine, isGreen, NONE, readBrowserCounts, readUnitCounts } from './counts.ts'

test('the closing line adds unit and browser tests', () => {
  const unit = readUnitCounts('{"numPassedTests": 12, "numFailedTests": 1, "numTotalTests": 13}')
  const browser = readBrowserCounts('{"stats": {"expected": 3, "unexpected": 1, "flaky": 1, "skipped": 4}}')
  expect(closingLine(add(unit, browser))).toBe('15 passed, 3 failed')
})

test('a run without tests is not green, nor one with a failed test or a red step', () => {
  expect(isGreen(true, NONE)).toBe(false)
  expect(isGreen(true, { passed: 5, failed: 1 })).toBe(false)
  expect(isGreen(false, { passed: 5, failed: 0 })).toBe(false)
  expect(isGreen(true, { passed: 5, failed: 0 })).toBe(true)
})

test('a report of another shape is an error, not nought', () => {
  expect(() => readUnitCounts('{}')).toThrow()
  expect(() => readBrowserCounts('{"stats": {}}')).toThrow()
})
