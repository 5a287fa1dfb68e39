import { sql } from 'kysely'
import type { Position } from '#contract/pair'
import type { NextActor, Retry } from '../../jobs/model/request.ts'
import { given } from '../dialect.ts'
import { type Change, refreshJob } from '../runs/change.ts'
import { hasRefusedRevocations } from '../runs/revocations.ts'
import { replaceToken, toTokenRow } from '../sign-in/job-tokens.ts'
import { FAILED, IMPOSSIBLE, stateNumber, UNSENT } from '../states.ts'
import { NOT_STOPPED } from './stop-job.ts'

/** What of a pair is kept as the result of an earlier attempt. */
const RESULT = [
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
] as const

/**
 * Moves the results of failed, unconfirmed and unsent pairs to the past and opens the pairs again. Impossible
 * pairs get their turn when no others are left: by then a grant may be made, or a place free. An attempt at
 * grants that could not be revoked has no pairs.
 */
export async function retryJob(
  change: Change,
  { projectId, id, only }: { projectId: string; id: string; only?: readonly Position[] | undefined },
  { user, token }: NextActor,
): Promise<Retry> {
  const { trx, now, revision } = change
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
  const repeated = trx
    .selectFrom('pairs')
    .where('job', '=', job.seq)
    .where('state', 'in', states)
    .where(isMeant)
  const { pairs } = await repeated
    .select((eb) => eb.fn.countAll<number>().as('pairs'))
    .executeTakeFirstOrThrow()
  if (pairs === 0 && !(await hasRefusedRevocations(trx, job.seq))) return { outcome: 'CONSOLE.NOTHING' }
  await trx.insertInto('past_pairs').columns(RESULT).expression(repeated.select(RESULT)).execute()
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
      attempt: sql<number>`(select max(n) + 1 from attempts where job = ${job.seq})`,
    })
    .where('job', '=', job.seq)
    .where('state', 'in', states)
    .where(isMeant)
    .execute()
  await trx
    .updateTable('jobs')
    .set({
      status: 'queued',
      ended_at: null,
      problem_code: null,
      problem_message: null,
      place: revision,
      actor_id: user.id,
      actor_name: user.name,
    })
    .set(NOT_STOPPED)
    .where('seq', '=', job.seq)
    .execute()
  await refreshJob(change, job.seq)
  await replaceToken(trx, toTokenRow(job.seq, token, now))
  return { outcome: 'opened', pairs }
}
