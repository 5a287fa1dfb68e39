import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Position } from './model/run.ts'
import { cover, type Rectangle } from './rectangles.ts'

const LIMITS = { images: 100, projects: 256 }

const grid = (images: number, projects: number): Position[] =>
  Array.from({ length: images * projects }, (_, at) => ({
    image: Math.floor(at / projects),
    project: at % projects,
  }))

const keys = (rectangles: readonly Rectangle[]) =>
  rectangles.flatMap(({ images, projects }) =>
    images.flatMap((image) => projects.map((project) => `${image} ${project}`)),
  )

describe('few calls', () => {
  test('a full grid is one call', () => {
    expect(cover(grid(50, 256), LIMITS)).toHaveLength(1)
  })
  test('no pairs are no call', () => {
    expect(cover([], LIMITS)).toEqual([])
  })
  test('one image that has some of the projects already costs one call more', () => {
    const pairs = grid(10, 20).filter(({ image, project }) => image !== 3 || project > 5)
    expect(cover(pairs, LIMITS)).toHaveLength(2)
  })
  test('one project that has some of the images already costs one call more', () => {
    const pairs = grid(20, 10).filter(({ image, project }) => project !== 3 || image % 2 === 0)
    expect(cover(pairs, LIMITS)).toHaveLength(2)
  })
  test('a grid beyond the limits is cut into as few calls as they allow', () => {
    expect(cover(grid(7, 9), { images: 3, projects: 4 })).toHaveLength(9)
  })
})

describe('for any pairs and limits', () => {
  const positions = fc.array(fc.record({ image: fc.nat(12), project: fc.nat(12) }), { maxLength: 80 })
  const limits = fc.record({
    images: fc.integer({ min: 1, max: 6 }),
    projects: fc.integer({ min: 1, max: 6 }),
  })

  test('covers exactly the pairs, each once, within the limits', () => {
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

  test('needs no more calls than grouping images alone or projects alone', () => {
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
