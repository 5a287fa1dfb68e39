import { itemAt } from '#contract/item-at'
import type { Named, RunJob, RunPair } from '../../jobs/model/run.ts'
import { type Change, refreshJob } from '../runs/change.ts'
import { groupsOf, POSITIONS, savePairs } from '../runs/save-pairs.ts'
import { settleStatus } from '../runs/settle-job.ts'
import { ACHIEVED, stateNumber } from '../states.ts'

/** Notes what is true now of pairs that are as their job wanted them: what the job did to them, and when, stays. */
async function saveReadings({ trx }: Change, seq: number, pairs: readonly RunPair[]): Promise<void> {
  for (const group of groupsOf(pairs, ({ image, present, readAt }) => `${image} ${present} ${readAt}`)) {
    const [first] = group
    if (!first) continue
    for (let at = 0; at < group.length; at += POSITIONS)
      await trx
        .updateTable('pairs')
        .set({ present: first.present === null ? null : Number(first.present), read_at: first.readAt })
        .where('job', '=', seq)
        .where('image', '=', first.image)
        .where(
          'project',
          'in',
          group.slice(at, at + POSITIONS).map(({ project }) => project),
        )
        .execute()
  }
}

/** Takes what reading the members again showed of a job that has ended: its pairs as they are now, in the order of `open`. */
export async function recheckJob(
  change: Change,
  o: { job: Pick<RunJob, 'seq' | 'revision' | 'open'>; pairs: readonly RunPair[]; user: Named },
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
  const wasAchieved = (_: RunPair, n: number) => ACHIEVED.includes(stateNumber(itemAt(o.job.open, n).state))
  await savePairs(
    change,
    seq,
    o.pairs.filter((pair, n) => !wasAchieved(pair, n)),
  )
  await saveReadings(change, seq, o.pairs.filter(wasAchieved))
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
