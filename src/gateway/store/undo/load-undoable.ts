import { createHash, type Hash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { ActingJob, PairHistory, Undoable } from '../../jobs/model/pair-history.ts'
import { listsOf } from '../history/job-lists.ts'
import type { Tables } from '../tables.ts'
import { actingJobs, historiesOf } from './pair-histories.ts'
import { chainOf, WISHES } from './withdraw.ts'

/**
 * Reads what an undo of a job is about. Of each pair's history only what `view` makes of it is kept. Null
 * when the project has no such job.
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
  // Read before the pairs, so that a job that moves while they are read counts as moved since.
  const jobs = await actingJobs(db, { projectId, root })
  const isWish = sql`mine.state in (${WISHES})`
  const wanted = job.undo_of === null ? isWish : sql`mine.last_undo = ${job.seq} and ${isWish}`
  const lists = await listsOf(db, root)
  const mark = createHash('sha256')
  const pairs: T[] = []
  for (const image of lists.images.keys()) {
    for (const pair of await historiesOf(db, { projectId, root, image, wanted, jobs })) {
      markPair(mark, pair)
      pairs.push(view(pair, { root, withdraws }))
    }
    // A file answers at once, without ever letting others have their turn.
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

/** Adds to a mark what changes whenever a job does something about the pair. */
function markPair(mark: Hash, { image, project, parts }: PairHistory): void {
  for (const { job, settled, withdrawn } of parts)
    mark.update(`${image} ${project} ${job.seq} ${settled} ${withdrawn}\n`)
}

/** Whether nothing that the undo of a job depends on has changed since it was loaded. */
export async function stillStands(
  db: Kysely<Tables>,
  { projectId, id }: { projectId: string; id: string },
  loaded: Pick<Undoable<unknown>, 'mark' | 'moved'>,
): Promise<boolean> {
  const { seq } = await db.selectFrom('jobs').select('seq').where('id', '=', id).executeTakeFirstOrThrow()
  const { root } = await chainOf(db, seq)
  if (movedOf(await actingJobs(db, { projectId, root })) === loaded.moved) return true
  // Some job has moved, but perhaps with other pairs of these images.
  const now = await loadUndoable(db, { projectId, id }, () => null)
  return now !== null && now !== 'CONSOLE.ANSWER' && now.mark === loaded.mark
}

const movedOf = (jobs: ReadonlyMap<number, ActingJob & { revision: number }>) =>
  createHash('sha256')
    .update([...jobs.values()].map(({ seq, revision }) => `${seq} ${revision}`).join('\n'))
    .digest('hex')
