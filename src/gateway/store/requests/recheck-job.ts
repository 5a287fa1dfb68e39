import type { Named, RunJob, RunPair } from '../../jobs/model/run.ts'
import { type Change, refreshJob } from '../runs/change.ts'
import { savePairs } from '../runs/save-pairs.ts'
import { settleStatus } from '../runs/settle-job.ts'

/** Takes what reading the members again showed of a job that has ended. */
export async function recheckJob(
  change: Change,
  o: { job: Pick<RunJob, 'seq' | 'revision'>; pairs: readonly RunPair[]; user: Named },
): Promise<void> {
  const { trx, now, revision } = change
  const { seq } = o.job
  const job = await trx
    .selectFrom('jobs')
    .select(['ended_at', 'revision'])
    .where('seq', '=', seq)
    .executeTakeFirst()
  // Another attempt has begun meanwhile: it will find out by itself.
  if (!job || job.ended_at === null || job.revision !== o.job.revision) return
  await trx
    .insertInto('rechecks')
    .values({ job: seq, at: now, user_id: o.user.id, user_name: o.user.name })
    .execute()
  await savePairs(change, seq, o.pairs)
  // What it saw missing was before what other jobs have done meanwhile.
  await trx
    .updateTable('pairs')
    .set({ was_missing: 0 })
    .where('job', '=', seq)
    .where('settled', '=', revision)
    .execute()
  await settleStatus(trx, seq)
  await refreshJob(change, seq)
}
