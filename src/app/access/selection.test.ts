import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moveCell } from './matrix-layout.ts'
import { allOf, linesOf, rectangleOf, stretchesIn, toggled, within } from './selection.ts'

const list = (...ids: string[]) => ids.map((id) => ({ id }))
const axes = { images: list('u', 'v', 'w'), recipients: list('a', 'b', 'c') }

test('a rectangle is the same from any of its corners', () => {
  const ids = { images: new Set(['u', 'v']), recipients: new Set(['b', 'c']) }
  expect(rectangleOf(axes, { row: 0, column: 1 }, { row: 1, column: 2 })).toEqual(ids)
  expect(rectangleOf(axes, { row: 1, column: 1 }, { row: 0, column: 2 })).toEqual(ids)
})

test('a row has all recipients; one more is added, and the last one taken away leaves nothing', () => {
  const one = linesOf(axes, 'images', 1, 1)
  expect(one).toEqual({ ...allOf(axes), images: new Set(['v']) })
  const two = toggled(axes, one, { axis: 'images', at: 2 })
  expect(two?.images).toEqual(new Set(['v', 'w']))
  expect(toggled(axes, one, { axis: 'images', at: 1 })).toBeNull()
  expect(toggled(axes, null, { axis: 'recipients', at: 0 })).toEqual({
    ...allOf(axes),
    recipients: new Set(['a']),
  })
})

test('what other filters leave out is not selected any more', () => {
  const all = allOf(axes)
  expect(within({ images: list('v', 'x'), recipients: list('a') }, all)).toEqual({
    images: new Set(['v']),
    recipients: new Set(['a']),
  })
  expect(within({ images: [], recipients: list('a') }, all)).toBeNull()
})

test('stretches are whole, apart from each other, and have just what is chosen', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (chosen) => {
      const all = chosen.map((_, at) => ({ id: `${at}` }))
      const ids = new Set(all.filter((_, at) => chosen[at]).map(({ id }) => id))
      const stretches = stretchesIn(all, ids)
      const covered = stretches.flatMap(({ from, to }) => all.slice(from, to).map(({ id }) => id))
      expect(covered).toEqual([...ids])
      for (const [at, { from }] of stretches.entries())
        expect(from).toBeGreaterThan(stretches[at - 1]?.to ?? -1)
    }),
  )
})

test('keys move within the matrix and never out of it', () => {
  const size = { rows: 30, columns: 4, page: 10 }
  const move = (key: string, ctrlKey = false) => moveCell({ key, ctrlKey }, { row: 5, column: 3 }, size)
  expect(move('ArrowRight')).toEqual({ row: 5, column: 3 })
  expect(move('PageDown')).toEqual({ row: 15, column: 3 })
  expect(move('PageUp')).toEqual({ row: 0, column: 3 })
  expect(move('Home')).toEqual({ row: 5, column: 0 })
  expect(move('End', true)).toEqual({ row: 29, column: 3 })
  expect(move('Enter')).toBeNull()
})
