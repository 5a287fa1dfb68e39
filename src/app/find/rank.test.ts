import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newImage } from '#testing/new-image'
import { newRecipient } from '#testing/new-recipient'
import { matches, textIndex } from '../ui/select/text-index.ts'
import { type Entry, entriesOf } from './entries.ts'
import { createFinder } from './rank.ts'

const NAMES = ['debian-13', 'web-debian', 'minimaldebian', 'sid']
const images = NAMES.map((name, n) =>
  newImage({ id: `0000000${n}-aaaa`, name, tags: n === 3 ? ['debian'] : [] }),
)
const recipients = [
  newRecipient({ id: 'e1f1', name: 'acme-prod', groups: ['gold'] }),
  newRecipient({ id: 'e1f1a', name: '', groups: ['gold', 'e1f1'] }),
]
const entries = entriesOf({ images, recipients, mayShare: true })
const find = (query: string, most = 6) => createFinder(entries).find(query, most)
const keysOf = (query: string) =>
  find(query).map(({ kind, rank, best }) => [kind, rank, best.map((e) => e.name)])

test('what begins so comes before a word of a name, that before a part of a word, that before all else', () =>
  expect(keysOf('DEBIAN')).toEqual([['image', 'start', NAMES]]))

test('a whole ID or a whole name comes first, and its kind before the others', () => {
  expect(keysOf('e1f1')).toEqual([
    ['recipient', 'exact', ['acme-prod', 'e1f1a']],
    ['group', 'exact', ['e1f1']],
  ])
  expect(keysOf('acme-prod').map(([kind, rank]) => [kind, rank])).toEqual([['recipient', 'exact']])
})

test('all words have to be there, wherever', () => {
  expect(keysOf('web  deb')).toEqual([['image', 'word', ['web-debian']]])
  expect(keysOf('web nobody')).toEqual([])
})

test('pages and acts are found; a viewer is offered no act', () => {
  expect(keysOf('add a rec')).toEqual([['act', 'start', ['Add a recipient']]])
  expect(createFinder(entriesOf({ images, recipients, mayShare: false })).find('add a rec', 6)).toEqual([])
})

test('no more than asked for are given, and all are counted', () => {
  const [found] = find('debian', 2)
  expect([found?.best.map(({ name }) => name), found?.total]).toEqual([['debian-13', 'web-debian'], 4])
})

/** A text of anything: names, hidden characters, what means something to a regular expression. */
const anything = fc.oneof(
  fc.constantFrom('.*', '(', '\\', '[a-z', '\u200b', 'a\u0301', 'ß', 'İ', '  ', '$&', '^', '|'),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

test('whatever is typed: just what a picker finds, each once, the better before the worse', () => {
  const texts = textIndex(entries, ({ text }) => text)
  const there = fc.constantFrom(...texts.flatMap((text) => text.split(' ').filter(Boolean)))
  const query = fc.oneof(
    anything,
    fc.tuple(there, fc.nat(3), fc.nat(9)).map(([word, from, to]) => word.slice(from, to)),
    fc.array(there, { maxLength: 3 }).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(query, fc.integer({ min: 1, max: 9 }), (typed, most) => {
      const found = find(typed, most)
      const all = (matches(texts, typed) ?? []).flatMap((at) => entries[at] ?? [])
      expect(found.reduce((sum, { total }) => sum + total, 0)).toBe(all.length)
      for (const { kind, best, total } of found) {
        const ofKind = all.filter((entry) => entry.kind === kind)
        expect(total).toBe(ofKind.length)
        expect(best.length).toBe(Math.min(most, total))
        expect(ofKind).toEqual(expect.arrayContaining(best))
        const ranks = best.map((entry) => rankAlone(entry, typed))
        expect(ranks).toEqual(ranks.toSorted())
      }
    }),
  )
})

const ORDER = ['exact', 'start', 'word', 'within', 'elsewhere']
const rankAlone = (entry: Entry, typed: string) =>
  ORDER.indexOf(createFinder([entry]).find(typed, 1)[0]?.rank ?? '')
