import type { Kysely, Selectable } from 'kysely'
import type { JobDetail } from '#contract/job'
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
  const attempts = await db
    .selectFrom('attempts')
    .select(['n as number', 'started_at as startedAt', 'ended_at as endedAt'])
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
  return {
    ...toSummary(row),
    project: { id: row.project_id, name: row.project_name },
    images,
    projects,
    attempts,
    calls,
  }
}
