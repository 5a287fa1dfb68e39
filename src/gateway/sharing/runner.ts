import { setMaxListeners } from 'node:events'
import type { JobAction } from '#contract/job'
import { MAX_PAIRS } from '#contract/plan'
import type { MemberBatch } from '#ims/members'
import type { Catalog } from '../catalog.ts'
import type { Credentials } from '../credentials.ts'
import { type Clock, CloudFailure, type Driver, type Identity } from '../drivers/driver.ts'
import type { Store } from '../store/database.ts'
import type { QueuedJob } from '../store/runs.ts'
import { createJobQueue } from './job-queue.ts'
import { runJob } from './run-job.ts'

/** The part of a pino logger in use. */
export type Log = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>

/** What is asked for: every image with every project. `key` is the submission's idempotency key. */
export type ShareRequest = {
  action: JobAction
  batch: MemberBatch
  reason: string
  key: string | null
  /** A stop: take back key grants of this console that no share needs afterwards. */
  revokeGrants?: boolean
  /** A share: private images may be made shared, where the cloud asks for that. It changes the images. */
  makeShared?: boolean
}

export type Runner = {
  /**
   * Stores a job with all its pairs, starts it, and answers at once. Throws `CloudFailure` when none of the images can
   * be looked at, and 400 `IMG.0001` when there are more than `MAX_PAIRS` pairs.
   */
  submit(who: Identity, request: ShareRequest): Promise<{ jobId: string }>
  /** Starts a job that is in the store. */
  start(job: QueuedJob): void
  /** Goes on with every job that has not ended; for the start of the process. */
  resume(): Promise<void>
  /** Goes on with the jobs of a project that wait for a sign-in. */
  wake(projectId: string): void
  /** Settles when every job has ended or waits for a sign-in. */
  idle(): Promise<void>
  /** Stops taking steps; the jobs stay as they are, to be resumed. */
  stop(): Promise<void>
}

/** How long a job rests after an error of the console itself, such as a full disk. */
const REST_MS = 30_000

/** Runs jobs in the background. */
export function createRunner(o: {
  driver: Driver
  store: Store
  catalog: Catalog
  credentials: Credentials
  clock: Clock
  log: Log
  newId: () => string
}): Runner {
  const { store, catalog, credentials, clock, log } = o
  const stopping = new AbortController()
  const { signal } = stopping
  // Every call under way listens to it, and there may be many.
  setMaxListeners(0, signal)
  const sleepers = new Map<string, Set<() => void>>()
  const queue = createJobQueue(run)

  async function run({ id }: QueuedJob): Promise<void> {
    log.info({ job: id }, 'job started')
    while (!signal.aborted)
      try {
        await runJob(id, {
          ...o,
          runs: store.runs,
          grants: store.grants,
          signal,
          signIn,
          onSetback: ({ call, status, code, message }) =>
            log.warn({ job: id, call, status, code, reason: message }, 'job set back'),
        })
        log.info({ job: id }, 'job ended')
        return
      } catch (error) {
        if (signal.aborted) return
        log.error({ job: id, err: error }, 'job interrupted by an error, to be resumed')
        await clock.sleep(REST_MS, signal).catch(() => {})
      }
  }

  /** The job does not count as busy while it waits. */
  const signIn = (projectId: string): Promise<void> =>
    queue.parked(
      new Promise((resolve, reject) => {
        const waiting = sleepers.get(projectId) ?? new Set()
        sleepers.set(projectId, waiting.add(resolve))
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      }),
    )

  const wake = (projectId: string) => {
    const waiting = sleepers.get(projectId)
    sleepers.delete(projectId)
    for (const resolve of waiting ?? []) resolve()
  }
  credentials.onNew(wake)

  return {
    async submit(who, { action, batch, reason, key, revokeGrants = false, makeShared = false }) {
      const earlier = key === null ? null : await store.jobs.byKey(who.project.id, key)
      if (earlier) return { jobId: earlier.id }
      const imageIds = [...new Set(batch.images.map((id) => id.toLowerCase()))]
      const projectIds = [...new Set(batch.projects)]
      const call = action === 'share' ? 'share images' : 'stop sharing images'
      const pairs = imageIds.length * projectIds.length
      if (pairs > MAX_PAIRS)
        throw new CloudFailure(
          call,
          400,
          'IMG.0001',
          `${pairs} pairs are too many for one job. Share at most ${MAX_PAIRS} at a time.`,
        )
      const described = await catalog.describe(who, imageIds)
      if (![...described.values()].some((image) => image !== null))
        throw new CloudFailure(call, 404, 'IMG.0027', 'None of the images is visible to the project.')
      const known = await catalog.recipients(who).then(
        (recipients) => new Map(recipients.map(({ id, name }) => [id, name])),
        // Names are a comfort: without them the job is as good.
        () => null,
      )
      const job = {
        id: o.newId(),
        key,
        action,
        reason,
        user: who.user,
        project: who.project,
        images: imageIds.map((id) => ({ id, name: described.get(id)?.name ?? '' })),
        projects: projectIds.map((id) => ({ id, name: known?.get(id) ?? '' })),
        firstTime:
          known && action === 'share'
            ? projectIds.filter((id) => !known.has(id) && id !== who.project.id)
            : [],
        revokeGrants: revokeGrants && action === 'unshare',
        makeShared: makeShared && action === 'share',
      }
      const { id, created } = await store.runs.create(job)
      if (created) queue.add({ id, projectId: who.project.id, images: imageIds })
      return { jobId: id }
    },

    start: queue.add,

    async resume() {
      for (const job of await store.runs.unfinished()) queue.add(job)
    },

    wake,
    idle: queue.idle,

    async stop() {
      stopping.abort(new Error('The console is stopping.'))
      await queue.stop()
    },
  }
}
