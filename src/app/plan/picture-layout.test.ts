import { expect, it } from 'vitest'
import { cellSize, moveCursor } from './picture-layout.ts'

const size = { rows: 3, columns: 5 }

it('makes squares as large as the width allows, within reason', () => {
  expect(cellSize(10, 680)).toBe(16)
  expect(cellSize(68, 680)).toBe(10)
  expect(cellSize(10_000, 680)).toBe(5)
  expect(cellSize(0, 680)).toBe(16)
})

it('moves the cursor from pair to pair, and never out of the picture', () => {
  expect(moveCursor('ArrowRight', null, size)).toEqual({ row: 0, column: 0 })
  expect(moveCursor('ArrowDown', { row: 1, column: 2 }, size)).toEqual({ row: 2, column: 2 })
  expect(moveCursor('ArrowDown', { row: 2, column: 2 }, size)).toEqual({ row: 2, column: 2 })
  expect(moveCursor('End', { row: 2, column: 2 }, size)).toEqual({ row: 2, column: 4 })
  expect(moveCursor('PageUp', { row: 2, column: 2 }, size)).toEqual({ row: 0, column: 2 })
})

it('leaves other keys to others', () => {
  expect(moveCursor('Tab', { row: 0, column: 0 }, size)).toBeNull()
})
