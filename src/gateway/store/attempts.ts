import type { Kysely, Transaction } from 'kysely'
import type { Attempt } from '#contract/job'
import { toCounts } from './pair-counts.ts'
import type { Tables } from './tables.ts'

/** The attempts of a job, oldest first, each with what came of the pairs that it was about. */
export async function attemptsOf(db: Kysely<Tables>, seq: number): Promise<Attempt[]> {
  const attempts = await db
    .selectFrom('attempts')
    .select(['n', 'started_at', 'ended_at', 'user_id', 'user_name'])
    .where('job', '=', seq)
    .orderBy('n')
    .execute()
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
  return attempts.map(({ n, started_at, ended_at, user_id, user_name }) => ({
    number: n,
    user: { id: user_id, name: user_name },
    startedAt: started_at,
    endedAt: ended_at,
    pairs: toCounts(counted.filter(({ attempt }) => attempt === n)),
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

/** With whose rights each attempt of a job ran, by its number. */
export async function personsOf(
  db: Kysely<Tables>,
  seq: number,
): Promise<Map<number, { id: string; name: string }>> {
  const rows = await db
    .selectFrom('attempts')
    .select(['n', 'user_id as id', 'user_name as name'])
    .where('job', '=', seq)
    .execute()
  return new Map(rows.map(({ n, id, name }) => [n, { id, name }]))
}
