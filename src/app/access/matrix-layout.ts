/** How the matrix is laid out. All in px. */
export type MatrixLayout = {
  /** A cell with the gap after it. */
  cell: { width: number; height: number }
  /** Room over each row for its name, where there is none beside it. */
  above: number
  /** Names of the rows, beside them. */
  beside: number
  /** The heads of the columns: what they stand under, their names upright, how much each has. */
  heads: { groups: number; names: number; counts: number }
}

const NARROWEST = 4
/** From here on a name can stand upright over its column. */
const UPRIGHT = 14
const WIDEST = 26
const NARROW = 520
/** A letter, on average, and a figure. */
const LETTER = 6.4
const LINE = 18
const COUNT = 48

/** `rowName` and `columnName`: the longest, in letters; `most`: the longest number over a column. `fit`: all columns at once. */
export function layoutOf(
  shape: { columns: number; rowName: number; columnName: number; most: number; fit: boolean },
  width: number,
): MatrixLayout {
  const isNarrow = width < NARROW
  const beside = isNarrow ? 0 : Math.round(Math.min(width * 0.34, shape.rowName * LETTER + COUNT + 20))
  const room = Math.floor((width - beside) / Math.max(1, shape.columns))
  const cellWidth = Math.max(shape.fit ? NARROWEST : UPRIGHT, Math.min(WIDEST, room))
  const hasNames = cellWidth >= UPRIGHT
  return {
    cell: { width: cellWidth, height: isNarrow ? 16 : 18 },
    above: isNarrow ? LINE : 0,
    beside,
    heads: {
      groups: LINE,
      names: hasNames ? Math.round(Math.min(104, shape.columnName * LETTER + 8)) : 0,
      counts: hasNames ? Math.round(shape.most * 7 + 8) : 0,
    },
  }
}

export type Cell = { row: number; column: number }

/** Where a key moves the cursor to; null: it is no key of the matrix. `page`: rows that are in sight. */
export function moveCell(
  { key, ctrlKey }: { key: string; ctrlKey: boolean },
  { row, column }: Cell,
  { rows, columns, page }: { rows: number; columns: number; page: number },
): Cell | null {
  const steps: Record<string, Cell> = {
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    Home: { row: ctrlKey ? 0 : row, column: 0 },
    End: { row: ctrlKey ? rows - 1 : row, column: columns - 1 },
    PageDown: { row: row + page, column },
    PageUp: { row: row - page, column },
  }
  const to = steps[key]
  if (!to) return null
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value))
  return { row: within(to.row, rows), column: within(to.column, columns) }
}
