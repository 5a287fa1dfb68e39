import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Position } from './pair.ts'
import { allPositions, cover, isWhole, type Rectangle } from './rectangles.ts'

const LIMITS = { images: 100, projects: 256 }

const keys = (rectangles: readonly Rectangle[]) =>
  rectangles.flatMap(({ images, projects }) =>
    images.flatMap((image) => projects.map((project) => `${image} ${project}`)),
  )

describe('few calls', () => {
  test('a full grid is one call', () => {
    expect(cover(allPositions(50, 256), LIMITS)).toHaveLength(1)
  })
  test('no pairs are no call', () => {
    expect(cover([], LIMITS)).toEqual([])
  })
  test('one image that has some of the projects already costs one call more', () => {
    const pairs = allPositions(10, 20).filter(({ image, project }) => image !== 3 || project > 5)
    expect(cover(pairs, LIMITS)).toHaveLength(2)
  })
  test('one project that has some of the images already costs one call more', () => {
    const pairs = allPositions(20, 10).filter(({ image, project }) => project !== 3 || image % 2 === 0)
    expect(cover(pairs, LIMITS)).toHaveLength(2)
  })
  test('a grid beyond the limits is cut into as few calls as they allow', () => {
    expect(cover(allPositions(7, 9), { images: 3, projects: 4 })).toHaveLength(9)
  })
})

describe('without limits', () => {
  test('all images with all projects are one rectangle, and other pairs are few', () => {
    expect(cover(allPositions(3, 2))).toEqual([{ images: [0, 1, 2], projects: [0, 1] }])
    const pairs = allPositions(3, 2).filter(({ image, project }) => image !== 1 || project !== 0)
    expect(cover(pairs)).toEqual([
      { images: [0, 2], projects: [0, 1] },
      { images: [1], projects: [1] },
    ])
  })

  test('exactly the pairs are covered, each once', () => {
    const key = ({ image, project }: Position) => `${image} ${project}`
    const pairs = fc.uniqueArray(fc.record({ image: fc.nat(6), project: fc.nat(6) }), { selector: key })
    fc.assert(
      fc.property(pairs, (wanted) => {
        expect(keys(cover(wanted)).toSorted()).toEqual(wanted.map(key).toSorted())
      }),
    )
  })
})

test('a job that has only some of its pairs is not whole', () => {
  const named = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `${i}`, name: '' }))
  const lists = { images: named(3), projects: named(2) }
  expect(isWhole({ ...lists, pairs: { total: 6 } })).toBe(true)
  expect(isWhole({ ...lists, pairs: { total: 5 } })).toBe(false)
})

describe('for any pairs and limits', () => {
  const positions = fc.array(fc.record({ image: fc.nat(12), project: fc.nat(12) }), { maxLength: 80 })
  const limits = fc.record({
    images: fc.integer({ min: 1, max: 6 }),
    projects: fc.integer({ min: 1, max: 6 }),
  })

  test('exactly the pairs are covered, each once, within the limits', () => {
    fc.assert(
      fc.property(positions, limits, (pairs, limit) => {
        const rectangles = cover(pairs, limit)
        const wanted = new Set(pairs.map(({ image, project }) => `${image} ${project}`))
        expect(keys(rectangles).sort()).toEqual([...wanted].sort())
        for (const { images, projects } of rectangles) {
          expect(images.length).toBeLessThanOrEqual(limit.images)
          expect(projects.length).toBeLessThanOrEqual(limit.projects)
        }
      }),
    )
  })

  test('no more calls are needed than by grouping images alone or projects alone', () => {
    const groups = (pairs: readonly Position[], of: 'image' | 'project', by: 'image' | 'project') => {
      const sets = new Map<number, number[]>()
      for (const pair of pairs) sets.set(pair[of], [...(sets.get(pair[of]) ?? []), pair[by]])
      return new Set([...sets.values()].map((set) => [...new Set(set)].sort((a, b) => a - b).join())).size
    }
    fc.assert(
      fc.property(positions, (pairs) => {
        const best = Math.min(groups(pairs, 'image', 'project'), groups(pairs, 'project', 'image'))
        expect(cover(pairs, LIMITS).length).toBeLessThanOrEqual(best)
      }),
    )
  })
})
