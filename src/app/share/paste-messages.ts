import type { Recipient } from '#contract/recipient'
import type { Columns } from './verdicts.ts'

/** The known recipients on their way to the worker: two long strings travel far faster than 50,000 objects. */
export type PackedBook = { ids: string; names: string; own: string }

/** To the worker: a new book, or a text to read with the last one. */
export type ToWorker = { book: PackedBook } | { id: number; text: string }

/** From the worker: the verdicts on a text. */
export type FromWorker = { id: number; columns: Columns }

export const packBook = (known: readonly Recipient[], own: string): PackedBook => ({
  ids: known.map(({ id }) => id).join('\n'),
  names: known.map(({ name }) => name.replaceAll('\n', ' ')).join('\n'),
  own,
})

export function unpackBook({ ids, names }: PackedBook): { id: string; name: string }[] {
  if (ids === '') return []
  const name = names.split('\n')
  return ids.split('\n').map((id, at) => ({ id, name: name[at] ?? '' }))
}
