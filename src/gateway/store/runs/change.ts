import type { Kysely, Transaction } from 'kysely'
import { wentWrong } from '#contract/job'
import { toFacts } from '../history/job-rows.ts'
import type { Tables } from '../tables.ts'
import { countPairs } from './pair-counts.ts'

/** One write: its transaction, the revision that it makes, and when, in ms since 1970. */
export type Change = { trx: Transaction<Tables>; revision: number; now: number }

/** Runs writes as changes. */
export type Changes = <T>(write: (change: Change) => Promise<T>) => Promise<T>

/**
 * Makes each write one transaction with a revision of its own. The revision comes first: of two writes, such
 * as two submissions with one key, the second waits here for the first.
 */
export const createChanges =
  (db: Kysely<Tables>, now: () => number): Changes =>
  (write) =>
    db.transaction().execute(async (trx) => write({ trx, revision: await nextRevision(trx), now: now() }))

/**
 * The next number of the one sequence of changes. Its row is locked until the change is committed: writers
 * wait for each other, so that changes are seen in the order of their numbers, and no reader's cursor passes
 * one by.
 */
async function nextRevision(trx: Transaction<Tables>): Promise<number> {
  const row = await trx
    .updateTable('revisions')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return row.value
}

/**
 * Writes what follows from the rest of a job: its counters, whether it went wrong, and its revision. Counters
 * are counted, not kept up by hand, so they cannot drift from the pairs.
 */
export async function refreshJob({ trx, revision }: Change, seq: number): Promise<void> {
  const counts = await countPairs(trx, seq)
  const row = await trx
    .updateTable('jobs')
    .set(counts)
    .set({ revision })
    .where('seq', '=', seq)
    .returningAll()
    .executeTakeFirst()
  const wrong = row ? Number(wentWrong(toFacts(row))) : 0
  if (row?.went_wrong === wrong) return
  await trx.updateTable('jobs').set({ went_wrong: wrong }).where('seq', '=', seq).execute()
}
