import type { Kysely } from 'kysely'
import type { Attempt } from '#contract/job'
import { toCounts } from '../runs/pair-counts.ts'
import type { Tables } from '../tables.ts'
import { toStop } from './job-rows.ts'

/** The attempts of a job, oldest first, each with the results of its pairs. */
export async function attemptsOf(db: Kysely<Tables>, seq: number): Promise<Attempt[]> {
  const attempts = await db.selectFrom('attempts').selectAll().where('job', '=', seq).orderBy('n').execute()
  const counted = await db
    .selectFrom('pairs')
    .select((eb) => ['attempt', 'state', eb.fn.countAll<number>().as('count')])
    .where('job', '=', seq)
    .groupBy(['attempt', 'state'])
    .unionAll((eb) =>
      eb
        .selectFrom('past_pairs')
        .select((past) => ['attempt', 'state', past.fn.countAll<number>().as('count')])
        .where('job', '=', seq)
        .groupBy(['attempt', 'state']),
    )
    .execute()
  return attempts.map((attempt) => ({
    number: attempt.n,
    user: { id: attempt.user_id, name: attempt.user_name },
    startedAt: attempt.started_at,
    endedAt: attempt.ended_at,
    stop: toStop(attempt),
    pairs: toCounts(counted.filter((row) => row.attempt === attempt.n)),
  }))
}

/** By the number of each attempt of a job: the user whose rights it ran with, and who stopped it. */
export async function personsOf(
  db: Kysely<Tables>,
  seq: number,
): Promise<Map<number, Pick<Attempt, 'user' | 'stop'>>> {
  const rows = await db.selectFrom('attempts').selectAll().where('job', '=', seq).execute()
  return new Map(
    rows.map((row) => [row.n, { user: { id: row.user_id, name: row.user_name }, stop: toStop(row) }]),
  )
}
