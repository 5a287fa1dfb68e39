import Papa from 'papaparse'
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
      FIELDS.map((field) => guardFormula(field === 'groups' ? joinGroups(entry.groups) : entry[field])),
    ),
  })}\r\n`

/** The book for programs. */
export const bookToJson = (entries: readonly BookEntry[]): string => `${JSON.stringify(entries, null, 2)}\n`

/**
 * Spreadsheets run a cell that begins like a formula. An apostrophe in front makes it text. A text that
 * already has apostrophes there gets one more, so that taking one off always gives back the text.
 */
const guardFormula = (text: string) => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** Takes off the apostrophe that `guardFormula` put in front. */
export const unguardFormula = (text: string) => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text)
