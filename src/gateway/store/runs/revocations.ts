import type { Kysely, Transaction } from 'kysely'
import type { Revocation } from '#contract/job'
import type { Position } from '#contract/pair'
import { ACHIEVED } from '../states.ts'
import type { Tables } from '../tables.ts'
import type { Change } from './change.ts'

/** Pairs of a job that are as it wanted them, by its doing or not. */
export const achievedPairs = (db: Kysely<Tables>, seq: number): Promise<Position[]> =>
  db
    .selectFrom('pairs')
    .select(['image', 'project'])
    .where('job', '=', seq)
    .where('state', 'in', ACHIEVED)
    .execute()

/** Stores what became of key grants that a job was to take back, in place of what was known of them. */
export async function saveRevocations(
  { trx }: Change,
  seq: number,
  ends: readonly Revocation[],
): Promise<void> {
  for (const { keyId, accountId, grantId, code, message } of ends)
    await trx
      .insertInto('revocations')
      .values({ job: seq, key_id: keyId, account_id: accountId, grant_id: grantId, code, message })
      .onConflict((conflict) => conflict.columns(['job', 'grant_id']).doUpdateSet({ code, message }))
      .execute()
}

/** Whether the cloud refused to revoke a grant that this job was to take back. */
export async function hasRefusedRevocations(trx: Transaction<Tables>, seq: number): Promise<boolean> {
  const refused = await trx
    .selectFrom('revocations')
    .select('grant_id')
    .where('job', '=', seq)
    .where('code', 'is not', null)
    .where('code', '<>', 'CONSOLE.GRANT_NEEDED')
    .executeTakeFirst()
  return refused !== undefined
}
