import { type Kysely, type Selectable, sql } from 'kysely'
import { type JobDetail, wantsPresent } from '#contract/job'
import { proofsOf } from '../runs/proofs.ts'
import { ACHIEVED } from '../states.ts'
import type { JobsTable, Tables } from '../tables.ts'
import { attemptsOf } from './attempts.ts'
import { listsOf } from './job-lists.ts'
import { toFacts } from './job-rows.ts'

/** A job as everybody sees it. */
export type StoredDetail = Omit<JobDetail, 'seen'>

/** Everything about a job except its pairs, which are paged. */
export async function jobDetailOf(db: Kysely<Tables>, row: Selectable<JobsTable>): Promise<StoredDetail> {
  const calls = await db
    .selectFrom('calls')
    .select([
      'attempt',
      'method',
      'path',
      'image_count as images',
      'project_count as projects',
      'cloud_job_id as cloudJobId',
      'status',
      'code',
      'message',
      'request_id as requestId',
      'started_at as startedAt',
      'ended_at as endedAt',
      'user_id as userId',
      'user_name as userName',
    ])
    .where('job', '=', row.seq)
    .orderBy('n')
    .execute()
  const undos = await db
    .selectFrom('jobs')
    .select('id')
    .where('undo_of', '=', row.id)
    .where('project_id', '=', row.project_id)
    .orderBy('seq')
    .execute()
  const isGone = sql`withdrawn = 0 and state in (${sql.join(ACHIEVED)}) and present <> ${Number(wantsPresent(row.action))}`
  const { readAt, claimed, gone } = await db
    .selectFrom('pairs')
    .select((eb) => [
      eb.fn.max('read_at').as('readAt'),
      sql<number>`coalesce(sum(claim), 0)`.as('claimed'),
      sql<number>`coalesce(sum(case when ${isGone} then 1 else 0 end), 0)`.as('gone'),
    ])
    .where('job', '=', row.seq)
    .executeTakeFirstOrThrow()
  const revocations = await db
    .selectFrom('revocations')
    .select(['key_id as keyId', 'account_id as accountId', 'grant_id as grantId', 'code', 'message'])
    .where('job', '=', row.seq)
    .orderBy('grant_id')
    .execute()
  const rechecks = await db
    .selectFrom('rechecks')
    .select(['at', 'user_id', 'user_name'])
    .where('job', '=', row.seq)
    .orderBy('at')
    .execute()
  return {
    ...toFacts(row),
    project: { id: row.project_id, name: row.project_name },
    ...(await listsOf(db, row.seq)),
    plan:
      row.plan === null
        ? null
        : { unread: 0, ...JSON.parse(row.plan), firstTime: JSON.parse(row.first_time) },
    vaultId: row.vault_id,
    undos: undos.map(({ id }) => id),
    attempts: await attemptsOf(db, row.seq),
    readAt,
    claimed: Number(claimed),
    gone: Number(gone),
    proves: row.proves === 1,
    proofs: await proofsOf(db, row.seq),
    rechecks: rechecks.map(({ at, user_id, user_name }) => ({ at, user: { id: user_id, name: user_name } })),
    calls: calls.map(({ userId, userName, ...call }) => ({ ...call, user: { id: userId, name: userName } })),
    revocations,
  }
}
