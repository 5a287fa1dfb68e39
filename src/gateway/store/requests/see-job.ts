import type { Named } from '../../jobs/model/run.ts'
import { type Change, refreshJob } from '../runs/change.ts'

type JobKey = { projectId: string; id: string }

/** Notes that a user has seen how a job ended. The job gets a new revision, so that every window of theirs hears of it. */
export async function seeJob(
  change: Change,
  key: JobKey,
  user: Named,
): Promise<'seen' | 'CONSOLE.NOT_FOUND' | 'CONSOLE.RUNNING'> {
  const seen = await markSeen(change, key, user)
  if (typeof seen === 'string') return seen
  await refreshJob(change, seen.seq)
  return 'seen'
}

/** The same without a revision, where the job gets one anyway. Nothing is noted of a job that has not ended. */
export async function markSeen({ trx }: Change, { projectId, id }: JobKey, user: Named) {
  const job = await trx
    .selectFrom('jobs')
    .select(['seq', 'ended_at'])
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!job) return 'CONSOLE.NOT_FOUND'
  const { seq, ended_at } = job
  if (ended_at === null) return 'CONSOLE.RUNNING'
  await trx
    .insertInto('seen_jobs')
    .values({ user_id: user.id, job: seq, ended_at })
    .onConflict((is) => is.columns(['user_id', 'job']).doUpdateSet({ ended_at }))
    .execute()
  return { seq }
}
