import type { Kysely, Selectable } from 'kysely'
import type { JobDetail } from '#contract/job'
import { attemptsOf } from './attempts.ts'
import { toSummary } from './job-rows.ts'
import type { JobsTable, Tables } from './tables.ts'

/** All of a job but its pairs, which are paged. */
export async function jobDetailOf(db: Kysely<Tables>, row: Selectable<JobsTable>): Promise<JobDetail> {
  const images = await db
    .selectFrom('job_images')
    .select(['image_id as id', 'name'])
    .where('job', '=', row.seq)
    .orderBy('n')
    .execute()
  const projects = await db
    .selectFrom('job_projects')
    .select(['project_id as id', 'name'])
    .where('job', '=', row.seq)
    .orderBy('n')
    .execute()
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
  return {
    ...toSummary(row),
    project: { id: row.project_id, name: row.project_name },
    images,
    projects,
    plan: row.plan === null ? null : { ...JSON.parse(row.plan), firstTime: JSON.parse(row.first_time) },
    undos: undos.map(({ id }) => id),
    attempts: await attemptsOf(db, row.seq),
    calls,
  }
}
