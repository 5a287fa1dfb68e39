import type { LeaseStore } from '../../store/runs/leases.ts'
import type { OpenJob } from '../model/run.ts'
import { JobStopped } from '../model/run.ts'
import { nextJobs } from './next-jobs.ts'

/** The jobs that this gateway runs. */
export type JobQueue = {
  /** Looks into the store for jobs that may run now, and for those that run here and are to stop. */
  look(): void
  /** Stops a job that runs here. */
  end(id: string): void
  /** Renews the leases, leaves jobs that another gateway has taken over, and looks for new ones. */
  heartbeat(): Promise<void>
  /** Settles when nothing runs and nothing is there that may run. */
  idle(): Promise<void>
  /** Starts no more jobs and settles when those that run have returned and can be had by others. */
  stop(): Promise<void>
}

type Running = { done: Promise<void>; leave(): void; stop: AbortController }

/**
 * Runs the jobs of the store, each under a lease. `run` never rejects; `lost` is aborted when the lease is
 * lost, `stop` when the store says that the job is to stop.
 */
export function createJobQueue(o: {
  leases: LeaseStore
  run(job: OpenJob, ends: { lost: AbortSignal; stop: AbortController }): Promise<void>
  /** Whether this gateway can go on with a job now. */
  mayRun(job: OpenJob): boolean
  /** Called with the reason when the store cannot be asked. */
  onError(error: unknown): void
}): JobQueue {
  const { leases } = o
  const running = new Map<string, Running>()
  let stopped = false
  let looking: Promise<void> | null = null
  let again = false
  let idlers: (() => void)[] = []

  const tellIdle = () => {
    if (running.size > 0 || looking) return
    for (const tell of idlers) tell()
    idlers = []
  }

  const start = (job: OpenJob) => {
    const lost = new AbortController()
    const stop = new AbortController()
    const done = o
      .run(job, { lost: lost.signal, stop })
      .then(() => leases.release(job))
      .catch(o.onError)
      .then(() => {
        running.delete(job.id)
        look()
        tellIdle()
      })
    running.set(job.id, { done, stop, leave: () => lost.abort(new Error('Another gateway has the job.')) })
  }

  const end = (id: string) => running.get(id)?.stop.abort(new JobStopped())

  const takeNext = async () => {
    const isRunning = ({ id }: OpenJob) => running.has(id)
    const line = await leases.open()
    for (const { id, stopping } of line) if (stopping) end(id)
    for (const job of nextJobs(line, { isRunning, mayRun: o.mayRun }))
      if (!stopped && (await leases.take(job))) start(job)
  }

  /** Only one look at a time; a call meanwhile makes it look once more. */
  const look = () => {
    again = true
    if (looking || stopped) return
    again = false
    looking = takeNext()
      .catch(o.onError)
      .then(() => {
        looking = null
        if (again) look()
        tellIdle()
      })
  }

  return {
    look,
    end,
    async heartbeat() {
      const before = [...running]
      const held = await leases.renew()
      for (const [id, { leave }] of before) if (!held.has(id)) leave()
      look()
    },
    idle: () =>
      new Promise((resolve) => {
        idlers.push(resolve)
        tellIdle()
      }),
    stop: async () => {
      stopped = true
      await looking
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}
