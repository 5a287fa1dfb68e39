import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { OwnerAction, PairState } from '#contract/pair'
import { listsOf, type Named } from './job-lists.ts'
import { OPEN } from './load-run.ts'
import type { Position } from './runs.ts'
import { stateName, type Tables } from './tables.ts'
import { chainOf, WISHES } from './withdraw.ts'

/** A job as the history of a pair names it. `isUndo`: it undoes another one, so that it has no wishes of its own. */
export type ActingJob = {
  seq: number
  id: string
  action: OwnerAction
  isUndo: boolean
  ended: boolean
  user: string
  reason: string
  createdAt: number
}

/**
 * What one job had to do with a pair. `settled`: the revision that settled it, null while the job has still to see to it;
 * `memberSince`, `present`: as read back.
 */
export type Act = {
  job: ActingJob
  state: PairState
  settled: number | null
  present: boolean | null
  /** The job found it otherwise than it wants it, and was about to send it. */
  wasMissing: boolean
  unproven: boolean
  withdrawn: boolean
  memberSince: number | null
}

/** A pair by its positions in the lists of the undo, with all that jobs did to it: settled ones in order, then open ones. */
export type PairHistory = Position & { acts: readonly Act[] }

/**
 * What the undo of a job is about. `withdraws`: it takes back wishes; else it restores them, as the job is an undo itself.
 * `images`, `projects`: the lists of the job whose wishes they are. `mark`: changes whenever something of it does; `moved`:
 * whenever a job with one of the images moves.
 */
export type Undoable<T> = {
  action: OwnerAction
  ended: boolean
  withdraws: boolean
  images: Named[]
  projects: Named[]
  pairs: T[]
  mark: string
  moved: string
}

/**
 * Reads what an undo of a job is about; `view` makes of each pair's history what the caller keeps of it. Null when the
 * project has no such job.
 */
export async function loadUndoable<T>(
  db: Kysely<Tables>,
  { projectId, id }: { projectId: string; id: string },
  view: (pair: PairHistory, undo: { root: number; withdraws: boolean }) => T,
): Promise<Undoable<T> | 'CONSOLE.ANSWER' | null> {
  const job = await db
    .selectFrom('jobs')
    .select(['seq', 'action', 'ended_at', 'undo_of'])
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!job) return null
  if (job.action !== 'share' && job.action !== 'unshare') return 'CONSOLE.ANSWER'
  const { root, links } = await chainOf(db, job.seq)
  // The undo of this job is one link longer than its own chain.
  const withdraws = links % 2 === 0
  // Before the pairs: what moves while they are read has moved since.
  const jobs = await actingJobs(db, projectId, root)
  const mine =
    job.undo_of === null
      ? sql`mine.state in (${WISHES})`
      : sql`mine.last_undo = ${job.seq} and mine.state in (${WISHES})`
  const lists = await listsOf(db, root)
  const mark = createHash('sha256')
  const pairs: T[] = []
  for (const image of lists.images.keys()) {
    for (const pair of await historiesOf(db, { projectId, root, image, mine, jobs })) {
      for (const { job, settled, withdrawn } of pair.acts)
        mark.update(`${image} ${pair.project} ${job.seq} ${settled} ${withdrawn}\n`)
      pairs.push(view(pair, { root, withdraws }))
    }
    // Others get their turn: a file answers at once.
    await nextTurn()
  }
  return {
    action: job.action,
    ended: job.ended_at !== null,
    withdraws,
    ...lists,
    pairs,
    mark: mark.digest('hex'),
    moved: movedOf(jobs),
  }
}

/** Whether the undo of a job, as it was loaded, still stands. */
export async function stillStands(
  db: Kysely<Tables>,
  { projectId, id }: { projectId: string; id: string },
  loaded: Pick<Undoable<unknown>, 'mark' | 'moved'>,
): Promise<boolean> {
  const { seq } = await db.selectFrom('jobs').select('seq').where('id', '=', id).executeTakeFirstOrThrow()
  const { root } = await chainOf(db, seq)
  if (movedOf(await actingJobs(db, projectId, root)) === loaded.moved) return true
  // Some job has moved, perhaps with other pairs of the images.
  const now = await loadUndoable(db, { projectId, id }, () => null)
  return now !== null && now !== 'CONSOLE.ANSWER' && now.mark === loaded.mark
}

const movedOf = (jobs: ReadonlyMap<number, ActingJob & { revision: number }>) =>
  createHash('sha256')
    .update([...jobs.values()].map(({ seq, revision }) => `${seq} ${revision}`).join('\n'))
    .digest('hex')

/** Jobs of the project that have an image of this job, in the order of their making. */
async function actingJobs(
  db: Kysely<Tables>,
  projectId: string,
  root: number,
): Promise<Map<number, ActingJob & { revision: number }>> {
  const rows = await db
    .selectFrom('jobs')
    .select(['seq', 'id', 'action', 'undo_of', 'ended_at', 'user_id', 'user_name', 'reason', 'created_at'])
    .select('revision')
    .where('project_id', '=', projectId)
    .where('action', 'in', ['share', 'unshare'])
    .where('seq', 'in', (eb) =>
      eb
        .selectFrom('job_images as mine')
        .innerJoin('job_images as theirs', 'theirs.image_id', 'mine.image_id')
        .select('theirs.job')
        .where('mine.job', '=', root),
    )
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

type Row = {
  project: number
  job: number
  state: number
  present: number | null
  wasMissing: number
  unproven: number
  withdrawn: number
  memberSince: number | null
  settled: number | null
}

/**
 * The histories of one image's pairs, image by image, so that no more than these are held at a time. SQLite takes the
 * tables in the order of a cross join; by itself it looks through all pairs of the image for each of them.
 */
async function historiesOf(
  db: Kysely<Tables>,
  o: {
    projectId: string
    root: number
    image: number
    mine: ReturnType<typeof sql>
    jobs: ReadonlyMap<number, ActingJob>
  },
): Promise<(Position & { acts: Act[] })[]> {
  const { rows } = await sql<Row>`
    select mine.project as project, theirs.job as job, theirs.state as state, theirs.present as present,
      theirs.was_missing as "wasMissing", theirs.unproven as unproven, theirs.withdrawn as withdrawn, theirs.member_since as "memberSince",
      case when theirs.state in (${sql.join(OPEN)}) then null else theirs.settled end as settled
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
      and mine.job = ${o.root} and mine.image = mine_i.n and mine.project = mine_p.n and ${o.mine}
    order by mine.project,
      case when theirs.state in (${sql.join(OPEN)}) then 1 else 0 end, theirs.settled, jobs.place`.execute(db)
  const pairs: (Position & { acts: Act[] })[] = []
  for (const { project, job: seq, ...row } of rows) {
    const job = o.jobs.get(seq)
    // A job that was made since the jobs were read: the mark tells, as its pairs are read with the next plan.
    if (!job) continue
    if (pairs.at(-1)?.project !== project) pairs.push({ image: o.image, project, acts: [] })
    pairs.at(-1)?.acts.push({
      job,
      state: stateName(row.state),
      settled: row.settled,
      present: row.present === null ? null : row.present === 1,
      wasMissing: row.wasMissing === 1,
      unproven: row.unproven === 1,
      withdrawn: row.withdrawn === 1,
      memberSince: row.memberSince,
    })
  }
  return pairs
}
