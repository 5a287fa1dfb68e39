import { type Kysely, sql, type Transaction } from 'kysely'
import type { Proof } from '#contract/proof'
import type { Tables } from '../tables.ts'

/** Keeps a proof with its job. */
export async function saveProof(trx: Transaction<Tables>, seq: number, { at, user, ...read }: Proof) {
  await trx
    .insertInto('proofs')
    .values({ job: seq, at, user_id: user.id, user_name: user.name, read: JSON.stringify(read) })
    .execute()
}

/** The proofs of a job, oldest first. */
export async function proofsOf(db: Kysely<Tables>, seq: number): Promise<Proof[]> {
  const rows = await db.selectFrom('proofs').selectAll().where('job', '=', seq).orderBy(sql`at`).execute()
  return rows.map(({ at, user_id, user_name, read }) => ({
    ...JSON.parse(read),
    ...{ at, user: { id: user_id, name: user_name } },
  }))
}
