import type { Kysely, Transaction } from 'kysely'
import type { Code } from '#contract/codes'
import type { JobAction, JobStatus, Revocation } from '#contract/job'
import type { Pair } from '#contract/pair'
import { beginAttempt } from './attempts.ts'
import { createJob } from './create-job.ts'
import { loadFailed, loadRun, OPEN } from './load-run.ts'
import { outdateReads } from './members.ts'
import type { Created, NewJob, NewUndo, Position } from './new-job.ts'
import { lastAttempt, type NewCall, openCall } from './open-call.ts'
import { countPairs } from './pair-counts.ts'
import { type Retry, retryJob } from './retry-job.ts'
import { nextRevision } from './revision.ts'
import { achievedPairs, openShares, saveRevocations } from './revocations.ts'
import { savePairs } from './save-pairs.ts'
import { finishJob, savePlan, settleStatus } from './settle-job.ts'
import { refuseStopped, requestStop, type StopRequest } from './stop-job.ts'
import type { Tables } from './tables.ts'
import { type Heir, takeOverJob } from './take-over.ts'
import { stillStands } from './undo.ts'
import { withdrawAtOnce } from './withdraw.ts'

type Named = { id: string; name: string }

export type { Created, NewJob, NewUndo, Position } from './new-job.ts'

/** What the runner must know of a job before it runs it. */
export type QueuedJob = { id: string; projectId: string; actor: Named; images: readonly string[] }

/** A call that has begun and not ended. `images`, `projects`: positions in the job's lists. */
export type OpenCall = {
  n: number
  images: number[]
  projects: number[]
  cloudJobId: string | null
  /** When the cloud began the call, by its own clock; `isFirst`: none of its pairs had been sent before. */
  beganAt?: number
  isFirst?: boolean
}

/**
 * A pair as the runner works on it. `wasSent`: in some call that may have been carried out, perhaps of an earlier attempt;
 * `memberSince` as read back.
 */
export type RunPair = Omit<Pair, 'earlier'> & { wasSent: boolean; memberSince: number | null }

/** A job as the runner works on it: the pairs without a final state and the calls that have not ended. */
export type RunJob = {
  seq: number
  revision: number
  id: string
  projectId: string
  /** The user whose rights it runs with. */
  actor: Named
  ended: boolean
  /** Somebody asked for its end: nothing more is sent. */
  stopping: boolean
  action: JobAction
  revokeGrants: boolean
  makeShared: boolean
  vaultId: string | null
  images: string[]
  projects: string[]
  /** What was confirmed for its pairs, a row of outcomes for each image; null: every pair is wanted as it comes. */
  confirmed: readonly string[] | null
  open: RunPair[]
  calls: OpenCall[]
}

/** How a call ended. `status` is for people: the cloud's own word in lower case, or `interrupted`. */
export type CallOutcome = {
  status: string
  code: Code | null
  message: string | null
  requestId?: string | null
}

/**
 * The runner's writes. Each is one transaction that leaves the job's counters right and gives it a new revision. Those
 * of a run throw `LeaseLost` once another gateway has its job; `openCall` and `markSent` throw `JobStopped` after a stop.
 * Jobs are named by `seq` here, the number behind the ID.
 */
