import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'

/**
 * The next number of the one sequence of changes. Its row is locked until the change is committed: writers wait for
 * each other, so that changes are seen in the order of their numbers, and no reader's cursor passes one by.
 */
export async function nextRevision(trx: Transaction<Tables>): Promise<number> {
  const row = await trx
    .updateTable('revisions')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return row.value
}
