import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { OwnerAction } from '#contract/pair'
import type { ActingJob, JobPart, PairHistory } from '../../jobs/model/pair-history.ts'
import { OPEN, stateName } from '../states.ts'
import type { Tables } from '../tables.ts'

/**
 * The jobs of the project that have an image in common with this job, in the order in which they were made.
 */
export const actingJobs = (db: Kysely<Tables>, { projectId, root }: { projectId: string; root: number }) =>
  ownersJobs(
    db,
    projectId,
    sql`select theirs.job from job_images mine
      join job_images theirs on theirs.image_id = mine.image_id where mine.job = ${root}`,
  )

/** The shares and stops of a project among these, in the order in which they were made. */
export async function ownersJobs(
  db: Kysely<Tables>,
  projectId: string,
  among: RawBuilder<unknown>,
): Promise<Map<number, ActingJob & { revision: number }>> {
  const rows = await db
    .selectFrom('jobs')
    .select([
      'seq',
      'id',
      'action',
      'undo_of',
      'ended_at',
      'user_id',
      'user_name',
      'reason',
      'created_at',
      'revision',
    ])
    .where('project_id', '=', projectId)
    .where('action', 'in', ['share', 'unshare'])
    .where(sql<SqlBool>`seq in (${among})`)
    .orderBy('seq')
    .execute()
  return new Map(
    rows.map((row) => [
      row.seq,
      {
        seq: row.seq,
        id: row.id,
        action: row.action as OwnerAction,
        isUndo: row.undo_of !== null,
        ended: row.ended_at !== null,
        user: row.user_name || row.user_id,
        reason: row.reason,
        createdAt: row.created_at,
        revision: row.revision,
      },
    ]),
  )
}

export type PartRow = {
  project: number
  job: number
  state: number
  present: number | null
  wasMissing: number
  unproven: number
  withdrawn: number
  memberSince: number | null
  readAt: number | null
  settled: number | null
}

/**
 * The histories of the pairs of one image that `wanted` lets through. They are read image by image, so that
 * no more than these are held at a time. SQLite takes the tables in the order of a cross join; by itself it
 * looks through all pairs of the image for each of them.
 */
export async function historiesOf(
  db: Kysely<Tables>,
  o: {
    projectId: string
    root: number
    image: number
    wanted: RawBuilder<unknown>
    jobs: ReadonlyMap<number, ActingJob>
  },
): Promise<PairHistory[]> {
  const isOpen = sql`theirs.state in (${sql.join(OPEN)})`
  const { rows } = await sql<PartRow>`
    select mine.project as project, theirs.job as job, theirs.state as state, theirs.present as present,
      theirs.was_missing as "wasMissing", theirs.unproven as unproven, theirs.withdrawn as withdrawn,
      theirs.member_since as "memberSince", theirs.read_at as "readAt", case when ${isOpen} then null else theirs.settled end as settled
    from job_images mine_i
    cross join job_images their_i
    cross join jobs
    cross join pairs theirs
    cross join job_projects their_p
    cross join job_projects mine_p
    cross join pairs mine
    where mine_i.job = ${o.root} and mine_i.n = ${o.image} and their_i.image_id = mine_i.image_id
      and jobs.seq = their_i.job and jobs.project_id = ${o.projectId} and jobs.action in ('share', 'unshare')
      and theirs.job = their_i.job and theirs.image = their_i.n
      and their_p.job = theirs.job and their_p.n = theirs.project
      and mine_p.job = ${o.root} and mine_p.project_id = their_p.project_id
      and mine.job = ${o.root} and mine.image = mine_i.n and mine.project = mine_p.n and ${o.wanted}
    order by mine.project, case when ${isOpen} then 1 else 0 end, theirs.settled, jobs.place`.execute(db)
  const byProject = new Map<number, JobPart[]>()
  for (const row of rows) {
    const job = o.jobs.get(row.job)
    // This job was made after the jobs were read. The mark will differ once the next plan reads its pairs.
    if (!job) continue
    const parts = byProject.get(row.project) ?? []
    byProject.set(row.project, parts)
    parts.push(toJobPart(row, job))
  }
  return [...byProject].map(([project, parts]) => ({ image: o.image, project, parts }))
}

export const toJobPart = (row: PartRow, job: ActingJob): JobPart => ({
  job,
  state: stateName(row.state),
  settled: row.settled,
  present: row.present === null ? null : row.present === 1,
  wasMissing: row.wasMissing === 1,
  unproven: row.unproven === 1,
  withdrawn: row.withdrawn === 1,
  memberSince: row.memberSince,
  readAt: row.readAt,
})
