import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { JobFilter, JobOrder, JobPage } from '#contract/job'
import { type PairFilter, type PairPage, TOLD_IN } from '#contract/pair'
import { stateName, stateNumber } from '../states.ts'
import type { PairsTable, Tables } from '../tables.ts'
import { confirmedOutcomes } from './confirmed-outcomes.ts'
import { earlierResults } from './earlier-results.ts'
import { contains, matching, type Reader } from './job-filter.ts'
import { nameOrBooked } from './job-lists.ts'
import { toPair, toSummary } from './job-rows.ts'

/** The jobs of the reader's project, each with the end that the reader has seen. */
export const jobsFor = (db: Kysely<Tables>, { project, user }: Reader) =>
  db
    .selectFrom('jobs')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('seen_jobs')
        .select('seen_jobs.ended_at')
        .where('seen_jobs.user_id', '=', user.id)
        .whereRef('seen_jobs.job', '=', 'jobs.seq')
        .as('seen_end'),
    )
    .where('project_id', '=', project.id)

/** What each order of the history compares. A job that has not ended comes after all that have. */
const SORTED_BY: Record<NonNullable<JobOrder['sort']>, RawBuilder<string | number>> = {
  created: sql`jobs.seq`,
  ended: sql`coalesce(jobs.ended_at, 9007199254740991)`,
  pairs: sql`jobs.total`,
  who: sql`lower(jobs.user_name)`,
}

/** A page of a project's jobs. */
export async function jobPageOf(
  db: Kysely<Tables>,
  o: { reader: Reader; filter: JobFilter; cursor: string | undefined; limit: number } & JobOrder,
): Promise<JobPage> {
  const { sort = 'created', order = 'desc' } = o
  const key = SORTED_BY[sort]
  let query = jobsFor(db, o.reader).select(key.as('sort_key')).where(matching(o.filter, o.reader))
  const after = fromCursor(o.cursor, 2)
  if (after) {
    const [seq = 0, value = 0] = after
    // A user's name does not change, so that of the last row can be looked up; a number may have, so the cursor has it.
    const last = sort === 'who' ? sql`(select lower(user_name) from jobs where seq = ${seq})` : sql`${value}`
    query = query.where(
      sql<boolean>`(${key}, jobs.seq) ${sql.raw(order === 'desc' ? '<' : '>')} (${last}, ${seq})`,
    )
  }
  const rows = await query
    .orderBy('sort_key', order)
    .orderBy('jobs.seq', order)
    .limit(o.limit + 1)
    .execute()
  const { shown, last } = pageOf(rows, o.limit)
  const place = (row: (typeof rows)[number]) =>
    toCursor(row.seq, typeof row.sort_key === 'number' ? row.sort_key : 0)
  return { jobs: shown.map(toSummary), nextCursor: last ? place(last) : null }
}

/** A page of a job's pairs in the order of `TOLD_IN`; null when the project has no such job. */
export async function pairPageOf(
  db: Kysely<Tables>,
  o: { projectId: string; id: string; cursor?: string | undefined; limit: number } & PairFilter,
): Promise<PairPage | null> {
  const job = await db
    .selectFrom('jobs')
    .select('seq')
    .where('project_id', '=', o.projectId)
    .where('id', '=', o.id)
    .executeTakeFirst()
  if (!job) return null
  const pairs = db.selectFrom('pairs').selectAll().where('job', '=', job.seq).where(hasText(job.seq, o.text))
  const [from, image = 0, project = 0] = fromCursor(o.cursor, 3) ?? []
  const states = o.state ? [o.state] : TOLD_IN
  const begun = from === undefined ? 0 : states.indexOf(stateName(from))
  const rows: Selectable<PairsTable>[] = []
  // State by state, by an index: in an order of its own, each page of a long job would be sorted anew.
  for (const [at, state] of states.slice(Math.max(begun, 0)).entries()) {
    let query = pairs.where('state', '=', stateNumber(state))
    if (at === 0 && from !== undefined)
      query = query.where((eb) => eb(eb.refTuple('image', 'project'), '>', eb.tuple(image, project)))
    const more = await query
      .orderBy('image')
      .orderBy('project')
      .limit(o.limit + 1 - rows.length)
      .execute()
    rows.push(...more)
    if (rows.length > o.limit) break
  }
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

/** The pairs of a job whose image or project has the text in its name or ID; without a text all. */
function hasText(seq: number, text: string | undefined) {
  if (!text) return sql<boolean>`1 = 1`
  return sql<boolean>`(
    image in (select n from job_images where job = ${seq} and (${contains(sql.ref('name'), text)} or ${contains(sql.ref('image_id'), text)}))
    or project in (
      select p.n from job_projects p
      left join book b on b.id = p.project_id and b.owner_project = (select project_id from jobs where seq = ${seq})
      where p.job = ${seq} and (${contains(nameOrBooked, text)} or ${contains(sql.ref('p.project_id'), text)})
    )
  )`
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
  if (cursor === undefined || !/^[0-9a-z]{1,11}(\.[0-9a-z]{1,11})*$/.test(cursor)) return null
  const position = cursor.split('.').map((text) => Number.parseInt(text, 36))
  return position.length === numbers ? position : null
}
