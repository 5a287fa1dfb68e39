import { sql, type Transaction } from 'kysely'
import { given } from './dialect.ts'
import { replaceToken, toTokenRow } from './job-tokens.ts'
import { FAILED, IMPOSSIBLE, UNSENT } from './load-run.ts'
import type { Position } from './new-job.ts'
import { countPairs } from './pair-counts.ts'
import { hasRefusedRevocations } from './revocations.ts'
import { NOT_STOPPED } from './stop-job.ts'
import { stateNumber, type Tables } from './tables.ts'
import type { Heir } from './take-over.ts'

/** What became of the wish for another attempt. */
export type Retry =
  | { outcome: 'opened'; pairs: number }
  | { outcome: 'CONSOLE.NOT_FOUND' | 'CONSOLE.RUNNING' | 'CONSOLE.NOTHING' }

/**
 * Moves the results of failed, unconfirmed and unsent pairs to the past and opens the pairs again, all in one step. Impossible
 * ones get their turn when nothing else is left: by then a grant may be made, or a place free. An attempt at grants that
 * could not be revoked has no pairs. The attempt runs with the rights of whoever wants it. `only`: of these pairs.
 */
export async function retryJob(
  trx: Transaction<Tables>,
  { projectId, id, only }: { projectId: string; id: string; only?: readonly Position[] | undefined },
  { user, token }: Heir,
  { now, revision }: { now: number; revision: number },
): Promise<Retry> {
  const job = await trx
    .selectFrom('jobs')
    .select(['seq', 'ended_at', 'failed', 'unconfirmed', 'unsent', 'impossible'])
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!job) return { outcome: 'CONSOLE.NOT_FOUND' }
  if (job.ended_at === null) return { outcome: 'CONSOLE.RUNNING' }
  const states = job.failed + job.unconfirmed + job.unsent > 0 ? [...FAILED, ...UNSENT] : IMPOSSIBLE
  const positions = sql`select cast(value->>'image' as integer), cast(value->>'project' as integer)
    from ${given(trx, only ?? [])}`
  const isMeant = only ? sql<boolean>`(image, project) in (${positions})` : sql<boolean>`1 = 1`
  const failed = trx
    .selectFrom('pairs')
    .where('job', '=', job.seq)
    .where('state', 'in', states)
    .where(isMeant)
  const { pairs } = await failed
    .select((eb) => eb.fn.countAll<number>().as('pairs'))
    .executeTakeFirstOrThrow()
  if (pairs === 0 && !(await hasRefusedRevocations(trx, job.seq))) return { outcome: 'CONSOLE.NOTHING' }
  await trx
    .insertInto('past_pairs')
    .columns([
      'job',
      'image',
      'project',
      'attempt',
      'state',
      'claim',
      'present',
      'code',
      'message',
      'read_at',
    ])
    .expression(
      failed.select([
        ...(['job', 'image', 'project', 'attempt', 'state', 'claim', 'present', 'code', 'message'] as const),
        'read_at',
      ]),
    )
    .execute()
  const attempt = sql<number>`(select max(n) + 1 from attempts where job = ${job.seq})`
  await trx
    .updateTable('pairs')
    .set({
      state: stateNumber('waiting'),
      claim: null,
      present: null,
      code: null,
      message: null,
      settled: null,
      was_missing: 0,
      attempt,
    })
    .where('job', '=', job.seq)
    .where('state', 'in', states)
    .where(isMeant)
    .execute()
  await trx
    .updateTable('jobs')
    .set({
      ...{ status: 'queued', ended_at: null, problem_code: null, problem_message: null },
      ...{ revision, place: revision, actor_id: user.id, actor_name: user.name },
      ...(await countPairs(trx, job.seq)),
      ...NOT_STOPPED,
      // Whoever tries again wants these pairs as they come.
      confirmed: 0,
    })
    .where('seq', '=', job.seq)
    .execute()
  await replaceToken(trx, toTokenRow(job.seq, token, now))
  return { outcome: 'opened', pairs }
}
