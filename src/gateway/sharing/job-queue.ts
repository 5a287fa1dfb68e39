import type { QueuedJob } from '../store/runs.ts'

/** Jobs that run or wait for their turn. */
export type JobQueue = {
  add(job: QueuedJob): void
  /** Marks a job as not busy while the promise is pending, for `idle`. */
  parked<T>(promise: Promise<T>): Promise<T>
  /** Settles when nothing runs but parked jobs. */
  idle(): Promise<void>
  /** Starts no more jobs and settles when those that run have returned. */
  stop(): Promise<void>
}

/** Jobs of one project that run at the same time. */
const PER_PROJECT = 4

/**
 * Starts jobs in the order they came. Jobs that touch the same image run one after the other: sharing and unsharing
 * must not overtake each other, and what one has read the other would change.
 */
export function createJobQueue(run: (job: QueuedJob) => Promise<void>): JobQueue {
  const waiting: QueuedJob[] = []
  const running = new Map<QueuedJob, Promise<void>>()
  let stopped = false
  let parkedJobs = 0
  let idlers: (() => void)[] = []

  const tellIdle = () => {
    if (running.size > parkedJobs) return
    for (const tell of idlers) tell()
    idlers = []
  }

  const start = () => {
    if (stopped) return
    const images = new Map<string, Set<string>>()
    const slots = new Map<string, number>()
    const take = (job: QueuedJob) => {
      const taken = images.get(job.projectId) ?? new Set()
      images.set(job.projectId, taken)
      const free = !job.images.some((id) => taken.has(id)) && (slots.get(job.projectId) ?? 0) < PER_PROJECT
      // A job that must wait keeps its images from later ones all the same: no job is overtaken for ever.
      for (const id of job.images) taken.add(id)
      if (free) slots.set(job.projectId, (slots.get(job.projectId) ?? 0) + 1)
      return free
    }
    for (const job of running.keys()) take(job)
    for (const job of waiting.filter(take)) {
      waiting.splice(waiting.indexOf(job), 1)
      const done = run(job).finally(() => {
        running.delete(job)
        start()
        tellIdle()
      })
      running.set(job, done)
    }
  }

  return {
    add: (job) => {
      waiting.push(job)
      start()
    },
    parked: async (promise) => {
      parkedJobs += 1
      tellIdle()
      try {
        return await promise
      } finally {
        parkedJobs -= 1
      }
    },
    idle: () =>
      new Promise((resolve) => {
        idlers.push(resolve)
        tellIdle()
      }),
    stop: async () => {
      stopped = true
      await Promise.all(running.values())
    },
  }
}
