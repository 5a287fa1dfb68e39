import type { Kysely } from 'kysely'
import type { Attempt, JobFacts, JobFilter } from '#contract/job'
import type { Pair, PairState } from '#contract/pair'
import type { Named } from '../../jobs/model/run.ts'
import { stateNumber } from '../states.ts'
import type { Tables } from '../tables.ts'
import { personsOf } from './attempts.ts'
import { confirmedOutcomes } from './confirmed-outcomes.ts'
import { earlierResults } from './earlier-results.ts'
import { matching, type Reader } from './job-filter.ts'
import { listsOf } from './job-lists.ts'
import { toFacts, toPair } from './job-rows.ts'
import { pairChunks } from './pair-chunks.ts'

/**
 * A job with the lists that its pairs point into. `attempts`: by number, as whom each ran and who stopped it.
 */
export type ExportJob = JobFacts & {
  images: Named[]
  projects: Named[]
  attempts: ReadonlyMap<number, Pick<Attempt, 'user' | 'stop'>>
}

/** A pair with the number of the latest attempt at it. */
export type ExportPair = Pair & { attempt: number }

/**
 * Reads of any length, chunk by chunk. Each chunk is a range of keys, so the last one costs as little as the
 * first, and between two chunks nothing is held, so that the database goes on taking changes.
 *
 * What callers can rely on: the jobs are those that match when their page is read, newest first, and none was
 * made after the first page. A job never gains or loses a pair, so each pair comes exactly once. A job's own
 * columns and each of its pairs are as they were when their chunk was read, so pairs of a running job may be
 * newer than its status.
 */
export type ExportStore = {
  jobs(reader: Reader, filter: JobFilter): AsyncGenerator<ExportJob, void, void>
  /**
   * Pairs in the order of the job's lists, a thousand at a time, or those in these states; none when the project has no
   * such job.
   */
  pairs(
    projectId: string,
    id: string,
    states?: readonly PairState[],
  ): AsyncGenerator<ExportPair[], void, void>
}

const JOBS = 100

/** The reads over the tables. */
export function createExportStore(db: Kysely<Tables>): ExportStore {
  const jobsOf = (projectId: string) => db.selectFrom('jobs').where('project_id', '=', projectId)
  return {
    async *jobs(reader, filter) {
      const query = jobsOf(reader.project.id)
        .selectAll()
        .where(matching(filter, reader))
        .orderBy('seq', 'desc')
        .limit(JOBS)
      let page = await query.execute()
      while (page.length > 0) {
        for (const row of page) {
          const attempts = await personsOf(db, row.seq)
          yield { ...toFacts(row), ...(await listsOf(db, row.seq)), attempts }
        }
        page = await query.where('seq', '<', page.at(-1)?.seq ?? 0).execute()
      }
    },

    async *pairs(projectId, id, states) {
      const job = await jobsOf(projectId).select('seq').where('id', '=', id).executeTakeFirst()
      if (!job) return
      for await (const rows of pairChunks(db, job.seq, states?.map(stateNumber))) {
        const earlier = await earlierResults(db, job.seq, rows)
        const confirmedFor = await confirmedOutcomes(db, job.seq, rows)
        yield rows.map((row) => {
          const more = { confirmed: confirmedFor(row), earlier: earlier.get(`${row.image} ${row.project}`) }
          return Object.assign(toPair(row, more), { attempt: row.attempt })
        })
      }
    },
  }
}
