import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { BookEntry } from '#contract/recipient'
import { newEntry } from '#testing/new-entry'
import { openTestStore } from '#testing/stores'
import type { BookStore } from './book.ts'
import type { Store } from './database.ts'

let store: Store
/** The entries without who wrote them. */
const entriesOf = async (book: BookStore, owner: string) =>
  (await book.all(owner)).map(({ written: _, ...entry }) => entry)

beforeEach(async () => {
  store = await openTestStore(() => 1000)
})

test('an entry comes back as it was written, its groups in order and each once', async () => {
  const full = newEntry('a', { name: 'Acme', accountId: 'acc', owner: 'Ada', notes: 'line 1\nline 2' })
  await store.book.save('golden', [{ ...full, groups: ['silver', 'gold', 'silver'] }], 'ada')
  expect(await entriesOf(store.book, 'golden')).toEqual([{ ...full, groups: ['gold', 'silver'] }])
})

test('writing an entry again takes its place, groups and all', async () => {
  await store.book.save('golden', [newEntry('a', { name: 'Acme', groups: ['gold'] }), newEntry('b')], 'ada')
  await store.book.save('golden', [newEntry('a', { owner: 'Ada', groups: ['silver'] })], 'ada')
  expect(await entriesOf(store.book, 'golden')).toEqual([
    newEntry('a', { owner: 'Ada', groups: ['silver'] }),
    newEntry('b'),
  ])
})

test('an entry tells who wrote it the last time, and when', async () => {
  await store.book.save('golden', [newEntry('a'), newEntry('b')], 'ada')
  await store.book.save('golden', [newEntry('b')], 'grace')
  expect((await store.book.all('golden')).map(({ id, written }) => [id, written])).toEqual([
    ['a', { at: 1000, by: 'ada' }],
    ['b', { at: 1000, by: 'grace' }],
  ])
})

test('a project’s book is its own', async () => {
  await store.book.save('golden', [newEntry('a', { name: 'Acme', groups: ['gold'] })], 'ada')
  await store.book.save('other', [newEntry('a', { name: 'Else' })], 'ada')
  expect(await store.book.remove('other', 'a')).toBe(1)
  expect(await entriesOf(store.book, 'golden')).toMatchObject([{ name: 'Acme', groups: ['gold'] }])
  expect(await entriesOf(store.book, 'other')).toEqual([])
})

test('an entry that is deleted takes its groups along', async () => {
  await store.book.save('golden', [newEntry('a', { groups: ['gold'] })], 'ada')
  expect(await store.book.remove('golden', 'a')).toBe(1)
  expect(await store.book.remove('golden', 'a')).toBe(0)
  await store.book.save('golden', [newEntry('a')], 'ada')
  expect(await entriesOf(store.book, 'golden')).toEqual([newEntry('a')])
})

test('an entry that cannot be written leaves none behind', async () => {
  await store.book.save('golden', [newEntry('a', { name: 'Before' })], 'ada')
  const broken = { ...newEntry('z'), name: null } as unknown as BookEntry
  const many = Array.from({ length: 2500 }, (_, n) => newEntry(`id-${n}`))
  await expect(
    store.book.save('golden', [newEntry('a', { name: 'After' }), ...many, broken], 'ada'),
  ).rejects.toThrow()
  expect(await entriesOf(store.book, 'golden')).toEqual([newEntry('a', { name: 'Before' })])
})

test('whatever is written in whatever parts, the last word on each ID counts', async () => {
  const anyEntry = fc.record({
    ...{
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      name: fc.string({ unit: 'grapheme' }),
      accountId: fc.constantFrom('', 'acc'),
    },
    owner: fc.string(),
    notes: fc.string(),
    groups: fc.uniqueArray(fc.constantFrom('bronze', 'gold', 'silver')),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(anyEntry, { maxLength: 6 }), { maxLength: 4 }), async (parts) => {
      const book = (await openTestStore(() => 1000)).book
      for (const part of parts) await book.save('golden', part, 'ada')
      const last = new Map(
        parts.flat().map((each) => [each.id, { ...each, groups: [...each.groups].sort() }]),
      )
      expect(await entriesOf(book, 'golden')).toEqual(
        [...last.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      )
    }),
    { numRuns: 30 },
  )
})
