import { expect, it } from 'vitest'
import type { OwnerAction } from '#contract/job'
import type { Plan } from '#contract/plan'
import { planChanges, planHeadline } from './plan-changes.ts'

const plan = (cells: string[], action: OwnerAction = 'share'): Plan => ({
  action,
  images: cells.map((row, at) => ({
    ...{
      id: `${at}`,
      name: '',
      cells: row,
      used: 0,
      allowed: 256,
      becomesShared: false,
      obstacle: null,
      problem: null,
      key: null,
    },
    ...{ pointsAt: [], strangers: [] },
  })),
  projects: [...(cells[0] ?? '')].map((_, at) => ({ id: `p${at}`, name: '', accountId: '', seen: [] })),
  idleGrants: [],
  fingerprint: `${action} ${cells.join('\n')}`,
})

it('says nothing of a plan that is the same', () => {
  expect(planChanges(plan(['nnp']), plan(['nnp']))).toEqual([])
})

it('counts the pairs that have another fate now, by where from and where to', () => {
  expect(planChanges(plan(['nnn', 'npn']), plan(['pan', 'nnf']))).toEqual([
    '2 pairs were new and are now already shared.',
    '1 pair was new and is now impossible.',
    '1 pair was already shared and is now new.',
  ])
})

it('says so when no pair has another fate and still something is different', () => {
  expect(planChanges(plan(['p']), plan(['a']))).toEqual([expect.stringContaining('not as they were')])
})

it('tells the plan in one line', () => {
  expect(planHeadline(plan(['nnp', 'ofn']))).toBe('3 new, 1 already shared, 2 impossible')
  expect(planHeadline(plan(['pn'], 'unshare'))).toBe('1 to be stopped, 1 not shared')
})
