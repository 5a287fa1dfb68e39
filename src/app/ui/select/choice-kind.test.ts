import { expect, test } from 'vitest'
import { type ChoiceKind, isChosen, isFree, toggled } from './choice-kind.ts'
import { takeEntries } from './take-entries.ts'

type Item = { id: string; members?: string[]; blocked?: string }
const KIND: ChoiceKind<Item> = {
  one: 'thing',
  many: 'things',
  idOf: ({ id }) => id,
  nameOf: ({ id }) => id,
  textOf: ({ id }) => id,
  blockedOf: ({ blocked }) => blocked ?? null,
  membersOf: ({ members }) => members ?? null,
}
const group = { id: 'group', members: ['a', 'b'] }

test('a group is picked with all its members, and taken out with all of them', () => {
  const picked = toggled(KIND, group, new Set(['a', 'c']))
  expect([...picked].sort()).toEqual(['a', 'b', 'c'])
  expect(isChosen(KIND, group, picked)).toBe(true)
  expect([...toggled(KIND, group, picked)]).toEqual(['c'])
})

test('a group is chosen only when all of it is', () =>
  expect(isChosen(KIND, group, new Set(['a']))).toBe(false))

test('a blocked item cannot be picked, but can be taken out', () => {
  const item = { id: 'x', blocked: 'full' }
  expect([...toggled(KIND, item, new Set())]).toEqual([])
  expect([...toggled(KIND, item, new Set(['x']))]).toEqual([])
})

test('choosing all counts no group: its members are in the list themselves', () => {
  expect([group, { id: 'a' }, { id: 'b', blocked: 'full' }].map((item) => isFree(KIND, item))).toEqual([
    ...[false, true, false],
  ])
})

test('a pasted group stands for its members', () =>
  expect(
    takeEntries([{ entry: 'GROUP', beside: [], removed: false }], [group, { id: 'a' }], KIND).ids,
  ).toEqual([...['a', 'b']]))