export type RunStore = {
  /** Stores a job with all its pairs, `waiting`. Answers the ID of the job that has this key, old or new. */
  create(job: NewJob): Promise<Created>
  /** The same for the undo of a job; `changed` when some job saw to one of the pairs since its plan was made. */
  createUndo(job: NewUndo): Promise<Created | 'CONSOLE.CHANGED'>
  load(id: string): Promise<RunJob>
  /** The same with the pairs that failed or are not confirmed; null when the project has no such job. */
  loadFailed(projectId: string, id: string): Promise<RunJob | null>
  /** The job runs: opens an attempt unless one is open. */
  begin(seq: number): Promise<void>
  /** The job cannot go on now. */
  wait(seq: number, problem: { code: Code; message: string }): Promise<void>
  /**
   * Stores a call before it is made and, unless that is left to `markSent`, marks its pairs `sent`. Answers its number;
   * throws `JobStopped` after a stop, as `markSent` does.
   */
  openCall(seq: number, call: NewCall): Promise<number>
  /** The cloud took the call. */
  accepted(seq: number, n: number, by: { cloudJobId: string | null; requestId: string | null }): Promise<void>
  savePairs(seq: number, pairs: readonly RunPair[]): Promise<void>
  /** Marks pairs `sent` of a call that makes a request for each, right before these requests are made. */
  markSent(seq: number, pairs: readonly RunPair[]): Promise<void>
  closeCall(seq: number, n: number, end: CallOutcome, pairs: readonly RunPair[]): Promise<void>
  /** Pairs that a share is still to add on these images, from any job: project IDs by image ID. */
  openShares(projectId: string, imageIds: readonly string[]): Promise<Map<string, Set<string>>>
  /** Pairs of a job that are as it wanted them. */
  achieved(seq: number): Promise<Position[]>
  /** Keeps what became of key grants, in place of what was known of them. */
  saveRevocations(seq: number, ends: readonly Revocation[]): Promise<void>
  /** Keeps what the job found before it sent anything, unless that was kept before. */
  savePlan(seq: number): Promise<void>
  /** The job has ended; its status follows from its pairs. */
  finish(seq: number): Promise<JobStatus>
  /** Asks for the end of a job: from now on none of its calls is opened. Asking again changes nothing. */
  requestStop(projectId: string, id: string, by: Named): Promise<StopRequest>
  /**
   * Opens the pairs that failed, are not confirmed or were not sent for another attempt, or, when there are none, those
   * that were impossible; what came of them so far is kept. Without any, the attempt is at key grants that could not be
   * revoked. The attempt runs with the rights of whoever wants it. Answers how many pairs, or why there is no such attempt.
   */
  retry(projectId: string, id: string, heir: Heir, only?: readonly Position[]): Promise<Retry>
  /** What is left of a job that waits for a sign-in runs with another user's rights from now on; false when none waits. */
  takeOver(projectId: string, id: string, heir: Heir): Promise<boolean>
  /** Takes what reading the members again showed of a job that has ended, unless the job moved on since it was loaded. */
  recheck(job: Pick<RunJob, 'seq' | 'revision'>, pairs: readonly RunPair[], user: Named): Promise<void>
}

