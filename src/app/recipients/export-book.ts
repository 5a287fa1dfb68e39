import Papa from 'papaparse'
import { guardFormulas } from '#contract/formulas'
import type { BookEntry, Recipient } from '#contract/recipient'
import { FIELDS, joinGroups } from './fields.ts'
import { FIELD_WORDS } from './words.ts'

/** The entries of the book among the known recipients, with nothing that the book cannot take back. */
export const bookEntries = (recipients: readonly Recipient[]): BookEntry[] =>
  recipients
    .filter(({ sources }) => sources.includes('book'))
    .map(({ id, name, accountId, owner, notes, groups }) => ({ id, name, accountId, owner, notes, groups }))

/** The book for spreadsheets: the byte order mark tells Excel that it is UTF-8, formulas are made text. */
export const bookToCsv = (entries: readonly BookEntry[]): string =>
  `\ufeff${Papa.unparse({
    fields: Object.values(FIELD_WORDS),
    data: entries.map((entry) =>
      FIELDS.map((field) => guardFormulas(field === 'groups' ? joinGroups(entry.groups) : entry[field])),
    ),
  })}\r\n`

/** The book for programs. */
export const bookToJson = (entries: readonly BookEntry[]): string => `${JSON.stringify(entries, null, 2)}\n`
