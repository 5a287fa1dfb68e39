import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import type { Matrix } from './matrix.ts'
import { type Cell, moveCell } from './matrix-layout.ts'
import { allOf, linesOf, rectangleOf, type Selection } from './selection.ts'

export type GridState = {
  matrix: Matrix
  cell: Cell | null
  onCell: (cell: Cell) => void
  onSelect: (selection: Selection | null) => void
  /** Scrolls just as far as it takes to show a cell. */
  show: (cell: Cell) => void
}

/** The keyboard of the matrix: one tab stop, arrows from pair to pair, and selection as spreadsheets have it. */
export function useGridKeys({ matrix, cell, onCell, onSelect, show, page }: GridState & { page: number }) {
  const { images, recipients } = matrix
  const cellRef = useRef<HTMLTableCellElement>(null)
  const isMoving = useRef(false)
  /** Where a rectangle begins. */
  const anchor = useRef<Cell | null>(null)
  const stop = images.length > 0 && recipients.length > 0 ? (cell ?? { row: 0, column: 0 }) : null

  // The cell is another element wherever it goes, so that it is heard again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it has moved.
  useLayoutEffect(() => {
    if (!isMoving.current) return
    isMoving.current = false
    cellRef.current?.focus({ preventScroll: true })
  }, [cell?.row, cell?.column])

  const move = (to: Cell) => {
    isMoving.current = true
    show(to)
    onCell(to)
    // Nothing changes when it is there already.
    if (to.row === cell?.row && to.column === cell.column) cellRef.current?.focus({ preventScroll: true })
  }

  const select = (event: KeyboardEvent, at: Cell): boolean => {
    const isCtrl = event.ctrlKey || event.metaKey
    if (event.key === 'Escape') onSelect(null)
    else if (isCtrl && event.key.toLowerCase() === 'a') onSelect(allOf(matrix))
    else if (event.key !== ' ') return false
    else if (event.shiftKey) onSelect(linesOf(matrix, 'images', at.row, at.row))
    else if (isCtrl) onSelect(linesOf(matrix, 'recipients', at.column, at.column))
    else onSelect(rectangleOf(matrix, at, at))
    return true
  }

  return {
    stop,
    cellRef,
    anchor,
    move,
    onKeyDown(event: KeyboardEvent) {
      if (!stop || event.altKey) return
      if (select(event, stop)) return event.preventDefault()
      const size = { rows: images.length, columns: recipients.length, page }
      const to = moveCell({ key: event.key, ctrlKey: event.ctrlKey || event.metaKey }, stop, size)
      if (!to) return
      event.preventDefault()
      if (event.shiftKey) {
        anchor.current ??= stop
        onSelect(rectangleOf(matrix, anchor.current, to))
      } else anchor.current = null
      move(to)
    },
  }
}
