import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countGroups,
  countOf,
  endOfStretch,
  groupOf,
  mayBeSent,
  OUTCOMES,
  outcomeAt,
  packOutcomes,
  positionsOf,
  uniqueSet,
  unpackOutcomes,
  willSend,
} from './pair.ts'

const rows = fc.array(fc.array(fc.constantFrom(...OUTCOMES), { maxLength: 40 }), { maxLength: 6 })

test('a row of outcomes is read back as it was written, wherever it is looked at', () => {
  fc.assert(
    fc.property(rows, (images) => {
      for (const outcomes of images) {
        const row = packOutcomes(outcomes)
        expect(row).toHaveLength(outcomes.length)
        expect(unpackOutcomes(row)).toEqual(outcomes)
        expect(outcomes.map((_, at) => outcomeAt(row, at))).toEqual(outcomes)
        for (const outcome of OUTCOMES)
          expect(positionsOf(row, outcome)).toEqual(
            outcomes.flatMap((found, at) => (found === outcome ? [at] : [])),
          )
        for (let from = 0; from < row.length; from = endOfStretch(row, from)) {
          const stretch = outcomes.slice(from, endOfStretch(row, from))
          expect(new Set(stretch).size).toBe(1)
          expect(outcomes[endOfStretch(row, from)]).not.toBe(outcomes[from])
        }
      }
    }),
  )
})

test('every pair of a plan is counted once, under its outcome and under its group', () => {
  fc.assert(
    fc.property(fc.constantFrom('share' as const, 'unshare' as const), rows, (action, plan) => {
      const images = plan.map((outcomes) => ({ outcomes: packOutcomes(outcomes) }))
      const all = plan.flat()
      for (const outcome of OUTCOMES)
        expect(countOf(images, outcome)).toBe(all.filter((found) => found === outcome).length)
      for (const [group, pairs] of Object.entries(countGroups({ action, images })))
        expect(pairs).toBe(all.filter((outcome) => groupOf(action, outcome) === group).length)
    }),
  )
})

test('what is there already is never sent by a share, nor what is not there by a stop', () => {
  expect(OUTCOMES.filter((outcome) => willSend('share', outcome))).toEqual(['absent', 'grantUnknown'])
  expect(OUTCOMES.filter((outcome) => willSend('unshare', outcome))).toEqual([
    'grantUnknown',
    'pending',
    'accepted',
    'rejected',
  ])
  for (const action of ['share', 'unshare'] as const)
    expect(OUTCOMES.filter((outcome) => mayBeSent(action, outcome) && !willSend(action, outcome))).toEqual([
      'unread',
    ])
})

test('a set keeps each pair once, whatever is listed twice or written in capitals', () => {
  const id = fc.constantFrom('aa', 'AA', 'bb', 'cc')
  const set = fc
    .record({ images: fc.array(id, { maxLength: 6 }), projects: fc.array(id, { maxLength: 6 }) })
    .chain(({ images, projects }) =>
      fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }))).map((pairs) => ({
        images,
        projects,
        pairs: pairs.filter(([image, project]) => image < images.length && project < projects.length),
      })),
    )
  fc.assert(
    fc.property(set, (asked) => {
      const unique = uniqueSet(asked)
      const named = asked.pairs.map(
        ([image, project]) => `${asked.images[image]?.toLowerCase()} ${asked.projects[project]}`,
      )
      const kept = unique?.pairs?.map(
        ([image, project]) => `${unique.images[image]} ${unique.projects[project]}`,
      )
      expect(new Set(kept)).toEqual(new Set(named))
      expect(kept).toHaveLength(new Set(named).size)
      expect(uniqueSet(unique ?? asked)).toEqual(unique)
    }),
  )
  expect(uniqueSet({ images: ['aa'], projects: ['p'], pairs: [[0, 1]] })).toBeNull()
  expect(uniqueSet({ images: ['aa', ''], projects: ['p'], pairs: [[2, 0]] })).toBeNull()
})
