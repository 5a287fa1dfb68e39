import { expect, it } from 'vitest'
import { type OwnerAction, type PlannedOutcome, packOutcomes } from '#contract/pair'
import type { Plan } from '#contract/plan'
import { planChanges, planHeadline } from './plan-changes.ts'

const plan = (rows: PlannedOutcome[][], action: OwnerAction = 'share'): Plan => ({
  action,
  images: rows.map((row, at) => ({
    ...{
      id: `${at}`,
      name: '',
      outcomes: packOutcomes(row),
      used: 0,
      allowed: 256,
      becomesShared: false,
      obstacle: null,
      problem: null,
      key: null,
    },
    ...{ namedTenants: [], mismatches: [] },
  })),
  projects: (rows[0] ?? []).map((_, at) => ({ id: `p${at}`, name: '', accountId: '', seen: [] })),
  idleGrants: [],
  fingerprint: `${action} ${rows.join('\n')}`,
})

it('says nothing of a plan that is the same', () => {
  expect(
    planChanges(plan([['absent', 'absent', 'pending']]), plan([['absent', 'absent', 'pending']])),
  ).toEqual([])
})

it('counts the pairs that have another outcome now, by where from and where to', () => {
  expect(
    planChanges(
      plan([
        ['absent', 'absent', 'absent'],
        ['absent', 'pending', 'absent'],
      ]),
      plan([
        ['pending', 'accepted', 'absent'],
        ['absent', 'absent', 'noPlace'],
      ]),
    ),
  ).toEqual([
    '2 pairs were new and are now already shared.',
    '1 pair was new and is now impossible.',
    '1 pair was already shared and is now new.',
  ])
})

// The plan of an undo leaves out an image that is undone meanwhile, so that the others move up.
it('compares an image with itself where others are in the plan no more', () => {
  const before = plan([['pending'], ['absent'], ['absent']])
  const after = plan([['absent'], ['absent'], ['noPlace']])
  after.images.shift()
  expect(planChanges(before, after)).toEqual(['1 pair was new and is now impossible.'])
})

it('says so when no pair has another outcome and still something is different', () => {
  expect(planChanges(plan([['pending']]), plan([['accepted']]))).toEqual([
    expect.stringContaining('not as they were'),
  ])
})

it('tells the plan in one line', () => {
  expect(
    planHeadline(
      plan([
        ['absent', 'absent', 'pending'],
        ['ownProject', 'noPlace', 'absent'],
      ]),
    ),
  ).toBe('3 new, 1 already shared, 2 impossible')
  expect(planHeadline(plan([['pending', 'absent']], 'unshare'))).toBe('1 to be stopped, 1 not shared')
})
