import type { Kysely, Transaction } from 'kysely'
import type { Code } from '#contract/codes'
import type { JobStatus, Revocation } from '#contract/job'
import type { Position } from '#contract/pair'
import type { Proof } from '#contract/proof'
import type { CallOutcome, NewCall, RunJob, RunPair } from '../../jobs/model/run.ts'
import { outdateReads } from '../members.ts'
import { refuseStopped } from '../requests/stop-job.ts'
import { OPEN } from '../states.ts'
import type { Tables } from '../tables.ts'
import { beginAttempt } from './attempts.ts'
import { acceptCall, endCall, openCall } from './calls.ts'
import { type Change, type Changes, refreshJob } from './change.ts'
import { loadRun } from './load-run.ts'
import { saveProof } from './proofs.ts'
import { achievedPairs, saveRevocations } from './revocations.ts'
import { savePairs } from './save-pairs.ts'
import { finishJob, savePlan } from './settle-job.ts'

/**
 * The steps of a run. Each is one transaction that leaves the job's counters right and gives it a new
 * revision; it throws `LeaseLost` once another gateway has the job. `openCall` and `markSent` throw
 * `JobStopped` after a stop. Jobs are named by `seq` here, the number behind the ID.
 */
export type RunStore = {
  load(id: string): Promise<RunJob>
  /** The job runs: opens an attempt unless one is open. */
  begin(seq: number): Promise<void>
  /** The job cannot go on now. */
  wait(seq: number, problem: { code: Code; message: string }): Promise<void>
  /**
   * Stores a call before it is made and marks its pairs `sent`, or leaves that to `markSent`. Answers its
   * number.
   */
  openCall(seq: number, call: NewCall): Promise<number>
  /** The cloud took the call. */
  accepted(seq: number, n: number, by: { cloudJobId: string | null; requestId: string | null }): Promise<void>
  savePairs(seq: number, pairs: readonly RunPair[]): Promise<void>
  /** Marks pairs `sent` of a call that makes a request for each, right before these requests are made. */
  markSent(seq: number, pairs: readonly RunPair[]): Promise<void>
  closeCall(seq: number, n: number, end: CallOutcome, pairs: readonly RunPair[]): Promise<void>
  /** Pairs of a job that are as it wanted them. */
  achieved(seq: number): Promise<Position[]>
  /** Keeps what became of key grants, in place of what was known of them. */
  saveRevocations(seq: number, ends: readonly Revocation[]): Promise<void>
  /** Keeps what the projects of a job still have. */
  saveProof(seq: number, proof: Proof): Promise<void>
  /** Keeps what the job found before it sent anything, unless that was kept before. */
  savePlan(seq: number): Promise<void>
  /** The job has ended; its status follows from its pairs. */
  finish(seq: number): Promise<JobStatus>
}

/**
 * The steps over the tables. `checkLease` fails when this gateway has lost the lease of a job that it took.
 */
export function createRunStore(o: {
  db: Kysely<Tables>
  changes: Changes
  checkLease(trx: Transaction<Tables>, seq: number): Promise<void>
}): RunStore {
  const step = <T>(seq: number, write: (change: Change) => Promise<T>): Promise<T> =>
    o.changes(async (change) => {
      await o.checkLease(change.trx, seq)
      const result = await write(change)
      await refreshJob(change, seq)
      return result
    })
  const setJob = ({ trx }: Change, seq: number) => trx.updateTable('jobs').where('seq', '=', seq)

  return {
    load: (id) => loadRun(o.db, id, OPEN),

    begin: (seq) =>
      step(seq, async (change) => {
        await beginAttempt(change, seq)
        await setJob(change, seq)
          .set({ status: 'running', problem_code: null, problem_message: null })
          .execute()
      }),

    wait: (seq, { code, message }) =>
      step(seq, async (change) => {
        await setJob(change, seq)
          .set({ status: 'waiting', problem_code: code, problem_message: message })
          .execute()
      }),

    openCall: (seq, call) => step(seq, (change) => openCall(change, seq, call)),
    accepted: (seq, n, by) => step(seq, (change) => acceptCall(change, { seq, n }, by)),

    savePairs: (seq, pairs) => step(seq, (change) => savePairs(change, seq, pairs)),
    markSent: (seq, pairs) =>
      step(seq, async (change) => {
        await refuseStopped(change.trx, seq)
        await savePairs(change, seq, pairs)
      }),

    closeCall: (seq, n, end, pairs) =>
      step(seq, async (change) => {
        await endCall(change, { seq, n }, end)
        await savePairs(change, seq, pairs)
        await outdateReads(change.trx, seq, n)
      }),

    achieved: (seq) => achievedPairs(o.db, seq),
    saveRevocations: (seq, ends) => step(seq, (change) => saveRevocations(change, seq, ends)),
    saveProof: (seq, proof) => step(seq, ({ trx }) => saveProof(trx, seq, proof)),
    savePlan: (seq) => step(seq, (change) => savePlan(change, seq)),
    finish: (seq) => step(seq, (change) => finishJob(change, seq)),
  }
}
