import { itemAt } from '#contract/item-at'
import type { Recipient } from '#contract/recipient'
import type { KnownProject, OwnIds } from './recipient-book.ts'
import type { VerdictColumns } from './verdicts.ts'

/** The known recipients on their way to the worker: long strings travel far faster than 50,000 objects. */
export type PackedBook = { ids: string; names: string; accounts: string; own: OwnIds }

/**
 * A message to the worker: a new book, or a text to read with the last book. `decided` as in
 * `parseRecipients`.
 */
export type ToWorker = { book: PackedBook } | { id: number; text: string; decided: ReadonlySet<string> }

/** The worker's answer: the verdicts on a text. */
export type FromWorker = { id: number; columns: VerdictColumns }

export const packBook = (known: readonly Recipient[], own: OwnIds): PackedBook => ({
  ids: known.map(({ id }) => id).join('\n'),
  names: known.map(({ name }) => name.replaceAll('\n', ' ')).join('\n'),
  accounts: known.map(({ accountId }) => accountId).join('\n'),
  own,
})

export function unpackBook({ ids, names, accounts }: PackedBook): KnownProject[] {
  if (ids === '') return []
  const name = names.split('\n')
  const account = accounts.split('\n')
  return ids.split('\n').map((id, at) => ({
    id,
    name: itemAt(name, at),
    accountId: itemAt(account, at),
  }))
}
