// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { FixedRows } from './FixedRows.tsx'

const COUNT = 10_000
const ROW = 40
const VIEWPORT = 200

afterEach(cleanup)

const drawTable = (count = COUNT) => (
  <FixedRows
    label="All pairs"
    tableLabel="Pairs"
    columns={['Pair', 'Note']}
    count={count}
    rowHeight={ROW}
    viewport={VIEWPORT}
    keyOf={(row) => row}
    row={(row) => (
      <>
        <td>pair {row}</td>
        <td>
          <input aria-label={`Note on ${row}`} />
        </td>
      </>
    )}
  />
)

const box = () => screen.getByRole('region', { name: 'All pairs' })

function scrollTo(row: number) {
  box().scrollTop = row * ROW
  fireEvent.scroll(box())
}

it('a long table draws only its visible rows, and tells a screen reader how many there are', () => {
  render(drawTable())
  const table = screen.getByRole('table', { name: 'Pairs' })
  expect(table.getAttribute('aria-rowcount')).toBe(String(COUNT + 1))
  expect(within(table).getAllByRole('columnheader')).toHaveLength(2)
  expect(within(table).getAllByRole('row').length).toBeLessThan(20)
  scrollTo(5000)
  const row = screen.getByRole('row', { name: /^pair 5000/ })
  expect(row.getAttribute('aria-rowindex')).toBe('5002')
  expect(screen.queryByText('pair 0')).toBeNull()
})

it('rows without columns are a list, and each item knows its position', () => {
  render(
    <FixedRows
      label="All names"
      count={COUNT}
      rowHeight={ROW}
      viewport={VIEWPORT}
      keyOf={(row) => row}
      row={(row) => `name ${row}`}
    />,
  )
  const items = screen.getAllByRole('listitem')
  expect(items.length).toBeLessThan(20)
  expect(items[2]?.getAttribute('aria-posinset')).toBe('3')
  expect(items[2]?.getAttribute('aria-setsize')).toBe(String(COUNT))
  expect(screen.getByRole('region', { name: 'All names' }).tabIndex).toBe(0)
})

// An operator began to correct a row and scrolled to compare it with another line; the correction was lost.
it('the row that has the focus stays, with the typed text, however far it is scrolled away', () => {
  render(drawTable())
  const note = screen.getByRole<HTMLInputElement>('textbox', { name: 'Note on 1' })
  act(() => note.focus())
  note.value = 'a correction'
  scrollTo(9000)
  expect(document.activeElement).toBe(note)
  scrollTo(0)
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Note on 1' }).value).toBe('a correction')
  act(() => note.blur())
  scrollTo(9000)
  expect(screen.queryByRole('textbox', { name: 'Note on 1' })).toBeNull()
})

it('a table that has become shorter shows its last rows', () => {
  const { rerender } = render(drawTable())
  scrollTo(9000)
  rerender(drawTable(3))
  expect(screen.getAllByRole('row')).toHaveLength(1 + 3)
})
