import { expect, it } from 'vitest'
import type { Pair } from '#contract/pair'
import { groupFailures } from './group-failures.ts'

const pair = (over: Partial<Pair>): Pair => ({
  image: 0,
  project: 0,
  state: 'failed',
  claim: 'failed',
  present: false,
  code: null,
  message: null,
  unproven: false,
  withdrawn: false,
  confirmed: null,
  readAt: null,
  earlier: [],
  ...over,
})

it('pairs are grouped by reason, the most frequent reason first', () => {
  const groups = groupFailures([
    pair({ code: 'IMG.0108', message: 'first', image: 3, project: 1 }),
    pair({ code: 'IMG.0112' }),
    pair({ code: 'IMG.0112' }),
    pair({ code: 'IMG.0108', message: 'second', image: 3, project: 2 }),
    pair({ code: 'IMG.0112' }),
  ])
  expect(groups).toEqual([
    { code: 'IMG.0112', message: null, pairs: 3, images: new Set([0]), projects: new Set([0]) },
    { code: 'IMG.0108', message: 'first', pairs: 2, images: new Set([3]), projects: new Set([1, 2]) },
  ])
})

it('pairs without a code get one', () => {
  const groups = groupFailures([pair({ state: 'unconfirmed', claim: 'success' }), pair({})])
  expect(groups.map(({ code }) => code).sort()).toEqual(['CONSOLE.NOT_CONFIRMED', 'unknown'])
})

it('pairs that went well are in no group', () => {
  expect(groupFailures([pair({ state: 'done' }), pair({ state: 'unchanged', code: 'IMG.0108' })])).toEqual([])
})
