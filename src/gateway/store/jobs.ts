import { type Kysely, sql } from 'kysely'
import {
  type JobChanges,
  type JobDetail,
  type JobFilter,
  type JobPage,
  type JobStatus,
  PANEL_JOBS,
} from '#contract/job'
import type { PairPage, PairState } from '#contract/pair'
import { fromCursor, toCursor } from './cursor.ts'
import { earlierResults } from './earlier-results.ts'
import { jobDetailOf } from './job-detail.ts'
import { matching } from './job-filter.ts'
import { toPair, toSummary } from './job-rows.ts'
import { jobIsActive } from './load-run.ts'
import { stateNumber, type Tables } from './tables.ts'
import { loadUndoable, type PairHistory, type Undoable } from './undo.ts'

/** What screens read of the history. Every read is bound to the caller's project; a bad cursor means the first page. */
export type JobStore = {
  /** The jobs whose revision is past `since`, and the next cursor; `since` 0 or unknown: the newest `PANEL_JOBS`. */
  changes(projectId: string, since: number): Promise<JobChanges>
  /** The history, newest first. */
  page(projectId: string, filter: JobFilter, cursor: string | undefined, limit: number): Promise<JobPage>
  detail(projectId: string, id: string): Promise<JobDetail | null>
  /** The job that has this key, as it is stored: of a submission (`submissionKey`), or of an undo. */
  byKey(projectId: string, key: string): Promise<JobDetail | null>
  /** What the undo of a job is about; null when the project has no such job, or it is an answer. */
  undoable<T>(
    projectId: string,
    id: string,
    view: (pair: PairHistory, undo: { root: number; withdraws: boolean }) => T,
  ): Promise<Undoable<T> | 'CONSOLE.ANSWER' | null>
  /** How many jobs of all projects have not ended, by their status. */
  countOpen(): Promise<Record<OpenStatus, number>>
  /** How many jobs that undo this one have ended. */
  endedUndos(projectId: string, id: string): Promise<number>
  /** Pairs of a job, failed first; null when the project has no such job. */
  pairs(
    projectId: string,
    id: string,
    query: { state?: PairState | undefined; cursor?: string | undefined; limit: number },
  ): Promise<PairPage | null>
}

const OPEN_STATUSES = ['queued', 'running', 'waiting'] as const satisfies readonly JobStatus[]
type OpenStatus = (typeof OPEN_STATUSES)[number]

/** Changed jobs in one answer; more are fetched with the cursor it gives. */
const CHANGES = 500
const DAY = 24 * 60 * 60 * 1000
/** As the contract's `wentWrong`. */
const wentWrong = sql<boolean>`not (undone > 0 and undone >= case when undo_of is null then done + unchanged else withdraws end)
  and (status = 'failed' or status in ('partial', 'stopped') and failed + unconfirmed > 0)`

/** The reads over the tables. */
export function createJobStore(db: Kysely<Tables>, now: () => number): JobStore {
  const jobsOf = (projectId: string) => db.selectFrom('jobs').selectAll().where('project_id', '=', projectId)
  const count = async (query: { executeTakeFirstOrThrow(): Promise<{ count: number }> }) =>
    (await query.executeTakeFirstOrThrow()).count

  return {
    async changes(projectId, since) {
      const { value: latest } = await db.selectFrom('revisions').select('value').executeTakeFirstOrThrow()
      const known = since > 0 && since <= latest
      const rows = known
        ? await jobsOf(projectId).where('revision', '>', since).orderBy('revision').limit(CHANGES).execute()
        : await jobsOf(projectId).orderBy('seq', 'desc').limit(PANEL_JOBS).execute()
      const counted = db
        .selectFrom('jobs')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('project_id', '=', projectId)
      return {
        jobs: rows.map(toSummary),
        cursor: known && rows.length === CHANGES ? (rows.at(-1)?.revision ?? latest) : latest,
        running: await count(counted.where(jobIsActive)),
        failed: await count(counted.where('ended_at', '>', now() - DAY).where(wentWrong)),
      }
    },

    async page(projectId, filter, cursor, limit) {
      let query = jobsOf(projectId).where(matching(filter))
      const [after] = fromCursor(cursor, 1) ?? []
      if (after !== undefined) query = query.where('seq', '<', after)
      const rows = await query
        .orderBy('seq', 'desc')
        .limit(limit + 1)
        .execute()
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        jobs: shown.map(toSummary),
        nextCursor: rows.length > limit && last ? toCursor(last.seq) : null,
      }
    },

    async detail(projectId, id) {
      const row = await jobsOf(projectId).where('id', '=', id).executeTakeFirst()
      return row ? jobDetailOf(db, row) : null
    },

    async byKey(projectId, key) {
      const row = await jobsOf(projectId).where('request_key', '=', key).executeTakeFirst()
      return row ? jobDetailOf(db, row) : null
    },

    async countOpen() {
      const rows = await db
        .selectFrom('jobs')
        .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
        .where(jobIsActive)
        .groupBy('status')
        .execute()
      const counts = { queued: 0, running: 0, waiting: 0 }
      for (const status of OPEN_STATUSES)
        counts[status] = rows.find((row) => row.status === status)?.count ?? 0
      return counts
    },

    endedUndos: (projectId, id) =>
      count(
        db
          .selectFrom('jobs')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('project_id', '=', projectId)
          .where('undo_of', '=', id)
          .where('ended_at', 'is not', null),
      ),

    undoable: (projectId, id, view) => loadUndoable(db, { projectId, id }, view),

    async pairs(projectId, id, { state, cursor, limit }) {
      const job = await jobsOf(projectId).where('id', '=', id).executeTakeFirst()
      if (!job) return null
      let query = db.selectFrom('pairs').selectAll().where('job', '=', job.seq)
      if (state) query = query.where('state', '=', stateNumber(state))
      const [s, i, p] = fromCursor(cursor, 3) ?? []
      if (s !== undefined && i !== undefined && p !== undefined)
        query = query.where((eb) => eb(eb.refTuple('state', 'image', 'project'), '>', eb.tuple(s, i, p)))
      const rows = await query
        .orderBy('state')
        .orderBy('image')
        .orderBy('project')
        .limit(limit + 1)
        .execute()
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const earlier = await earlierResults(db, job.seq, shown)
      return {
        pairs: shown.map((row) => toPair(row, earlier.get(`${row.image} ${row.project}`))),
        nextCursor: rows.length > limit && last ? toCursor(last.state, last.image, last.project) : null,
      }
    },
  }
}
