import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { IdHistory, JobPart } from '../../jobs/model/pair-history.ts'
import { OPEN } from '../states.ts'
import type { Tables } from '../tables.ts'
import { ownersJobs, type PartRow, toJobPart } from '../undo/pair-histories.ts'

/** An image, a project, or both. */
type Asked = { image?: string | undefined; project?: string | undefined }

/**
 * What the owner's jobs did to the pairs of one image, of one project, or to one pair. The jobs come by the index on what is
 * asked for, and their pairs by the key of their table: SQLite takes the tables in the order of a cross join.
 */
export async function memberHistories(
  db: Kysely<Tables>,
  ownerProject: string,
  { image, project }: Asked,
): Promise<IdHistory[]> {
  const jobs = await ownersJobs(db, ownerProject, jobsWith({ image, project }))
  const isOpen = sql`pairs.state in (${sql.join(OPEN)})`
  const [first, second] =
    image === undefined ? ['job_projects', 'job_images'] : ['job_images', 'job_projects']
  const { rows } = await sql<PartRow & { imageId: string; projectId: string }>`
    select job_images.image_id as "imageId", job_projects.project_id as "projectId", pairs.job as job,
      pairs.state as state, pairs.present as present, pairs.was_missing as "wasMissing",
      pairs.unproven as unproven, pairs.withdrawn as withdrawn, pairs.member_since as "memberSince",
      pairs.read_at as "readAt", case when ${isOpen} then null else pairs.settled end as settled
    from ${sql.table(first)} cross join jobs cross join ${sql.table(second)} cross join pairs
    where ${image === undefined ? sql`true` : sql`job_images.image_id = ${image}`}
      and ${project === undefined ? sql`true` : sql`job_projects.project_id = ${project}`}
      and jobs.seq = ${sql.ref(`${first}.job`)} and jobs.project_id = ${ownerProject}
      and jobs.action in ('share', 'unshare')
      and job_images.job = jobs.seq and job_projects.job = jobs.seq
      and pairs.job = jobs.seq and pairs.image = job_images.n and pairs.project = job_projects.n
    order by case when ${isOpen} then 1 else 0 end, pairs.settled, jobs.place`.execute(db)
  const histories = new Map<string, IdHistory & { parts: JobPart[] }>()
  for (const { imageId, projectId, ...row } of rows) {
    const job = jobs.get(row.job)
    // Made after the jobs were read.
    if (!job) continue
    const key = `${imageId} ${projectId}`
    const history = histories.get(key) ?? { imageId, projectId, parts: [] }
    histories.set(key, history)
    history.parts.push(toJobPart(row, job))
  }
  return [...histories.values()]
}

function jobsWith({ image, project }: Asked): RawBuilder<unknown> {
  return image === undefined
    ? sql`select job from job_projects where project_id = ${project}`
    : sql`select job from job_images where image_id = ${image}`
}
