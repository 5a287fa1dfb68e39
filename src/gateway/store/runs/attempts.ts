import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import type { Change } from './change.ts'

/** The attempt that began last; none before the first run. */
export const lastAttempt = (trx: Transaction<Tables>, seq: number) =>
  trx
    .selectFrom('attempts')
    .selectAll()
    .where('job', '=', seq)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Begins another attempt, with the rights that the job has now, unless one is open. */
export async function beginAttempt({ trx, now }: Change, seq: number): Promise<void> {
  const last = await lastAttempt(trx, seq)
  if (last && last.ended_at === null) return
  const n = (last?.n ?? 0) + 1
  const { actor_id, actor_name } = await trx
    .updateTable('jobs')
    .set({ attempt: n, started_at: now })
    .where('seq', '=', seq)
    .returning(['actor_id', 'actor_name'])
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('attempts')
    .values({ job: seq, n, started_at: now, ended_at: null, user_id: actor_id, user_name: actor_name })
    .execute()
}

/** Ends the open attempt of a job, and stores in it who asked the job to stop, if anybody did. */
export async function endAttempt({ trx, now }: Change, seq: number): Promise<void> {
  await trx
    .updateTable('attempts')
    .set({
      ended_at: now,
      stop_at: sql<number | null>`(select stop_at from jobs where seq = ${seq})`,
      stop_user_id: sql<string | null>`(select stop_user_id from jobs where seq = ${seq})`,
      stop_user_name: sql<string | null>`(select stop_user_name from jobs where seq = ${seq})`,
    })
    .where('job', '=', seq)
    .where('ended_at', 'is', null)
    .execute()
}
