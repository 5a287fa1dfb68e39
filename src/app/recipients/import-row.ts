import { visible } from '../text/clean-text.ts'
import type { BookField } from './fields.ts'

/**
 * A row of an import. Fields that its source does not have are missing in `values`, and will not be changed.
 * `row` counts from 1, as spreadsheets do. `problem`: why nothing can be taken from it.
 */
export type ImportRow = {
  row: number
  text: string
  values: Partial<Record<BookField, unknown>>
  problem?: string
}

/** The rows of a text, or why it cannot be imported at all. `left`: columns that the book has no use for. */
export type ImportTable = { rows: ImportRow[]; problem: string | null; left?: string[] }

export const unreadable = (problem: string): ImportTable => ({ rows: [], problem })

/**
 * An ID without what spreadsheets and mails put around it: `="9c61…"`, `'9c61…`, characters that show
 * nothing.
 */
export function idValue(cell: string): string {
  const id = visible(unwrapped(cell)).trim().replace(/^'+/, '')
  return /^[0-9a-f]{32}$/i.test(id) ? id.toLowerCase() : id
}

/** The text within `="…"`, which files use to keep a spreadsheet from turning it into a number. */
export const unwrapped = (cell: string) => /^="(.*)"$/s.exec(cell.trim())?.[1] ?? cell
