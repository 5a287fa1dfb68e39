import { findNamesForIds, nameForIdText } from '#contract/names-for-ids'
import { BOOK_LIMITS, type BookEntry, bookEntry, type Recipient } from '#contract/recipient'
import { type BookField, FIELDS } from './fields.ts'
import type { ImportRow } from './import-row.ts'
import { ROW_PROBLEMS } from './words.ts'

/** A field of an entry as it is and as it will be. */
export type FieldChange = { field: BookField; from: string | string[]; to: string | string[] }

/** What an import does with a row. `row` and `text` say which one it is. */
export type ImportVerdict = { row: number; text: string } & (
  | { kind: 'new' | 'same'; entry: BookEntry }
  | { kind: 'changed'; entry: BookEntry; changes: FieldChange[] }
  | { kind: 'refused'; why: string }
)
/** The project that owns the images. */
export type OwnProject = { id: string; name: string }
export type VerdictKind = ImportVerdict['kind']

/** In the order of the screen: rows that need a look come first. */
export const VERDICT_KINDS = ['refused', 'changed', 'new', 'same'] as const satisfies VerdictKind[]

const NOTHING: Omit<BookEntry, 'id'> = { name: '', accountId: '', owner: '', notes: '', groups: [] }

/**
 * Compares rows with the book. Every row gets exactly one verdict, in the order of the rows; of several rows
 * with one ID the first counts, and a name in place of an ID is refused. What a row does not say stays as the book has it.
 */
export function judgeImport(
  rows: readonly ImportRow[],
  known: readonly Recipient[],
  own: OwnProject,
): ImportVerdict[] {
  const ids = rows.map(({ values }) => String(values.id))
  const names = new Map(
    findNamesForIds(ids, { known, own, historyCounts: false }).map((name) => [
      name.text,
      nameForIdText(name),
    ]),
  )
  const book = new Map(known.filter(({ sources }) => sources.includes('book')).map((r) => [r.id, r]))
  const taken = new Map<string, number>()
  return rows.map(({ row, text, values, problem }): ImportVerdict => {
    const refused = (why: string): ImportVerdict => ({ row, text, kind: 'refused', why })
    if (problem) return refused(problem)
    const name = names.get(String(values.id))
    if (name) return refused(name)
    const before = book.get(String(values.id))
    const read = bookEntry.safeParse(laidOver(before ?? NOTHING, values))
    if (!read.success) {
      const [issue] = read.error.issues
      return refused(whyInvalid(values, issue?.path[0] as BookField, issue?.code))
    }
    const entry = read.data
    if (entry.id.toLowerCase() === own.id.toLowerCase()) return refused(ROW_PROBLEMS.ownProject)
    const first = taken.get(entry.id)
    if (first !== undefined) return refused(ROW_PROBLEMS.duplicate(first))
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

/** Why a field does not fit, in words. */
function whyInvalid(values: ImportRow['values'], field: BookField, code: string | undefined): string {
  const value = values[field]
  if (field === 'id') return whyBadId(value)
  if (field === 'groups')
    return Array.isArray(value) && value.length > BOOK_LIMITS.groups
      ? ROW_PROBLEMS.tooManyGroups
      : ROW_PROBLEMS.badGroups
  if (typeof value !== 'string') return ROW_PROBLEMS.noText(field)
  if (field === 'accountId') return ROW_PROBLEMS.badAccount(value)
  return code === 'too_big'
    ? ROW_PROBLEMS.tooLong(field, { has: value.length, fit: BOOK_LIMITS[field] })
    : ROW_PROBLEMS.notOneLine(field)
}

function whyBadId(id: unknown): string {
  if (id === undefined || id === '') return ROW_PROBLEMS.noId
  if (typeof id !== 'string') return ROW_PROBLEMS.idNoText
  if (/^\d+[.,]\d+E\+\d+$/i.test(id)) return ROW_PROBLEMS.idIsNumber
  return id.length > 64 ? ROW_PROBLEMS.idTooLong(id.length) : ROW_PROBLEMS.badId
}
