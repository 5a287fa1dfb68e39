import type { Kysely, Transaction } from 'kysely'
import type { Attempt } from '#contract/job'
import { toCounts } from '../runs/pair-counts.ts'
import type { Tables } from '../tables.ts'
import { toStop } from './job-rows.ts'

/** The attempts of a job, oldest first, each with what came of the pairs that it was about. */
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

/** Begins an attempt with the rights of the user whose the job is now. */
export async function beginAttempt(
  trx: Transaction<Tables>,
  seq: number,
  { n, started_at }: { n: number; started_at: number },
): Promise<void> {
  const { actor_id, actor_name } = await trx
    .selectFrom('jobs')
    .select(['actor_id', 'actor_name'])
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('attempts')
    .values({ job: seq, n, started_at, ended_at: null, user_id: actor_id, user_name: actor_name })
    .execute()
}

/** With whose rights each attempt of a job ran and who stopped it, by its number. */
export async function personsOf(
  db: Kysely<Tables>,
  seq: number,
): Promise<Map<number, Pick<Attempt, 'user' | 'stop'>>> {
  const rows = await db.selectFrom('attempts').selectAll().where('job', '=', seq).execute()
  return new Map(
    rows.map((row) => [row.n, { user: { id: row.user_id, name: row.user_name }, stop: toStop(row) }]),
  )
}
