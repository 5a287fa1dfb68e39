/** How an images × projects picture is laid out: square cells, small enough to show much, large enough to see. In px. */
const SMALLEST = 5
const LARGEST = 16

/** The size of a cell so that all columns fit in a width, within reason. */
export const cellSize = (columns: number, width: number): number =>
  Math.max(SMALLEST, Math.min(LARGEST, Math.floor(width / Math.max(1, columns))))

export type Cursor = { row: number; column: number }

/** Where a key moves the cursor to; null when it is no key of the picture. */
export function moveCursor(
  key: string,
  at: Cursor | null,
  size: { rows: number; columns: number },
): Cursor | null {
  const { row, column } = at ?? { row: 0, column: -1 }
  const steps: Record<string, Cursor> = {
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    Home: { row, column: 0 },
    End: { row, column: size.columns - 1 },
    PageDown: { row: row + 10, column },
    PageUp: { row: row - 10, column },
  }
  const to = steps[key]
  if (!to) return null
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value))
  return { row: within(to.row, size.rows), column: within(to.column, size.columns) }
}
