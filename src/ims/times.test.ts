import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseTime } from './times.ts'

/** The zone of the machine must not matter. */
const zone = process.env.TZ
beforeEach(() => {
  process.env.TZ = 'Asia/Tokyo'
})
afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

test.each([
  ['2024-11-06T06:30:00.778Z', Date.UTC(2024, 10, 6, 6, 30, 0, 778)],
  ['2016-09-01T02:05:14Z', Date.UTC(2016, 8, 1, 2, 5, 14)],
  ['2016-09-01T02:05:14', Date.UTC(2016, 8, 1, 2, 5, 14)],
  ['2016-09-01 02:05:14', Date.UTC(2016, 8, 1, 2, 5, 14)],
  ['2016-09-01T04:05:14+02:00', Date.UTC(2016, 8, 1, 2, 5, 14)],
  ['2026-11-25T17:00:00.000000Z', Date.UTC(2026, 10, 25, 17)],
  ['04-Jun-2015 18:11:06:586', Date.UTC(2015, 5, 4, 18, 11, 6, 586)],
  ['', null],
  ['soon', null],
  [null, null],
  [undefined, null],
])('the time %s is read as %s', (text, time) => {
  expect(parseTime(text)).toBe(time)
})
