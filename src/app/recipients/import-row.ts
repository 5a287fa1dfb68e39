import { visible } from '../text/clean-text.ts'
import type { Field } from './fields.ts'

/**
 * A row of what is imported. A field that its source does not have is not there, and will not be changed. `row` counts
 * as spreadsheets do. `problem`: why nothing can be taken from it.
 */
export type ImportRow = {
  row: number
  text: string
  values: Partial<Record<Field, unknown>>
  problem?: string
}

/** What a text holds, or why it cannot be a book at all. `left`: columns that the book has no use for. */
export type ImportTable = { rows: ImportRow[]; problem: string | null; left?: string[] }

export const failed = (problem: string): ImportTable => ({ rows: [], problem })

/** An ID without what spreadsheets and mails put around it: `="9c61…"`, `'9c61…`, characters that show nothing. */
export function idValue(cell: string): string {
  const id = visible(unwrapped(cell)).trim().replace(/^'+/, '')
  return /^[0-9a-f]{32}$/i.test(id) ? id.toLowerCase() : id
}

/** The text of `="…"`, with which a file keeps a spreadsheet from making a number of it. */
export const unwrapped = (cell: string) => /^="(.*)"$/s.exec(cell.trim())?.[1] ?? cell
