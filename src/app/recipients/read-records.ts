import { parse } from 'yaml'
import { type BookField, fieldOf, isLeftOut, splitGroups } from './fields.ts'
import { type ImportRow, type ImportTable, idValue, unreadable } from './import-row.ts'
import { ROW_PROBLEMS, TEXT_PROBLEMS } from './words.ts'

/** Reads a JSON array of entries. */
export function readJsonRecords(text: string): ImportTable {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return unreadable(TEXT_PROBLEMS.noJson((error as Error).message))
  }
  if (!Array.isArray(json)) return unreadable(TEXT_PROBLEMS.noJsonArray)
  return readRecords(json)
}

/**
 * Reads a YAML list of entries, or a map from IDs to names. All values are texts: `123e456` is no number
 * here.
 */
export function readYaml(text: string): ImportTable {
  let yaml: unknown
  try {
    yaml = parse(text, { schema: 'failsafe' })
  } catch (error) {
    return unreadable(TEXT_PROBLEMS.noYaml((error as Error).message))
  }
  if (Array.isArray(yaml)) return readRecords(yaml.map(entryOfText))
  if (isObject(yaml) && Object.values(yaml).every((value) => typeof value === 'string') && !hasFields(yaml))
    return readRecords(Object.entries(yaml).map(([id, name]) => ({ id, name })))
  return unreadable(TEXT_PROBLEMS.noYamlList)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasFields = (record: Record<string, unknown>) => Object.keys(record).some((key) => fieldOf(key))

/** "9c61… Acme": an entry of a list that is only a text. */
function entryOfText(entry: unknown): unknown {
  if (typeof entry !== 'string') return entry
  const [, id, name] = /^(\S+)(?:\s+(.*))?$/s.exec(entry) ?? []
  return name ? { id, name } : { id }
}

function readRecords(records: readonly unknown[]): ImportTable {
  const left = new Set<string>()
  const rows = records.map((record, at) => readRecord(record, at, left))
  return left.size > 0 ? { rows, problem: null, left: [...left] } : { rows, problem: null }
}

function readRecord(record: unknown, at: number, left: Set<string>): ImportRow {
  const row: ImportRow = { row: at + 1, text: JSON.stringify(record).slice(0, 200), values: {} }
  if (!isObject(record)) return { ...row, problem: ROW_PROBLEMS.noObject }
  const unknown = Object.keys(record).filter((key) => !fieldOf(key) && !isLeftOut(key))
  if (unknown.length > 0) return { ...row, problem: ROW_PROBLEMS.unknownFields(unknown) }
  for (const [key, value] of Object.entries(record)) {
    const field = fieldOf(key)
    if (!field) left.add(key)
    if (!field || value === null) continue
    if (field in row.values) return { ...row, problem: ROW_PROBLEMS.fieldTwice(field) }
    row.values[field] = typeof value === 'string' ? textValue(field, value) : value
  }
  return row
}

function textValue(field: BookField, text: string) {
  if (field === 'groups') return splitGroups(text)
  return field === 'id' || field === 'accountId' ? idValue(text) : text.trim()
}
