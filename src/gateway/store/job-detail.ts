import { type Kysely, type Selectable, sql } from 'kysely'
import type { JobDetail } from '#contract/job'
import { attemptsOf } from './attempts.ts'
import { toSummary } from './job-rows.ts'
import type { JobsTable, Tables } from './tables.ts'

/** A name as it was when the job was made; a project that had none may have got one in the book since. */
const nameOrBooked = sql<string>`coalesce(nullif(p.name, ''), b.name, '')`

/** All of a job but its pairs, which are paged. */
export async function jobDetailOf(db: Kysely<Tables>, row: Selectable<JobsTable>): Promise<JobDetail> {
  const images = await db
    .selectFrom('job_images')
    .select(['image_id as id', 'name'])
    .where('job', '=', row.seq)
    .orderBy('n')
    .execute()
  const projects = await db
    .selectFrom('job_projects as p')
    .leftJoin('book as b', (join) =>
      join.onRef('b.id', '=', 'p.project_id').on('b.owner_project', '=', row.project_id),
    )
    .select(['p.project_id as id', nameOrBooked.as('name')])
    .where('p.job', '=', row.seq)
    .orderBy('p.n')
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
