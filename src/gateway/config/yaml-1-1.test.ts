import { expect, test } from 'vitest'
import { readYaml } from './yaml-1-1.ts'

const parsed = (text: string) => {
  const read = readYaml(text)
  if ('problem' in read) throw new Error(read.problem)
  return read.value
}

// The story: `verify: no` left the checks on, as the words were read as YAML 1.2, which has only true and false.
test('the words of YAML 1.1 are switches, unless they are quoted', () => {
  expect(parsed('[yes, On, TRUE, no, off, False, "no", y, n, ~, null]')).toEqual([
    ...[true, true, true, false, false, false, 'no', 'y', 'n', null, null],
  ])
})

// The story: an ID of 32 digits was rounded, and one with an "e" among digits became a number.
test('numbers are texts, as exact as they are written', () => {
  const digits = '12345678901234567890123456789012'
  expect(parsed(`[${digits}, 1e5, 0899, 1_000, 0123, 0x1f, 0b11, -5, 1:30, 1.0, 1.25, 2024-01-01]`)).toEqual([
    ...[digits, '1e5', '0899', '1000', '83', '31', '3', '-5', '90', '1.0', '1.25', '2024-01-01'],
  ])
})

// The story: a merged `verify` or `cacert` was lost without a word.
test('a merge key merges: what is written wins, then the first of a list, then the last of several', () => {
  const anchors = 'a: &a { x: a, y: a }\nb: &b { x: b, z: b }\n'
  expect(parsed(`${anchors}c: { <<: *a, y: c }`)).toMatchObject({ c: { x: 'a', y: 'c' } })
  expect(parsed(`${anchors}c: { y: c, <<: *a }`)).toMatchObject({ c: { x: 'a', y: 'c' } })
  expect(parsed(`${anchors}c: { <<: [*a, *b] }`)).toMatchObject({ c: { x: 'a', y: 'a', z: 'b' } })
  expect(parsed(`${anchors}c:\n  <<: *a\n  <<: *b\n`)).toMatchObject({ c: { x: 'b', y: 'a', z: 'b' } })
  expect(parsed(`${anchors}c: { "<<": *a }`)).toMatchObject({ c: { '<<': { x: 'a' } } })
})

test('of a key that is there twice the last one counts', () => {
  expect(parsed('a: 1\na: 2')).toEqual({ a: '2' })
})

test('JSON is read as well, and of several documents none', () => {
  expect(parsed('{\n\t"a": [true, "no", null]\n}')).toEqual({ a: [true, 'no', null] })
  expect(readYaml('a: 1\n---\nb: 2')).toEqual({ problem: ': look at line 2' })
  expect(parsed('')).toBeNull()
})
