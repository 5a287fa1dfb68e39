import Papa from 'papaparse'
import { FIELD_WORDS, FIELDS, type Field, fieldOf, splitGroups } from './fields.ts'
import { unguardFormula } from './formula.ts'

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

/** What a text holds, or why it cannot be a book at all. */
export type ImportTable = { rows: ImportRow[]; problem: string | null }

const failed = (problem: string): ImportTable => ({ rows: [], problem })
const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(', ')
const KNOWN = Object.values(FIELD_WORDS).join(', ')

/** Reads a table with headings (CSV, TSV, semicolons), a JSON array, or lines of "ID name". Never throws. */
export function readTable(input: string): ImportTable {
  const text = input.replace(/^\ufeff/, '')
  if (/^\s*[[{]/.test(text)) return readJson(text)
  const [first = ''] = /\S.*/.exec(text) ?? []
  const delimiter = delimiterOf(first)
  return !delimiter || LISTED.test(first) ? readList(text, first) : readCells(text, delimiter)
}

/** "9c61… Acme, Inc.": an ID and a name, whatever is in the name. */
const LISTED = /^(?=\S*\d)[\w-]{1,64} +[^\s,;|][^\t]*$/

/** What separates the cells of a line; null: it is one cell. */
function delimiterOf(line: string): string | null {
  const bare = line.replace(/"[^"]*"/g, '')
  const parts = (delimiter: string) => bare.split(delimiter).length
  const best = ['\t', ';', ','].reduce((a, b) => (parts(b) > parts(a) ? b : a))
  if (parts(best) > 1) return best
  return fieldOf(line.replace(/^"|"$/g, '').trim()) === 'id' ? ',' : null
}

function readList(text: string, first: string): ImportTable {
  const heading = fieldOf(first.split(/\s/, 1)[0] ?? '') === 'id'
  const rows: ImportRow[] = []
  let headed = !heading
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    const [, id, name] = /^\s*(\S+)(?:\s+(\S.*))?$/.exec(line.trimEnd()) ?? []
    if (id === undefined) continue
    if (headed) rows.push({ row: at + 1, text: line.trim(), values: name ? { id, name } : { id } })
    headed = true
  }
  return { rows, problem: null }
}

function readCells(text: string, delimiter: string): ImportTable {
  // A carriage return before the line feed is left to `trim`: files with both kinds of lines exist.
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter,
    newline: text.includes('\n') ? '\n' : '\r',
  })
  const broken = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row))
  const start = data.findIndex(isFilled)
  const columns = readHeading(data[start] ?? [])
  if (typeof columns === 'string') return failed(columns)
  const rows: ImportRow[] = []
  for (let at = columns.headed ? start + 1 : start; at < data.length; at++) {
    const cells = data[at] ?? []
    if (!isFilled(cells)) continue
    const row: ImportRow = { row: at + 1, text: cells.join(' ').trim(), values: {} }
    if (broken.has(at)) row.problem = 'The quotation marks do not fit together.'
    for (const [column, cell] of cells.entries()) {
      const field = columns.fields[column]
      if (field) row.values[field] = cellValue(field, cell)
      else if (cell.trim()) row.problem ??= `“${cell.trim()}” is in a column without a heading.`
    }
    // Without headings nobody said that the second cell is to be empty.
    if (!columns.headed && row.values.name === '') delete row.values.name
    rows.push(row)
  }
  return { rows, problem: null }
}

const isFilled = (cells: readonly string[]) => cells.some((cell) => cell.trim())

const cellValue = (field: Field, cell: string) =>
  field === 'groups' ? splitGroups(unguardFormula(cell.replace(/\r$/, ''))) : unguardFormula(cell.trim())

/** Which field each column is, or what is wrong with the headings. */
function readHeading(cells: string[]): { fields: (Field | undefined)[]; headed: boolean } | string {
  const headings = cells.map((cell) => cell.trim())
  const fields = headings.map(fieldOf)
  const named = headings.filter(Boolean)
  if (fields.every((field) => !field) && /^(?=.*\d)[a-zA-Z0-9-]{1,64}$/.test(headings[0] ?? ''))
    return headings.length <= 2
      ? { fields: ['id', 'name'], headed: false }
      : `The first line has ${headings.length} cells and is no heading. Put one above it: ${KNOWN}.`
  const unknown = headings.filter((heading, at) => heading && !fields[at])
  if (unknown.length > 0)
    return `The book has no ${unknown.length === 1 ? 'column' : 'columns'} ${quoted(unknown)}. Rename or remove what is not one of: ${KNOWN}.`
  const twice = FIELDS.find((field) => fields.filter((other) => other === field).length > 1)
  if (twice) return `Several columns are the ${FIELD_WORDS[twice]}: ${quoted(named)}. Keep one.`
  if (!fields.includes('id')) return `No column is the Project ID. There are: ${quoted(named)}.`
  return { fields, headed: true }
}

function readJson(text: string): ImportTable {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return failed(`This is not valid JSON: ${(error as Error).message}`)
  }
  if (!Array.isArray(json))
    return failed('JSON has to be an array of entries: [{"id": "…", "name": "…"}, …].')
  return { rows: json.map(readRecord), problem: null }
}

function readRecord(record: unknown, at: number): ImportRow {
  const row: ImportRow = { row: at + 1, text: JSON.stringify(record).slice(0, 200), values: {} }
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    return { ...row, problem: 'It is not an object with the fields of an entry.' }
  const unknown = Object.keys(record).filter((key) => !fieldOf(key))
  if (unknown.length > 0) return { ...row, problem: `The book has no field ${quoted(unknown)}.` }
  for (const [key, value] of Object.entries(record)) {
    const field = fieldOf(key)
    if (!field || value === null) continue
    if (field in row.values) return { ...row, problem: `Two of its fields are the ${FIELD_WORDS[field]}.` }
    const isText = typeof value === 'string'
    row.values[field] = !isText ? value : field === 'groups' ? splitGroups(value) : value.trim()
  }
  return row
}
