import { BOOK_LIMITS, type BookEntry, bookEntry, type Recipient } from '#contract/recipient'
import { count } from '../format.ts'
import { FIELD_WORDS, FIELDS, type Field } from './fields.ts'
import type { ImportRow } from './import-row.ts'

/** A field of an entry as it is and as it will be. */
export type Change = { field: Field; from: string | string[]; to: string | string[] }

/** What will become of a row. `row` and `text` say which one it is. */
export type ImportVerdict = { row: number; text: string } & (
  | { kind: 'new' | 'same'; entry: BookEntry }
  | { kind: 'changed'; entry: BookEntry; changes: Change[] }
  | { kind: 'refused'; why: string }
)
export type VerdictKind = ImportVerdict['kind']

/** In the order of the screen: what needs a look comes first. */
export const VERDICT_KINDS = ['refused', 'changed', 'new', 'same'] as const satisfies VerdictKind[]

const NOTHING: Omit<BookEntry, 'id'> = { name: '', accountId: '', owner: '', notes: '', groups: [] }

/**
 * Compares rows with the book. Every row gets exactly one verdict, in the order of the rows; of several rows with one
 * ID the first counts. What a row does not say stays as the book has it.
 */
export function judgeImport(
  rows: readonly ImportRow[],
  known: readonly Recipient[],
  own: string,
): ImportVerdict[] {
  const book = new Map(known.filter(({ sources }) => sources.includes('book')).map((r) => [r.id, r]))
  const taken = new Map<string, number>()
  return rows.map(({ row, text, values, problem }): ImportVerdict => {
    const refused = (why: string): ImportVerdict => ({ row, text, kind: 'refused', why })
    if (problem) return refused(problem)
    const before = book.get(String(values.id))
    const read = bookEntry.safeParse(laidOver(before ?? NOTHING, values))
    if (!read.success) {
      const [issue] = read.error.issues
      return refused(whyInvalid(values, issue?.path[0] as Field, issue?.code))
    }
    const entry = read.data
    if (entry.id.toLowerCase() === own.toLowerCase()) return refused('This is your own project.')
    const first = taken.get(entry.id)
    if (first !== undefined) return refused(`Duplicate of row ${first}.`)
    taken.set(entry.id, row)
    if (!before) return { row, text, kind: 'new', entry }
    const changed = FIELDS.filter((field) => !isSame(before[field], entry[field]))
    const changes = changed.map((field) => ({ field, from: before[field], to: entry[field] }))
    return changes.length > 0
      ? { row, text, kind: 'changed', entry, changes }
      : { row, text, kind: 'same', entry }
  })
}

/** Spelled out: spreading objects for 100,000 rows takes seconds. */
const laidOver = (before: Omit<BookEntry, 'id'>, values: ImportRow['values']) => ({
  id: values.id,
  name: values.name ?? before.name,
  accountId: values.accountId ?? before.accountId,
  owner: values.owner ?? before.owner,
  notes: values.notes ?? before.notes,
  groups: values.groups ?? before.groups,
})

const isSame = (a: string | string[], b: string | string[]) =>
  typeof a === 'string' || typeof b === 'string'
    ? a === b
    : new Set([...a, ...b]).size === a.length && a.length === new Set(b).size

/** What does not fit, in words. */
function whyInvalid(values: ImportRow['values'], field: Field, code: string | undefined): string {
  const value = values[field]
  if (field === 'id') return whyBadId(value)
  const label = FIELD_WORDS[field]
  if (field === 'groups')
    return Array.isArray(value) && value.length > BOOK_LIMITS.groups
      ? `More than ${BOOK_LIMITS.groups} groups.`
      : `Groups are texts of 1 to ${BOOK_LIMITS.group} characters.`
  if (typeof value !== 'string') return `${label} is not a text.`
  if (field === 'accountId') return `${label} “${value}”: only letters, digits and dashes, at most 64.`
  if (code === 'too_big')
    return `${label} has ${count(value.length)} characters, at most ${count(BOOK_LIMITS[field])} fit.`
  return `${label} has line breaks or control characters.`
}

function whyBadId(id: unknown): string {
  if (id === undefined || id === '') return 'No project ID.'
  if (typeof id !== 'string') return 'The project ID is not a text.'
  if (/^\d+[.,]\d+E\+\d+$/i.test(id))
    return 'A spreadsheet made a number of this ID. Format the column as text.'
  if (id.length > 64) return `The project ID has ${count(id.length)} characters, at most 64 fit.`
  return 'A project ID has only letters, digits and dashes.'
}
