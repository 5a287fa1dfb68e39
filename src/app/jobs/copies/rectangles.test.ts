import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allPositions, isWhole, toRectangles } from './rectangles.ts'

const key = ({ image, project }: { image: number; project: number }) => `${image} ${project}`

it('rectangles cover exactly the given pairs, each once', () => {
  const pairs = fc.uniqueArray(fc.record({ image: fc.nat(6), project: fc.nat(6) }), { selector: key })
  fc.assert(
    fc.property(pairs, (wanted) => {
      const covered = toRectangles(wanted).flatMap(({ images, projects }) =>
        images.flatMap((image) => projects.map((project) => key({ image, project }))),
      )
      expect(covered.toSorted()).toEqual(wanted.map(key).toSorted())
    }),
  )
})

it('all images with all projects are one rectangle, and other sets are few', () => {
  expect(toRectangles(allPositions(3, 2))).toEqual([{ images: [0, 1, 2], projects: [0, 1] }])
  const pairs = allPositions(3, 2).filter(({ image, project }) => image !== 1 || project !== 0)
  expect(toRectangles(pairs)).toEqual([
    { images: [0, 2], projects: [0, 1] },
    { images: [1], projects: [1] },
  ])
})

it('a job with only some of its pairs is not whole', () => {
  const named = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `${i}`, name: '' }))
  const lists = { images: named(3), projects: named(2) }
  expect(isWhole({ ...lists, pairs: { total: 6 } })).toBe(true)
  expect(isWhole({ ...lists, pairs: { total: 5 } })).toBe(false)
})
