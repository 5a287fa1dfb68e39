import Papa from 'papaparse'
import { guardFormulas } from '#contract/formulas'
import type { BookEntry, Recipient } from '#contract/recipient'
import { FIELDS, joinGroups } from './fields.ts'
import { FIELD_WORDS } from './words.ts'

/** What the book can take back of a recipient. */
export const bookEntryOf = ({ id, name, accountId, owner, notes, groups }: Recipient): BookEntry => ({
  id,
  name,
  accountId,
  owner,
  notes,
  groups,
})

/** For spreadsheets: the byte order mark tells Excel that it is UTF-8, formulas are made text. */
const toCsv = (entries: readonly BookEntry[]): string =>
  `\ufeff${Papa.unparse({
    fields: Object.values(FIELD_WORDS),
    data: entries.map((entry) =>
      FIELDS.map((field) => guardFormulas(field === 'groups' ? joinGroups(entry.groups) : entry[field])),
    ),
  })}\r\n`

type Format = { word: string; ending: string; type: string; write: (entries: BookEntry[]) => string }

export const FORMATS: readonly Format[] = [
  { word: 'CSV', ending: 'csv', type: 'text/csv', write: toCsv },
  {
    word: 'JSON',
    ending: 'json',
    type: 'application/json',
    write: (entries) => `${JSON.stringify(entries, null, 2)}\n`,
  },
]

/** Hands recipients to the browser as a file that the import takes back. */
export function downloadEntries({ ending, type, write }: Format, recipients: readonly Recipient[]) {
  const url = URL.createObjectURL(new Blob([write(recipients.map(bookEntryOf))], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = `recipients.${ending}`
  link.click()
  URL.revokeObjectURL(url)
}
