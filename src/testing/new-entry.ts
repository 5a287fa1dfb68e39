import type { BookEntry } from '#contract/recipient'

/** An entry of the recipient book; what is not told is empty. */
export const newEntry = (id: string, more: Partial<BookEntry> = {}): BookEntry => ({
  id,
  name: '',
  accountId: '',
  owner: '',
  notes: '',
  groups: [],
  ...more,
})
