import type { Kysely } from 'kysely'
import type { Attempt } from '#contract/job'
import { toCounts } from './pair-counts.ts'
import type { Tables } from './tables.ts'

/** The attempts of a job, oldest first, each with what came of the pairs that it was about. */
export async function attemptsOf(db: Kysely<Tables>, seq: number): Promise<Attempt[]> {
  const attempts = await db
    .selectFrom('attempts')
    .select(['n', 'started_at', 'ended_at'])
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
  return attempts.map(({ n, started_at, ended_at }) => ({
    number: n,
    startedAt: started_at,
    endedAt: ended_at,
    pairs: toCounts(counted.filter(({ attempt }) => attempt === n)),
  }))
}
