import { type Kysely, sql, type Transaction } from 'kysely'
import type { JobAction } from '#contract/job'
import { listsOf, type Named } from './job-lists.ts'
import { FAILED, IMPOSSIBLE, OPEN } from './load-run.ts'
import { countPairs } from './pair-counts.ts'
import type { Position } from './runs.ts'
import { stateNumber, type Tables } from './tables.ts'

/**
 * What a job changed: positions of its done pairs, each with since when the member was there as read back (null: not
 * told), and whether another job saw to the same pair after it, or is about to.
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
 * Whether another job has come between the plan of an undo and the undo: the pairs of one that is about to be stored
 * are done pairs of the job that it undoes, and must not be anybody else's by now.
 */
export async function isOvertaken(
  trx: Kysely<Tables>,
  undo: { undoOf: string; project: Named; images: readonly Named[]; projects: readonly Named[] },
  pairs: readonly Position[],
): Promise<boolean> {
  const { seq } = await trx
    .selectFrom('jobs')
    .select('seq')
    .where('id', '=', undo.undoOf)
    .executeTakeFirstOrThrow()
  const later = await laterPairs(trx, undo.project.id, seq)
  if (later.size === 0) return false
  const { images, projects } = await listsOf(trx, seq)
  const imageAt = new Map(images.map(({ id }, at) => [id, at]))
  const projectAt = new Map(projects.map(({ id }, at) => [id, at]))
  return pairs.some(({ image, project }) =>
    later.has(
      `${imageAt.get(undo.images[image]?.id ?? '')} ${projectAt.get(undo.projects[project]?.id ?? '')}`,
    ),
  )
}

/**
 * Tells the job that this one undoes, if there is one, how many of its pairs are changed back; and, where that was an
 * undo itself, so on. `revision`: the one that these jobs get by it.
 */
export async function tellUndone(trx: Transaction<Tables>, seq: number, revision: number): Promise<void> {
  const { undo_of } = await trx
    .selectFrom('jobs')
    .select('undo_of')
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
  if (undo_of === null) return
  // The undo's own counters are written at the end of the change.
  const { done } = await countPairs(trx, seq)
  await trx.updateTable('jobs').set({ done }).where('seq', '=', seq).execute()
  let id: string | null = undo_of
  while (id !== null) id = await countUndone(trx, id, revision)
}

/** Answers the job that this one undoes. */
async function countUndone(trx: Transaction<Tables>, id: string, revision: number): Promise<string | null> {
  const undone = sql<number>`(select sum(u.done - u.undone) from jobs u where u.undo_of = ${id})`
  const job = await trx
    .updateTable('jobs')
    .set({ undone, revision })
    .where('id', '=', id)
    .returning('undo_of')
    .executeTakeFirst()
  return job?.undo_of ?? null
}

/**
 * Done pairs of a job that another job of the project saw to afterwards (asked for the same and found it so, or changed
 * it), or has still to see to. What failed there changed nothing. A job has seen to nothing since its revision, which
 * leaves most of a long history out.
 */
async function laterPairs(db: Kysely<Tables>, projectId: string, seq: number): Promise<Set<string>> {
  const { rows } = await sql<{ image: number; project: number }>`
    select distinct mine.image, mine.project
    from jobs
    join job_images their_i on their_i.job = jobs.seq
    join job_images mine_i on mine_i.job = ${seq} and mine_i.image_id = their_i.image_id
    join job_projects their_p on their_p.job = jobs.seq
    join job_projects mine_p on mine_p.job = ${seq} and mine_p.project_id = their_p.project_id
    join pairs mine on mine.job = ${seq} and mine.image = mine_i.n and mine.project = mine_p.n
      and mine.state = ${stateNumber('done')}
    join pairs theirs on theirs.job = jobs.seq and theirs.image = their_i.n and theirs.project = their_p.n
    where jobs.project_id = ${projectId} and jobs.seq <> ${seq}
      and jobs.revision > (select min(settled) from pairs where job = ${seq} and state = ${stateNumber('done')})
      and theirs.state not in (${sql.join([...FAILED, ...IMPOSSIBLE])})
      and (theirs.state in (${sql.join(OPEN)}) or theirs.settled > mine.settled)`.execute(db)
  return new Set(rows.map(({ image, project }) => `${image} ${project}`))
}
