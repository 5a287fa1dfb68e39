import type { Kysely } from 'kysely'
import {
  type JobChanges,
  type JobFilter,
  type JobOrder,
  type JobPage,
  PANEL_JOBS,
  UNSEEN_MS,
} from '#contract/job'
import type { PairFilter, PairPage } from '#contract/pair'
import type { JobPicture } from '#contract/picture'
import type { IdHistory, PairHistory, Undoable } from '../../jobs/model/pair-history.ts'
import { ACTIVE_STATUSES, jobIsActive } from '../states.ts'
import type { Tables } from '../tables.ts'
import { loadUndoable } from '../undo/load-undoable.ts'
import { jobDetailOf, type StoredDetail } from './job-detail.ts'
import { matching, type Reader } from './job-filter.ts'
import { jobPictureOf } from './job-picture.ts'
import { toSummary } from './job-rows.ts'
import { memberHistories } from './member-histories.ts'
import { jobPageOf, jobsFor, pairPageOf } from './pages.ts'

/**
 * What screens read of the history, always of the caller's own project. A bad cursor means the first page.
 */
export type JobStore = {
  /**
   * The jobs whose revision is past `since`, and the next cursor; `since` 0 or unknown: the newest
   * `PANEL_JOBS`, and so many that the reader has not seen.
   */
  changes(reader: Reader, since: number): Promise<JobChanges>
  /** The history, newest first unless told. */
  page(
    reader: Reader,
    filter: JobFilter,
    cursor: string | undefined,
    limit: number,
    order?: JobOrder,
  ): Promise<JobPage>
  detail(projectId: string, id: string): Promise<StoredDetail | null>
  /** Whether the reader has seen how a job ended. */
  isSeen(reader: Reader, id: string): Promise<boolean>
  /** The job with this stored key, which is that of a submission (`submissionKey`) or of an undo. */
  byKey(projectId: string, key: string): Promise<StoredDetail | null>
  /** What the undo of a job is about; null when the project has no such job, or it is an answer. */
  undoable<T>(
    projectId: string,
    id: string,
    view: (pair: PairHistory, undo: { root: number; withdraws: boolean }) => T,
  ): Promise<Undoable<T> | 'CONSOLE.ANSWER' | null>
  /** What the jobs of an owner did to the pairs of one of its images, of one recipient, or to one pair. */
  histories(
    ownerProject: string,
    of: { image?: string | undefined; project?: string | undefined },
  ): Promise<IdHistory[]>
  /** How many jobs of all projects have not ended, by their status. */
  countActive(): Promise<Record<(typeof ACTIVE_STATUSES)[number], number>>
  /** How many jobs of a project have not ended, and how many of these are this user's. */
  countOpen(projectId: string, userId: string): Promise<{ project: number; user: number }>
  /** How many jobs that undo this one have ended. */
  endedUndos(projectId: string, id: string): Promise<number>
  /** Pairs of a job, those that did not arrive first; null when the project has no such job. */
  pairs(
    projectId: string,
    id: string,
    query: PairFilter & { cursor?: string | undefined; limit: number },
  ): Promise<PairPage | null>
  /** Every pair of a job as a letter; null when the project has no such job. `since`: the revision that is known. */
  picture(projectId: string, id: string, since: number | undefined): Promise<JobPicture | null>
}

/** Changed jobs in one answer; more are fetched with the cursor it gives. */
const CHANGES = 500

/** The reads over the tables. */
export function createJobStore(db: Kysely<Tables>, now: () => number): JobStore {
  const jobsOf = (projectId: string) => db.selectFrom('jobs').where('project_id', '=', projectId)
  const countJobs = (projectId: string) =>
    jobsOf(projectId).select((eb) => eb.fn.countAll<number>().as('count'))
  const detailOf = async (projectId: string, column: 'id' | 'request_key', value: string) => {
    const row = await jobsOf(projectId).selectAll().where(column, '=', value).executeTakeFirst()
    return row ? jobDetailOf(db, row) : null
  }

  return {
    async changes(reader, since) {
      const projectId = reader.project.id
      const { value: latest } = await db.selectFrom('revisions').select('value').executeTakeFirstOrThrow()
      const known = since > 0 && since <= latest
      const jobs = jobsFor(db, reader)
      const newest = jobs.orderBy('seq', 'desc').limit(PANEL_JOBS)
      const isUnseen = matching({ seen: 'no' }, reader)
      const sinceWhen = now() - UNSEEN_MS
      const rows = known
        ? await jobs.where('revision', '>', since).orderBy('revision').limit(CHANGES).execute()
        : [
            ...(await newest.execute()),
            ...(await newest.where(isUnseen).where('ended_at', '>', sinceWhen).execute()),
          ]
      const running = await countJobs(projectId).where(jobIsActive).executeTakeFirstOrThrow()
      const failed = await countJobs(projectId)
        .where(isUnseen)
        .where('ended_at', '>', sinceWhen)
        .executeTakeFirstOrThrow()
      return {
        jobs: [...new Map(rows.map((row) => [row.id, toSummary(row)])).values()],
        cursor: known && rows.length === CHANGES ? (rows.at(-1)?.revision ?? latest) : latest,
        running: running.count,
        failed: failed.count,
      }
    },

    page: (reader, filter, cursor, limit, order) =>
      jobPageOf(db, { reader, filter, cursor, limit, ...order }),
    async isSeen(reader, id) {
      const row = await jobsFor(db, reader).where('id', '=', id).executeTakeFirst()
      return row !== undefined && toSummary(row).seen
    },
    detail: (projectId, id) => detailOf(projectId, 'id', id),
    byKey: (projectId, key) => detailOf(projectId, 'request_key', key),

    async countActive() {
      const rows = await db
        .selectFrom('jobs')
        .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
        .where(jobIsActive)
        .groupBy('status')
        .execute()
      const counts = { queued: 0, running: 0, waiting: 0 }
      for (const status of ACTIVE_STATUSES)
        counts[status] = rows.find((row) => row.status === status)?.count ?? 0
      return counts
    },

    async countOpen(projectId, userId) {
      const open = countJobs(projectId).where(jobIsActive)
      const { count: project } = await open.executeTakeFirstOrThrow()
      const { count: user } = await open.where('actor_id', '=', userId).executeTakeFirstOrThrow()
      return { project, user }
    },

    async endedUndos(projectId, id) {
      const { count } = await countJobs(projectId)
        .where('undo_of', '=', id)
        .where('ended_at', 'is not', null)
        .executeTakeFirstOrThrow()
      return count
    },

    histories: (ownerProject, of) => memberHistories(db, ownerProject, of),
    undoable: (projectId, id, view) => loadUndoable(db, { projectId, id }, view),
    pairs: (projectId, id, query) => pairPageOf(db, { projectId, id, ...query }),
    picture: (projectId, id, since) => jobPictureOf(db, { projectId, id, since }),
  }
}
