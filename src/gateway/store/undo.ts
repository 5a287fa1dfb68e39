import { type Kysely, sql } from 'kysely'
import type { JobAction } from '#contract/job'
import { listsOf, type Named } from './job-lists.ts'
import { FAILED } from './load-run.ts'
import { stateNumber, type Tables } from './tables.ts'

/**
 * What a job changed: positions of its done pairs, each with since when the member was there as read back (null: not
 * told), and whether a later job asked for the same, found it so, or changed it.
 */
export type DonePair = { image: number; project: number; memberSince: number | null; later: boolean }

export type Undoable = {
  action: JobAction
  ended: boolean
  images: Named[]
  projects: Named[]
  done: DonePair[]
}

/** Reads what a job changed; null when the project has no such job. */
export async function loadUndoable(
  db: Kysely<Tables>,
  projectId: string,
  id: string,
): Promise<Undoable | null> {
  const job = await db
    .selectFrom('jobs')
    .select(['seq', 'action', 'ended_at'])
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!job) return null
  const done = await db
    .selectFrom('pairs')
    .select(['image', 'project', 'member_since as memberSince'])
    .where('job', '=', job.seq)
    .where('state', '=', stateNumber('done'))
    .orderBy('image')
    .orderBy('project')
    .execute()
  const later = await laterPairs(db, projectId, job.seq)
  return {
    action: job.action,
    ended: job.ended_at !== null,
    ...(await listsOf(db, job.seq)),
    done: done.map((pair) => ({ ...pair, later: later.has(`${pair.image} ${pair.project}`) })),
  }
}

/**
 * Pairs of a job that a later job of the same project has, unless it failed there. Jobs are found by their images
 * first: few are later and share one.
 */
async function laterPairs(db: Kysely<Tables>, projectId: string, seq: number): Promise<Set<string>> {
  const { rows } = await sql<{ image: number; project: number }>`
    select distinct mine_i.n as image, mine_p.n as project
    from job_images mine_i
    join job_images their_i on their_i.image_id = mine_i.image_id and their_i.job > ${seq}
    join jobs on jobs.seq = their_i.job and jobs.project_id = ${projectId}
    join pairs on pairs.job = their_i.job and pairs.image = their_i.n and pairs.state not in (${sql.join(FAILED)})
    join job_projects their_p on their_p.job = pairs.job and their_p.n = pairs.project
    join job_projects mine_p on mine_p.job = ${seq} and mine_p.project_id = their_p.project_id
    where mine_i.job = ${seq}`.execute(db)
  return new Set(rows.map(({ image, project }) => `${image} ${project}`))
}
