import type { Recipient } from '#contract/recipient'

/** A recipient of the book; what is not told is empty. */
export const newRecipient = (more: Partial<Recipient> & { id: string }): Recipient => ({
  name: '',
  accountId: '',
  owner: '',
  notes: '',
  groups: [],
  sources: ['book'],
  firstUsedAt: null,
  lastUsedAt: null,
  written: null,
  ...more,
})
