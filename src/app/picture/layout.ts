/** How an images × projects picture is laid out. All in px. */
export type Layout = {
  /** A cell with the gap after it. */
  cell: { width: number; height: number }
  /** The names of the rows: beside them, or, where it is narrow, above each. */
  names: { beside: number; above: number }
  /** The names of the columns: a line for accounts, and room for names that stand upright; 0: there is no room. */
  heads: { accounts: number; upright: number }
  /** Of what can be seen at once; the rest scrolls. */
  view: { width: number; height: number }
}

const NARROWEST = 4
const WIDEST = 28
/** From here on a name can stand upright over its column. */
const UPRIGHT = 12
/** Narrower pages have no room for names beside rows. */
const NARROW = 520
/** A letter, on average. */
const LETTER = 6.6
const LINE = 18
/** With more rows than this, the picture scrolls by itself. */
const MOST_ROWS = 200
const MOST_HEIGHT = 640

/** A row is as high as a page can bear. */
const heightOf = (rows: number) => {
  if (rows <= 8) return 28
  if (rows <= 20) return 20
  return 14
}

/** The longest names, in letters, and how many there are. */
export type Shape = { rows: number; columns: number; rowName: number; columnName: number }

/** Lays out a picture over a width. */
export function layoutOf({ rows, columns, rowName, columnName }: Shape, width: number): Layout {
  const isNarrow = width < NARROW
  const beside = isNarrow ? 0 : Math.min(width * 0.36, rowName * LETTER + 16)
  const room = width - beside
  const cellWidth = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(room / Math.max(1, columns))))
  const above = isNarrow ? LINE : 0
  const height = heightOf(rows)
  const heads = {
    accounts: cellWidth >= 5 ? LINE : 0,
    upright: cellWidth >= UPRIGHT ? Math.min(88, columnName * LETTER + 8) : 0,
  }
  const whole = rows * (height + above)
  return {
    cell: { width: cellWidth, height },
    names: { beside, above },
    heads,
    view: {
      width: Math.min(room, columns * cellWidth),
      height: rows > MOST_ROWS ? Math.min(MOST_HEIGHT, whole) : whole,
    },
  }
}

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
