import { describe, expect, it, test } from 'vitest'
import { layoutOf, moveCursor } from './layout.ts'
import { splitAccount, splitVersion, stretchesOf } from './names.ts'

describe('the layout of a picture', () => {
  const shape = { rows: 3, columns: 40, rowName: 28, columnName: 4 }

  it('gives names and cells a page of a laptop without scrolling', () => {
    const { cell, names, heads, view } = layoutOf(shape, 740)
    expect(names.beside + view.width).toBeLessThanOrEqual(740)
    expect(view).toEqual({ width: 40 * cell.width, height: 3 * cell.height })
    expect(cell.width).toBeGreaterThanOrEqual(12)
    expect(heads.upright).toBeGreaterThan(0)
  })

  it('puts the names above the rows on a phone', () => {
    const { names, view } = layoutOf({ ...shape, columns: 4 }, 358)
    expect(names).toEqual({ beside: 0, above: 18 })
    expect(view.width).toBeLessThanOrEqual(358)
  })

  it('keeps 50 × 256 whole in height, and lets it scroll sideways', () => {
    const { cell, view, heads } = layoutOf({ ...shape, rows: 50, columns: 256 }, 740)
    expect(cell.width).toBe(4)
    expect(view.height).toBe(50 * cell.height)
    expect(heads).toEqual({ accounts: 0, upright: 0 })
  })

  it('draws no more than a screenful of ten thousand rows, and stands no column at all', () => {
    expect(layoutOf({ ...shape, rows: 10_000 }, 740).view.height).toBe(640)
    expect(layoutOf({ ...shape, columns: 0 }, 740).cell.width).toBeGreaterThan(0)
  })
})

const size = { rows: 3, columns: 5 }

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

test.each([
  ['ubuntu-24.04-lts-2026.11', 'ubuntu-24.04-lts-', '2026.11'],
  ['monitoring-proxy-3.4', 'monitoring-proxy-', '3.4'],
  ['rocky-9.6-2026.11', 'rocky-9.6-', '2026.11'],
  ['vault-base', 'vault-base', ''],
  ['2026.11', '2026.11', ''],
])('what tells %s from its family is its version', (name, head, tail) => {
  expect(splitVersion(name)).toEqual({ head, tail })
})

test.each([
  ['acme-prod', 'acme', 'prod'],
  ['tenant-001', 'tenant', '001'],
  ['MOS', '', 'MOS'],
  ['-odd', '', '-odd'],
])('a project %s has an account and what it is for', (name, head, tail) => {
  expect(splitAccount(name)).toEqual({ head, tail })
})

it('joins neighbours of one account, and nothing else', () => {
  expect(stretchesOf(['acme', 'acme', '', '', 'birch'])).toEqual([
    { head: 'acme', from: 0, to: 2 },
    { head: '', from: 2, to: 3 },
    { head: '', from: 3, to: 4 },
    { head: 'birch', from: 4, to: 5 },
  ])
})
