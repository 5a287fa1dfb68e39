import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ago, bytes, clockTime, count, duration, localTime, percent, plural, utcTime } from './format.ts'

describe('numbers', () => {
  it('thousands are grouped', () => expect(count(12_800)).toBe('12,800'))

  it.each([
    [0, '0 images'],
    [1, '1 image'],
    [1200, '1,200 images'],
  ])('%d images are counted in words', (n, text) => expect(plural(n, 'image')).toBe(text))

  it('an irregular plural can be given', () => expect(plural(2, 'entry', 'entries')).toBe('2 entries'))

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1.5 * 1024 ** 3, '1.5 GiB'],
    [340 * 1024 ** 3 + 1, '340 GiB'],
    [2048 * 1024 ** 4, '2048 TiB'],
  ])('%d bytes are written in the largest unit', (n, text) => expect(bytes(n)).toBe(text))

  it('100 % is said only when all is done', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
        const [done, total] = a < b ? [a, b] : [b, a]
        const p = percent(done, total)
        expect(p === 100).toBe(done === total)
        expect(p).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('lengths of time', () => {
  it.each([
    [0, 'under 1 s'],
    [999, 'under 1 s'],
    [42_900, '42 s'],
    [60_000, '1 min'],
    [184_000, '3 min 4 s'],
    [7_500_000, '2 h 5 min'],
    [7_200_000, '2 h'],
    [100_800_000, '1 d 4 h'],
  ])('%d ms', (ms, text) => expect(duration(ms)).toBe(text))

  it.each([
    [-5000, 'just now'],
    [1999, 'just now'],
    [12_000, '12 s ago'],
    [185_000, '3 min ago'],
    [5 * 3_600_000, '5 h ago'],
    [30 * 3_600_000, '1 day ago'],
  ])('%d ms ago', (ms, text) => expect(ago(ms)).toBe(text))
})

describe('moments', () => {
  const at = new Date(2026, 2, 5, 7, 8, 9).getTime()

  it('times are local, and sort as text', () => {
    expect(localTime(at)).toBe('2026-03-05 07:08')
    expect(clockTime(at)).toBe('07:08:09')
  })

  it('times can be written in UTC', () => {
    expect(utcTime(Date.UTC(2026, 10, 24, 13, 3, 12, 400))).toBe('2026-11-24 13:03:12 UTC')
  })
})
