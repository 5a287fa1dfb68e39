import type { Kysely } from 'kysely'
import type { Position } from '#contract/pair'
import type { Proof } from '#contract/proof'
import type { Created, NewJob, NewUndo, NextActor, Retry, StopRequest } from '../../jobs/model/request.ts'
import type { Named, RunJob, RunPair } from '../../jobs/model/run.ts'
import type { Changes } from '../runs/change.ts'
import { loadWhole } from '../runs/load-run.ts'
import type { Tables } from '../tables.ts'
import { stillStands } from '../undo/load-undoable.ts'
import { withdrawAtOnce } from '../undo/withdraw.ts'
import { createJob } from './create-job.ts'
import type { JobKey } from './end-of.ts'
import { proveJob } from './prove-job.ts'
import { recheckJob } from './recheck-job.ts'
import { retryJob } from './retry-job.ts'
import { markSeen, seeJob } from './see-job.ts'
import { requestStop } from './stop-job.ts'
import { takeOverJob } from './take-over.ts'

/** What people ask of jobs. Each write is one transaction that gives the job a new revision. */
export type RequestStore = {
  /** Stores a job with all its pairs, `waiting`. Answers the ID of the job that has this key, old or new. */
  create(job: NewJob): Promise<Created>
  /** The same for an undo; `CONSOLE.CHANGED` when a job has worked on one of its pairs since the plan was made. */
  createUndo(job: NewUndo): Promise<Created | 'CONSOLE.CHANGED'>
  /** Asks for the end of a job: from now on none of its calls is opened. Asking again changes nothing. */
  stop(job: JobKey, by: Named): Promise<StopRequest>
  /**
   * Opens the pairs that failed, are not confirmed or were not sent for another attempt, or, when there are
   * none, those that were impossible; what came of them so far is kept. Without any, the attempt is at key
   * grants that could not be revoked. The attempt runs with the rights of `actor`. `only`: of these pairs.
   * Answers how many pairs, or why there is no such attempt.
   */
  retry(job: JobKey & { only?: readonly Position[] | undefined }, actor: NextActor): Promise<Retry>
  /**
   * The rest of a job that waits for a sign-in runs with another user's rights from now on; false when none
   * waits.
   */
  takeOver(job: JobKey, actor: NextActor): Promise<boolean>
  /** A job with all its pairs; null when the project has no such job. */
  loadWhole(job: JobKey): Promise<RunJob | null>
  /** Keeps a proof with a job that has ended. */
  prove(job: JobKey, proof: Proof): Promise<void>
  /** The user has seen how the job ended. */
  see(job: JobKey, user: Named): Promise<'seen' | 'CONSOLE.NOT_FOUND' | 'CONSOLE.RUNNING'>
  /**
   * Takes what reading the members again showed of an ended job, unless the job moved on since it was loaded.
   */
  recheck(
    job: Pick<RunJob, 'seq' | 'revision' | 'open'>,
    pairs: readonly RunPair[],
    user: Named,
  ): Promise<void>
}

/** The requests over the tables. */
export function createRequestStore(db: Kysely<Tables>, changes: Changes): RequestStore {
  return {
    create: (job) => changes((change) => createJob(change, job)),

    createUndo: (job) =>
      changes(async (change) => {
        const undone = { projectId: job.project.id, id: job.undoOf }
        if (!(await stillStands(change.trx, undone, job))) return 'CONSOLE.CHANGED'
        const made = await createJob(change, job)
        if (made.created) {
          await withdrawAtOnce(change.trx, made.id, job.withdraws)
          await markSeen(change, undone, job.user)
        }
        return made
      }),

    stop: (job, by) => changes((change) => requestStop(change, job, by)),
    retry: (job, actor) => changes((change) => retryJob(change, job, actor)),
    takeOver: (job, actor) => changes((change) => takeOverJob(change, job, actor)),
    loadWhole: (job) => loadWhole(db, job),
    prove: (job, proof) => changes((change) => proveJob(change, job, proof)),
    see: (job, user) => changes((change) => seeJob(change, job, user)),
    recheck: (job, pairs, user) => changes((change) => recheckJob(change, { job, pairs, user })),
  }
}
