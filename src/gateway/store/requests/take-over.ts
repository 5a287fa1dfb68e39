import { NEEDS_SIGN_IN } from '#contract/job'
import type { NextActor } from '../../jobs/model/request.ts'
import { lastAttempt } from '../runs/attempts.ts'
import type { Change } from '../runs/change.ts'
import { replaceToken, toTokenRow } from '../sign-in/job-tokens.ts'
import { OPEN } from '../states.ts'

/**
 * From now on the job runs with the rights of this user. The rest of it is another attempt, so that attempts
 * and calls tell who did what. False when the project has no such job, or the job does not wait for a sign-in
 * any more.
 */
export async function takeOverJob(
  { trx, now, revision }: Change,
  job: { projectId: string; id: string },
  { user, token }: NextActor,
): Promise<boolean> {
  const row = await trx
    .updateTable('jobs')
    .set({
      actor_id: user.id,
      actor_name: user.name,
      revision,
      status: 'queued',
      problem_code: null,
      problem_message: null,
    })
    .where('project_id', '=', job.projectId)
    .where('id', '=', job.id)
    .where('status', '=', 'waiting')
    .where('problem_code', '=', NEEDS_SIGN_IN)
    .returning('seq')
    .executeTakeFirst()
  if (!row) return false
  await replaceToken(trx, toTokenRow(row.seq, token, now))
  const last = await lastAttempt(trx, row.seq)
  if (!last || last.ended_at !== null || last.user_id === user.id) return true
  await trx
    .updateTable('attempts')
    .set({ ended_at: now })
    .where('job', '=', row.seq)
    .where('n', '=', last.n)
    .execute()
  await trx
    .updateTable('pairs')
    .set({ attempt: last.n + 1 })
    .where('job', '=', row.seq)
    .where('state', 'in', OPEN)
    .execute()
  return true
}
