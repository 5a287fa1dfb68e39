import { guardFormulas } from '#contract/formulas'

/** A value of an exported row; null where there is none. */
export type Value = string | number | null

/** How rows of named values are written one after the other: each row is its entries, joined by commas. */
export type Format = {
  contentType: string
  /** Written first, from the names of all columns. */
  start: (names: readonly string[]) => string
  entry: (name: string, value: Value) => string
  row: (entries: string) => string
  /** Written between two rows. */
  between: string
  end: string
}

const CRLF = '\r\n'

/**
 * RFC 4180: commas, CRLF, quotes where needed. Excel takes a file for UTF-8 only when it begins with a BOM. A
 * cell that a spreadsheet would run as a formula begins with an apostrophe, after which it is text.
 */
export const csv: Format = {
  contentType: 'text/csv; charset=utf-8; header=present',
  start: (names) => `\uFEFF${names.map(csvCell).join(',')}${CRLF}`,
  entry: (_, value) => csvCell(value),
  row: (entries) => entries + CRLF,
  between: '',
  end: '',
}

/** An array of records, one a line. */
export const json: Format = {
  contentType: 'application/json',
  start: () => '[',
  entry: (name, value) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  row: (entries) => `\n{${entries}}`,
  between: ',',
  end: '\n]\n',
}

/** A value as a cell. Numbers are ours and no formulas. */
export function csvCell(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = guardFormulas(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
