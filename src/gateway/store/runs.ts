import type { Kysely, Transaction } from 'kysely'
import type { JobAction, JobStatus, Pair } from '#contract/job'
import { createJob } from './create-job.ts'
import { loadRun, unfinishedJobs } from './load-run.ts'
import { savePairs } from './save-pairs.ts'
import { STATES, stateNumber, type Tables } from './tables.ts'

type Named = { id: string; name: string }

/** A job to be stored, its IDs without duplicates. */
export type NewJob = {
  id: string
  key: string | null
  action: JobAction
  reason: string
  user: Named
  project: Named
  images: readonly Named[]
  projects: readonly Named[]
}

/** What the runner must know of a job before it runs it. */
export type QueuedJob = { id: string; projectId: string; images: readonly string[] }

/** A call that has begun and not ended. `images`, `projects`: positions in the job's lists. */
export type OpenCall = { n: number; images: number[]; projects: number[]; cloudJobId: string | null }

/** A job as the runner works on it: the pairs without a final state and the calls that have not ended. */
export type RunJob = {
  seq: number
  id: string
  projectId: string
  action: JobAction
  images: string[]
  projects: string[]
  open: Pair[]
  calls: OpenCall[]
}

/** How a call ended. `status` is for people: the cloud's own word in lower case, or `interrupted`. */
export type CallEnd = {
  status: string
  code: string | null
  message: string | null
  requestId?: string | null
}

/**
 * The runner's writes. Each is one transaction that leaves the job's counters right and gives it a new revision.
 * Jobs are named by `seq` here, the number behind the ID.
 */
export type RunStore = {
  /** Stores a job with all its pairs, `waiting`. Answers the ID of the job that has this key, old or new. */
  create(job: NewJob): Promise<{ id: string; created: boolean }>
  /** Every job that has not ended, oldest first. */
  unfinished(): Promise<QueuedJob[]>
  load(id: string): Promise<RunJob>
  /** The job runs: opens an attempt unless one is open. */
  begin(seq: number): Promise<void>
  /** The job cannot go on now. */
  wait(seq: number, problem: { code: string; message: string }): Promise<void>
  /** Stores a call and marks its pairs `sent`, before the call is made. Answers the call's number. */
  openCall(
    seq: number,
    call: { method: string; path: string; images: number[]; projects: number[] },
  ): Promise<number>
  /** The cloud took the call. */
  accepted(seq: number, n: number, by: { cloudJobId: string | null; requestId: string | null }): Promise<void>
  savePairs(seq: number, pairs: readonly Pair[]): Promise<void>
  closeCall(seq: number, n: number, end: CallEnd, pairs: readonly Pair[]): Promise<void>
  /** The job has ended; its status follows from its pairs. */
  finish(seq: number): Promise<JobStatus>
}