/** The writes of the runner over the tables. `check` fails when this gateway has lost the lease of a job that it took. */
export function createRunStore(
  db: Kysely<Tables>,
  now: () => number,
  check: (trx: Transaction<Tables>, seq: number) => Promise<void>,
): RunStore {
  const change = <T>(
    seq: number,
    write: (trx: Transaction<Tables>, revision: number) => Promise<T>,
  ): Promise<T> =>
    db.transaction().execute(async (trx) => {
      const revision = await nextRevision(trx)
      const result = await write(trx, revision)
      await trx
        .updateTable('jobs')
        .set({ ...(await countPairs(trx, seq)), revision })
        .where('seq', '=', seq)
        .execute()
      return result
    })
  /** A change by a run, which fails when the run has lost its job to another gateway. */
  const step: typeof change = (seq, write) =>
    change(seq, async (trx, revision) => {
      await check(trx, seq)
      return write(trx, revision)
    })
  const setJob = (trx: Transaction<Tables>, seq: number) => trx.updateTable('jobs').where('seq', '=', seq)
  const setCall = (trx: Transaction<Tables>, seq: number, n: number) =>
    trx.updateTable('calls').where('job', '=', seq).where('n', '=', n)

  return {
    // The revision first: of two submissions with one key, or two that overtake each other, one waits here.
    create: (job) =>
      db.transaction().execute(async (trx) => createJob(trx, job, now(), await nextRevision(trx))),
    createUndo: (job) =>
      db.transaction().execute(async (trx) => {
        const revision = await nextRevision(trx)
        if (!(await stillStands(trx, { projectId: job.project.id, id: job.undoOf }, job)))
          return 'CONSOLE.CHANGED'
        const made = await createJob(trx, job, now(), revision)
        if (made.created) await withdrawAtOnce(trx, made.id, job.withdraws)
        return made
      }),
    load: (id) => loadRun(db, id, OPEN),
    loadFailed: (projectId, id) => loadFailed(db, projectId, id),

    begin: (seq) =>
      step(seq, async (trx) => {
        const last = await lastAttempt(trx, seq)
        const attempt = { n: (last?.n ?? 0) + 1, started_at: now() }
        const begins = !last || last.ended_at !== null
        if (begins) await beginAttempt(trx, seq, attempt)
        await setJob(trx, seq)
          .set({
            ...{ status: 'running', problem_code: null, problem_message: null },
            ...(begins && { attempt: attempt.n, started_at: attempt.started_at }),
          })
          .execute()
      }),

    wait: (seq, problem) =>
      step(seq, async (trx) => {
        await setJob(trx, seq)
          .set({ status: 'waiting', problem_code: problem.code, problem_message: problem.message })
          .execute()
      }),

    openCall: (seq, call) => step(seq, (trx) => openCall(trx, seq, call, now())),

    accepted: (seq, n, by) =>
      step(seq, async (trx) => {
        await setCall(trx, seq, n)
          .set({ status: 'accepted', cloud_job_id: by.cloudJobId, request_id: by.requestId })
          .execute()
      }),

    savePairs: (seq, pairs) => step(seq, (trx, revision) => savePairs(trx, seq, pairs, revision)),
    markSent: (seq, pairs) =>
      step(seq, async (trx, revision) => {
        await refuseStopped(trx, seq)
        await savePairs(trx, seq, pairs, revision)
      }),

    closeCall: (seq, n, end, pairs) =>
      step(seq, async (trx, revision) => {
        await setCall(trx, seq, n)
          .set({
            status: end.status,
            code: end.code,
            message: end.message,
            ended_at: now(),
            ...(end.requestId && { request_id: end.requestId }),
          })
          .execute()
        await savePairs(trx, seq, pairs, revision)
        await outdateReads(trx, seq, n)
      }),

    openShares: (projectId, imageIds) => openShares(db, projectId, imageIds),
    achieved: (seq) => achievedPairs(db, seq),
    saveRevocations: (seq, ends) => step(seq, (trx) => saveRevocations(trx, seq, ends)),
    savePlan: (seq) => step(seq, (trx) => savePlan(trx, seq, now())),

    finish: (seq) => step(seq, (trx, revision) => finishJob(trx, seq, { now: now(), revision })),

    requestStop: (projectId, id, by) =>
      db
        .transaction()
        .execute(async (trx) => requestStop(trx, { projectId, id, by, at: now() }, await nextRevision(trx))),

    retry: (projectId, id, heir, only) =>
      db.transaction().execute(async (trx) => {
        const revision = await nextRevision(trx)
        return retryJob(trx, { projectId, id, only }, heir, { now: now(), revision })
      }),

    takeOver: (projectId, id, heir) =>
      db.transaction().execute(async (trx) => {
        const revision = await nextRevision(trx)
        return takeOverJob(trx, { projectId, id }, heir, { now: now(), revision })
      }),

    recheck: ({ seq, revision }, pairs, user) =>
      change(seq, async (trx, next) => {
        const job = await trx
          .selectFrom('jobs')
          .select(['ended_at', 'revision'])
          .where('seq', '=', seq)
          .executeTakeFirst()
        // Another attempt has begun meanwhile: it will find out by itself.
        if (!job || job.ended_at === null || job.revision !== revision) return
        await trx
          .insertInto('rechecks')
          .values({ job: seq, at: now(), user_id: user.id, user_name: user.name })
          .execute()
        await savePairs(trx, seq, pairs, next)
        // What it saw missing was before what other jobs have done meanwhile.
        await trx
          .updateTable('pairs')
          .set({ was_missing: 0 })
          .where('job', '=', seq)
          .where('settled', '=', next)
          .execute()
        await settleStatus(trx, seq)
      }),
  }
}
