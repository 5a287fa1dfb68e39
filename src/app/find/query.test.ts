import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_IDS, MAX_TEXT, readQuery } from './query.ts'

const PROJECT = '245cddcbdabb46a5379a6b3b876d188a'
const IMAGE = '7255ec2a-f68a-49ec-81d3-9fae8e4ba36a'

test.each([
  ['as it is', PROJECT, PROJECT],
  ['in groups, as on the screen', '245cddcb dabb46a5 379a6b3b 876d188a', PROJECT],
  ['in capitals', IMAGE.toUpperCase(), IMAGE],
  ['with hidden characters in it', `${IMAGE.slice(0, 9)}\u200b${IMAGE.slice(9)}\ufeff`, IMAGE],
  ['in a link', `https://x.example.org/v2/images/${IMAGE}/file?a=1`, IMAGE],
  ['in quotes, in a mail', `Please share with "${PROJECT}" (acme), thanks.`, PROJECT],
])('an ID counts %s', (_, text, id) =>
  expect(readQuery(text)).toEqual({ search: id, ids: [id], isCut: false }),
)

test('several IDs are looked up one by one, each once', () =>
  expect(readQuery(`${IMAGE}, ${PROJECT} and ${IMAGE.toUpperCase()}`)).toEqual({
    search: '',
    ids: [IMAGE, PROJECT],
    isCut: false,
  }))

test('what is no ID is searched for as it was typed', () => {
  expect(readQuery('  acme prod ')).toEqual({ search: 'acme prod', ids: [], isCut: false })
  expect(readQuery('245cddcb')).toEqual({ search: '245cddcb', ids: [], isCut: false })
})

test('what is too long is told to be cut, and never searched for', () => {
  const long = readQuery('word '.repeat(20_000))
  expect([long.search.length <= 200, long.isCut]).toEqual([true, true])
  const ids = Array.from({ length: MAX_IDS + 1 }, (_, n) => n.toString(16).padStart(32, 'a'))
  expect(readQuery(ids.join('\n'))).toMatchObject({ ids: ids.slice(0, MAX_IDS), isCut: true })
  expect(readQuery(`${' '.repeat(MAX_TEXT)}${PROJECT}`)).toMatchObject({ ids: [], isCut: true })
})

test('an ID wins, whatever words stand around it', () => {
  const word = fc.string({
    unit: fc.constantFrom(...'xyz.,;:(){}[]*+?^$|\\/"\''),
    minLength: 1,
    maxLength: 30,
  })
  fc.assert(
    fc.property(word, word, fc.uuid(), (before, after, id) => {
      expect(readQuery(`${before} ${id} ${after}`).ids).toEqual([id])
    }),
  )
})

test('anything may be pasted', () => {
  const any = fc.string({ unit: 'binary', maxLength: 500 })
  fc.assert(
    fc.property(any, fc.nat(200), (text, times) => {
      const { search, ids } = readQuery(text.repeat(times))
      expect(search.length <= 200 && ids.length <= MAX_IDS).toBe(true)
    }),
    { numRuns: 50 },
  )
})