/** The writes of the runner over the tables. */
export function createRunStore(db: Kysely<Tables>, now: () => number): RunStore {
  const change = <T>(seq: number, write: (trx: Transaction<Tables>) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (trx) => {
      const result = await write(trx)
      await trx
        .updateTable('jobs')
        .set({ ...(await countPairs(trx, seq)), revision: await nextRevision(trx) })
        .where('seq', '=', seq)
        .execute()
      return result
    })
  const setJob = (trx: Transaction<Tables>, seq: number) => trx.updateTable('jobs').where('seq', '=', seq)
  const setCall = (trx: Transaction<Tables>, seq: number, n: number) =>
    trx.updateTable('calls').where('job', '=', seq).where('n', '=', n)

  return {
    create: (job) =>
      db.transaction().execute(async (trx) => createJob(trx, job, now(), () => nextRevision(trx))),
    unfinished: () => unfinishedJobs(db),
    load: (id) => loadRun(db, id),

    begin: (seq) =>
      change(seq, async (trx) => {
        const last = await lastAttempt(trx, seq)
        if (!last || last.ended_at !== null)
          await trx
            .insertInto('attempts')
            .values({ job: seq, n: (last?.n ?? 0) + 1, started_at: now(), ended_at: null })
            .execute()
        await setJob(trx, seq)
          .set((eb) => ({
            status: 'running',
            started_at: eb.fn.coalesce('started_at', eb.val(now())),
            problem_code: null,
            problem_message: null,
          }))
          .execute()
      }),

    wait: (seq, problem) =>
      change(seq, async (trx) => {
        await setJob(trx, seq)
          .set({ status: 'waiting', problem_code: problem.code, problem_message: problem.message })
          .execute()
      }),

    openCall: (seq, call) =>
      change(seq, async (trx) => {
        const last = await trx
          .selectFrom('calls')
          .select((eb) => eb.fn.max('n').as('n'))
          .where('job', '=', seq)
          .executeTakeFirst()
        const n = (last?.n ?? 0) + 1
        await trx
          .insertInto('calls')
          .values({
            job: seq,
            n,
            attempt: (await lastAttempt(trx, seq))?.n ?? 1,
            method: call.method,
            path: call.path,
            images: JSON.stringify(call.images),
            projects: JSON.stringify(call.projects),
            image_count: call.images.length,
            project_count: call.projects.length,
            status: 'sent',
            started_at: now(),
          })
          .execute()
        await trx
          .updateTable('pairs')
          .set({ state: stateNumber('sent'), claim: null, present: null, code: null, message: null })
          .where('job', '=', seq)
          .where('image', 'in', call.images)
          .where('project', 'in', call.projects)
          .execute()
        return n
      }),

    accepted: (seq, n, by) =>
      change(seq, async (trx) => {
        await setCall(trx, seq, n)
          .set({ status: 'accepted', cloud_job_id: by.cloudJobId, request_id: by.requestId })
          .execute()
      }),

    savePairs: (seq, pairs) => change(seq, (trx) => savePairs(trx, seq, pairs)),

    closeCall: (seq, n, end, pairs) =>
      change(seq, async (trx) => {
        await setCall(trx, seq, n)
          .set({
            status: end.status,
            code: end.code,
            message: end.message,
            ended_at: now(),
            ...(end.requestId && { request_id: end.requestId }),
          })
          .execute()
        await savePairs(trx, seq, pairs)
      }),

    finish: (seq) =>
      change(seq, async (trx) => {
        const counts = await countPairs(trx, seq)
        const bad = counts.failed + counts.unconfirmed
        const status = bad === 0 ? 'succeeded' : counts.done + counts.unchanged === 0 ? 'failed' : 'partial'
        const problem = status === 'failed' ? await commonProblem(trx, seq) : null
        await setJob(trx, seq)
          .set({
            status,
            ended_at: now(),
            problem_code: problem?.code ?? null,
            problem_message: problem?.message ?? null,
          })
          .execute()
        await trx
          .updateTable('attempts')
          .set({ ended_at: now() })
          .where('job', '=', seq)
          .where('ended_at', 'is', null)
          .execute()
        return status
      }),
  }
}

/** The next number of the one sequence of changes; its row serialises writers. */
async function nextRevision(trx: Transaction<Tables>): Promise<number> {
  const row = await trx
    .updateTable('revisions')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return row.value
}

/** Counters are counted, not kept up by hand: they cannot drift from the pairs. */
async function countPairs(
  trx: Transaction<Tables>,
  seq: number,
): Promise<Record<(typeof STATES)[number], number>> {
  const rows = await trx
    .selectFrom('pairs')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where('job', '=', seq)
    .groupBy('state')
    .execute()
  const counts = { unconfirmed: 0, failed: 0, sent: 0, waiting: 0, done: 0, unchanged: 0 }
  for (const row of rows) {
    const state = STATES[row.state]
    if (state) counts[state] = row.count
  }
  return counts
}

const lastAttempt = (trx: Transaction<Tables>, seq: number) =>
  trx
    .selectFrom('attempts')
    .selectAll()
    .where('job', '=', seq)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()

/** What broke a job as a whole: the code that all its pairs share. */
async function commonProblem(trx: Transaction<Tables>, seq: number) {
  const found = await trx
    .selectFrom('pairs')
    .select(['code', (eb) => eb.fn.min('message').as('message')])
    .where('job', '=', seq)
    .groupBy('code')
    .limit(2)
    .execute()
  return found.length === 1 ? found[0] : null
}
