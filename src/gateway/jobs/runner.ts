import type { Access } from '../access/access.ts'
import type { CloudCache } from '../access/cloud-cache.ts'
import type { Credentials } from '../auth/credentials.ts'
import type { Clock, Driver, Identity } from '../cloud/driver.ts'
import type { Store } from '../store/database.ts'
import { isLeaseLost, LeaseLost } from '../store/runs/leases.ts'
import type { StopRequest } from './model/request.ts'
import type { OpenJob } from './model/run.ts'
import type { Planner } from './plan/planner.ts'
import { createJobQueue } from './run/job-queue.ts'
import { NobodySignedIn } from './run/recover.ts'
import { runJob } from './run/run-job.ts'
import type { RunTools } from './run/run-state.ts'
import { STOP_MS } from './run/stopping.ts'
import { createStartJob, type StartJob } from './start-job.ts'
import { createSubmit, type Submit } from './submit.ts'

/** The part of a pino logger in use. */
export type Log = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>

export type Runner = {
  /** Stores a job, starts it, and answers at once. Throws what `createSubmit` says. */
  submit: Submit
  /** Stores a job that is made otherwise, and starts it. */
  startJob: StartJob
  /** Starts the jobs in the store that may run now, and stops those that are to stop. */
  look(): void
  /**
   * Goes on with every job that has not ended, and from now on looks for jobs that other gateways have left.
   */
  resume(): void
  /** Goes on with jobs that wait for a sign-in. */
  signedIn(jobIds: readonly string[]): void
  /**
   * Asks a job to stop and answers at once. The gateway that runs it ends it; this one does if none runs it.
   */
  stopJob(who: Identity, id: string): Promise<StopRequest>
  /** Settles when every job has ended or waits for a sign-in. */
  idle(): Promise<void>
  /** Stops taking steps; the jobs stay as they are, to be resumed here or by another gateway. */
  stop(): Promise<void>
}

type Ends = Parameters<Parameters<typeof createJobQueue>[0]['run']>[1]

/** How long a job rests after an error of the console itself, such as a full disk. */
const REST_MS = 30_000

/** Runs jobs in the background. */
export function createRunner(o: {
  driver: Driver
  store: Store
  access: Access
  cloudCache: CloudCache
  planner: Pick<Planner, 'planAfresh'>
  credentials: Credentials
  clock: Clock
  log: Log
  newId: () => string
}): Runner {
  const { store, credentials, clock, log } = o
  const stopping = new AbortController()
  const { signal } = stopping
  /** Who stopped which job here, in case that the job's own rights do not suffice to end it. */
  const stoppers = new Map<string, { who: Identity; at: number }>()
  /** Jobs that wait for a sign-in, and since when: the user may sign in at another gateway. */
  const waitingForSignIn = new Map<string, number>()
  const queue = createJobQueue({
    leases: store.leases,
    run,
    mayRun: ({ id, stopping }) => stopping || !waitingForSignIn.has(id),
    onError(error) {
      if (signal.aborted) return
      log.error({ err: error }, 'the line of jobs cannot be read')
      void clock.sleep(REST_MS, signal).then(queue.look, () => {})
    },
  })

  const toolsFor = (job: OpenJob, signal: AbortSignal, stop: AbortController): RunTools => ({
    ...o,
    runs: store.runs,
    grants: store.grants,
    signal,
    stop,
    stopper: () => stoppers.get(job.id)?.who ?? null,
    check() {
      if (!store.leases.holds(job)) throw new LeaseLost()
    },
    onNobody: () => waitingForSignIn.set(job.id, clock.now()),
    onTransientFailure: ({ call, status, code, message }) =>
      log.warn({ job: job.id, call, status, code, reason: message }, 'job set back'),
  })

  async function run(job: OpenJob, { lost, stop }: Ends): Promise<void> {
    const { id } = job
    log.info({ job: id }, 'job started')
    const over = AbortSignal.any([signal, lost])
    while (!over.aborted)
      try {
        await runJob(id, toolsFor(job, over, stop))
        log.info({ job: id }, 'job ended')
        stoppers.delete(id)
        await forgetTokens()
        return
      } catch (error) {
        if (over.aborted || !mayRunAgain(id, error)) return
        const rested = stop.signal.aborted ? over : AbortSignal.any([over, stop.signal])
        await clock.sleep(REST_MS, rested).catch(() => {})
      }
  }

  /** Whether a job that an error has interrupted is run again here. */
  const mayRunAgain = (id: string, error: unknown): boolean => {
    if (error instanceof NobodySignedIn) return false
    if (isLeaseLost(error)) log.warn({ job: id }, 'job taken over by another gateway')
    else log.error({ job: id, err: error }, 'job interrupted by an error, to be resumed')
    return !isLeaseLost(error)
  }

  /** Tokens that cannot be revoked now are tried again when the next job ends. */
  const forgetTokens = () =>
    credentials.settle().catch((error) => log.error({ err: error }, 'tokens of ended jobs are kept'))

  const signedIn = (jobIds: readonly string[]) => {
    for (const id of jobIds) waitingForSignIn.delete(id)
    queue.look()
  }
  credentials.onSupplied(signedIn)

  /** A sign-in at another gateway is known here only through the store. */
  const wakeByStore = async () => {
    if (waitingForSignIn.size === 0) return
    const open = new Set((await store.leases.open()).map(({ id }) => id))
    for (const id of waitingForSignIn.keys()) if (!open.has(id)) waitingForSignIn.delete(id)
    for (const [id, since] of waitingForSignIn)
      if (clock.now() - since >= REST_MS && (await credentials.forJob(id))) waitingForSignIn.delete(id)
  }

  const keepUp = async (everyMs: number) => {
    while (!signal.aborted)
      try {
        await clock.sleep(everyMs, signal)
        await wakeByStore()
        await queue.heartbeat()
        await forgetTokens()
      } catch (error) {
        if (!signal.aborted) log.error({ err: error }, 'leases cannot be renewed')
      }
  }

  const startJob = createStartJob({ credentials, jobs: store.jobs, newId: o.newId, onCreated: queue.look })

  return {
    startJob,
    submit: createSubmit({ ...o, startJob }),
    look: queue.look,

    resume() {
      queue.look()
      void forgetTokens()
      if (store.leases.heartbeatMs !== null) void keepUp(store.leases.heartbeatMs)
    },

    signedIn,

    async stopJob(who, id) {
      const outcome = await store.requests.stop({ projectId: who.project.id, id }, who.user)
      if (outcome !== 'asked') return outcome
      // Entries of jobs that other gateways have ended are never removed otherwise.
      for (const [old, { at }] of stoppers) if (clock.now() - at > 10 * STOP_MS) stoppers.delete(old)
      stoppers.set(id, { who, at: clock.now() })
      queue.end(id)
      queue.look()
      return outcome
    },

    idle: queue.idle,

    async stop() {
      stopping.abort(new Error('The console is stopping.'))
      await queue.stop()
    },
  }
}
