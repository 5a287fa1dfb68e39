import Papa from 'papaparse'
import { unguardFormulas } from '#contract/formulas'
import { visible } from '../text/clean-text.ts'
import { type BookField, FIELDS, fieldOf, isLeftOut, splitGroups } from './fields.ts'
import { type ImportRow, type ImportTable, idValue, unreadable, unwrapped } from './import-row.ts'
import { readJsonRecords, readYaml } from './read-records.ts'
import { ROW_PROBLEMS, TEXT_PROBLEMS } from './words.ts'

/** What spreadsheets write above a table to say what separates its cells. */
const SEPARATOR = /^"?sep=(.)"?[ \t]*(?=\r|\n)/i
/** Recognises YAML: a list of entries, a map, or the mark at the beginning of a document. */
const YAML = /^(?:---[ \t]*\r?$|- |[\w.-]{1,64}:(?:[ \t]|\r?$))/m
const BARS = /^[ \t]*[|│┃+┌╭]/

/**
 * Reads a table with headings (CSV, TSV, semicolons, bars), JSON, YAML, or lines of "ID name". Never throws.
 */
export function readTable(input: string): ImportTable {
  const [, separator] = SEPARATOR.exec(input.replace(/^\ufeff/, '')) ?? []
  // The line of the separator becomes empty but stays, so that the rows keep their numbers.
  const text = input.replace(/^\ufeff/, '').replace(SEPARATOR, '')
  const [first = ''] = /\S.*/.exec(text) ?? []
  if (separator) return readCells(text, separator)
  if (/^\s*[[{]/.test(text)) return readJsonRecords(text)
  if (BARS.test(first)) return readRows(text.split(/\r\n|\n|\r/).map(cellsBetweenBars))
  if (YAML.test(first)) return readYaml(text)
  const delimiter = delimiterOf(first)
  return !delimiter || LISTED.test(first) ? readList(text, first) : readCells(text, delimiter)
}

/** The cells of a row that a terminal, or Markdown, draws with bars; none of a border. */
function cellsBetweenBars(line: string): string[] {
  const bare = line.trim().replace(/^[|│┃]|[|│┃]$/g, '')
  return /^[-+=:| ─━┌┬┐├┼┤└┴┘╭╮╰╯│]*$/.test(bare) ? [] : bare.split(/[|│┃]/)
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
    const values = name ? { id: idValue(id), name } : { id: idValue(id) }
    if (headed) rows.push({ row: at + 1, text: line.trim(), values })
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
  return readRows(data, new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row)))
}

/** `broken`: rows whose quotation marks do not fit together. */
function readRows(
  data: readonly string[][],
  broken: ReadonlySet<number | undefined> = new Set(),
): ImportTable {
  const start = data.findIndex(isFilled)
  const columns = readHeading(data[start] ?? [])
  if (typeof columns === 'string') return unreadable(columns)
  const rows: ImportRow[] = []
  for (let at = columns.headed ? start + 1 : start; at < data.length; at++) {
    const cells = data[at] ?? []
    if (!isFilled(cells)) continue
    const row = readRow(cells, columns, at + 1)
    if (broken.has(at)) row.problem = ROW_PROBLEMS.quotes
    rows.push(row)
  }
  return columns.left.length > 0 ? { rows, problem: null, left: columns.left } : { rows, problem: null }
}

function readRow(cells: readonly string[], { fields, headed }: Columns, number: number): ImportRow {
  const row: ImportRow = { row: number, text: cells.join(' ').trim(), values: {} }
  for (const [column, cell] of cells.entries()) {
    const field = fields[column]
    if (field === 'left out') continue
    if (field) row.values[field] = cellValue(field, cell)
    else if (cell.trim()) row.problem ??= ROW_PROBLEMS.noColumn(cell.trim())
  }
  // Without headings, an empty second cell does not mean that the name is to be removed.
  if (!headed && row.values.name === '') delete row.values.name
  return row
}

const isFilled = (cells: readonly string[]) => cells.some((cell) => cell.trim())

function cellValue(field: BookField, cell: string) {
  if (field === 'id' || field === 'accountId') return idValue(cell)
  const text = unguardFormulas(unwrapped(cell.replace(/\r$/, '')))
  return field === 'groups' ? splitGroups(text) : text.trim()
}

type Columns = { fields: (BookField | 'left out' | undefined)[]; headed: boolean; left: string[] }

/** Which field each column is, or what is wrong with the headings. */
function readHeading(cells: string[]): Columns | string {
  const headings = cells.map((cell) => visible(cell).trim())
  const fields = headings.map((heading) => fieldOf(heading) ?? (isLeftOut(heading) ? 'left out' : undefined))
  const named = headings.filter(Boolean)
  if (fields.every((field) => !field) && /^(?=.*\d)[a-zA-Z0-9-]{1,64}$/.test(idValue(headings[0] ?? '')))
    return headings.length <= 2
      ? { fields: ['id', 'name'], headed: false, left: [] }
      : TEXT_PROBLEMS.noHeading(headings.length)
  const unknown = headings.filter((heading, at) => heading && !fields[at])
  if (unknown.length > 0) return TEXT_PROBLEMS.unknownColumns(unknown)
  const twice = FIELDS.find((field) => fields.filter((other) => other === field).length > 1)
  if (twice) return TEXT_PROBLEMS.columnTwice(twice, named)
  if (!fields.includes('id')) return TEXT_PROBLEMS.noIdColumn(named)
  return { fields, headed: true, left: headings.filter((_, at) => fields[at] === 'left out') }
}
