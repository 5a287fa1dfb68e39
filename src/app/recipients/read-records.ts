import { parse } from 'yaml'
import { FIELD_WORDS, type Field, fieldOf, isLeftOut, splitGroups } from './fields.ts'
import { failed, type ImportRow, type ImportTable, idValue, quoted } from './import-row.ts'

/** Reads a JSON array of entries. */
export function readJsonRecords(text: string): ImportTable {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return failed(`This is not valid JSON: ${(error as Error).message}`)
  }
  if (!Array.isArray(json))
    return failed('JSON has to be an array of entries: [{"id": "…", "name": "…"}, …].')
  return readRecords(json)
}

/** Reads a YAML list of entries, or a map from IDs to names. All values are texts: `123e456` is no number here. */
export function readYaml(text: string): ImportTable {
  let yaml: unknown
  try {
    yaml = parse(text, { schema: 'failsafe' })
  } catch (error) {
    return failed(`This is not valid YAML: ${(error as Error).message}`)
  }
  if (Array.isArray(yaml)) return readRecords(yaml.map(entryOfText))
  if (isObject(yaml) && Object.values(yaml).every((value) => typeof value === 'string') && !hasFields(yaml))
    return readRecords(Object.entries(yaml).map(([id, name]) => ({ id, name })))
  return failed('YAML has to be a list of entries, each with “id:” and “name:”, or a map from IDs to names.')
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
  if (!isObject(record)) return { ...row, problem: 'It is not an object with the fields of an entry.' }
  const unknown = Object.keys(record).filter((key) => !fieldOf(key) && !isLeftOut(key))
  if (unknown.length > 0) return { ...row, problem: `The book has no field ${quoted(unknown)}.` }
  for (const [key, value] of Object.entries(record)) {
    const field = fieldOf(key)
    if (!field) left.add(key)
    if (!field || value === null) continue
    if (field in row.values) return { ...row, problem: `Two of its fields are the ${FIELD_WORDS[field]}.` }
    row.values[field] = typeof value === 'string' ? textValue(field, value) : value
  }
  return row
}

function textValue(field: Field, text: string) {
  if (field === 'groups') return splitGroups(text)
  return field === 'id' || field === 'accountId' ? idValue(text) : text.trim()
}
