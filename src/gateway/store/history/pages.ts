import type { Kysely } from 'kysely'
import type { JobFilter, JobPage } from '#contract/job'
import type { PairPage, PairState } from '#contract/pair'
import { stateNumber } from '../states.ts'
import type { Tables } from '../tables.ts'
import { confirmedOutcomes } from './confirmed-outcomes.ts'
import { earlierResults } from './earlier-results.ts'
import { matching } from './job-filter.ts'
import { toPair, toSummary } from './job-rows.ts'

/** A page of a project's jobs, newest first. */
export async function jobPageOf(
  db: Kysely<Tables>,
  o: { projectId: string; filter: JobFilter; cursor: string | undefined; limit: number },
): Promise<JobPage> {
  let query = db
    .selectFrom('jobs')
    .selectAll()
    .where('project_id', '=', o.projectId)
    .where(matching(o.filter))
  const [after] = fromCursor(o.cursor, 1) ?? []
  if (after !== undefined) query = query.where('seq', '<', after)
  const rows = await query
    .orderBy('seq', 'desc')
    .limit(o.limit + 1)
    .execute()
  const { shown, last } = pageOf(rows, o.limit)
  return { jobs: shown.map(toSummary), nextCursor: last ? toCursor(last.seq) : null }
}

/** A page of a job's pairs in the order of `STATES`; null when the project has no such job. */
export async function pairPageOf(
  db: Kysely<Tables>,
  o: {
    projectId: string
    id: string
    state?: PairState | undefined
    cursor?: string | undefined
    limit: number
  },
): Promise<PairPage | null> {
  const job = await db
    .selectFrom('jobs')
    .select('seq')
    .where('project_id', '=', o.projectId)
    .where('id', '=', o.id)
    .executeTakeFirst()
  if (!job) return null
  let query = db.selectFrom('pairs').selectAll().where('job', '=', job.seq)
  if (o.state) query = query.where('state', '=', stateNumber(o.state))
  const [state, image, project] = fromCursor(o.cursor, 3) ?? []
  if (state !== undefined && image !== undefined && project !== undefined)
    query = query.where((eb) =>
      eb(eb.refTuple('state', 'image', 'project'), '>', eb.tuple(state, image, project)),
    )
  const rows = await query
    .orderBy('state')
    .orderBy('image')
    .orderBy('project')
    .limit(o.limit + 1)
    .execute()
  const { shown, last } = pageOf(rows, o.limit)
  const earlier = await earlierResults(db, job.seq, shown)
  const confirmedFor = await confirmedOutcomes(db, job.seq, shown)
  return {
    pairs: shown.map((row) =>
      toPair(row, { confirmed: confirmedFor(row), earlier: earlier.get(`${row.image} ${row.project}`) }),
    ),
    nextCursor: last ? toCursor(last.state, last.image, last.project) : null,
  }
}

/**
 * Cuts a page out of rows that may be one too many. `last`: the row after which the next page begins, if any.
 */
const pageOf = <T>(rows: readonly T[], limit: number) => ({
  shown: rows.slice(0, limit),
  last: rows.length > limit ? rows[limit - 1] : undefined,
})

/** A place in a sorted list as an opaque text: whole numbers in base 36. */
const toCursor = (...position: number[]): string => position.map((n) => n.toString(36)).join('.')

/** The numbers of a cursor; null when it is missing or not one of ours, which means the first page. */
function fromCursor(cursor: string | undefined, numbers: number): number[] | null {
  if (cursor === undefined || !/^[0-9a-z]{1,10}(\.[0-9a-z]{1,10})*$/.test(cursor)) return null
  const position = cursor.split('.').map((text) => Number.parseInt(text, 36))
  return position.length === numbers ? position : null
}
