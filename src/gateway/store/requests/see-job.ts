import type { Named } from '../../jobs/model/run.ts'
import { type Change, refreshJob } from '../runs/change.ts'
import { endOf, type JobKey } from './end-of.ts'

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
export async function markSeen({ trx }: Change, key: JobKey, user: Named) {
  const job = await endOf(trx, key)
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
