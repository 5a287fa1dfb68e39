import { isAnswer, type JobAction } from '#contract/job'
import { MAX_PAIRS } from '#contract/plan'
import type { MemberBatch } from '#ims/members'
import type { Catalog } from '../catalog.ts'
import type { Credentials } from '../credentials.ts'
import { type Clock, CloudFailure, type Driver, type Identity } from '../drivers/driver.ts'
import type { Store } from '../store/database.ts'
import { LeaseLost, type OpenJob } from '../store/leases.ts'
import { createJobQueue } from './job-queue.ts'
import { NobodySignedIn, runJob } from './run-job.ts'

/** The part of a pino logger in use. */
export type Log = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>

/** What is asked for: every image with every project, for an answer with the own one alone. `key` is the submission's idempotency key. */
export type ShareRequest = {
  action: JobAction
  batch: MemberBatch
  reason: string
  key: string | null
  /** A stop: take back key grants of this console that no share needs afterwards. */
  revokeGrants?: boolean
  /** A share: private images may be made shared, where the cloud asks for that. It changes the images. */
  makeShared?: boolean
  /** An answer: the vault for the data of full-ECS images. */
  vaultId?: string | undefined
}

export type Runner = {
  /**
   * Stores a job with all its pairs, starts it, and answers at once. Throws `CloudFailure` when none of the images can
   * be looked at, and 400 `IMG.0001` when there are more than `MAX_PAIRS` pairs.
   */
  submit(who: Identity, request: ShareRequest): Promise<{ jobId: string }>
  /** Starts the jobs in the store that may run now. */
  look(): void
  /** Goes on with every job that has not ended, and from now on with those that other gateways leave or are given. */
  resume(): void
  /** Goes on with the jobs of a project that wait for a sign-in. */
  wake(projectId: string): void
  /** Settles when every job has ended or waits for a sign-in. */
  idle(): Promise<void>
  /** Stops taking steps; the jobs stay as they are, to be resumed here or by another gateway. */
  stop(): Promise<void>
}

/** What a job is about, as its refusals name it. */
const CALL: Record<JobAction, string> = {
  share: 'share images',
  unshare: 'stop sharing images',
  accept: 'accept images',
  reject: 'reject images',
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
  /** Jobs that wait for a sign-in to their project, and since when. Another gateway may know somebody. */
  const asleep = new Map<string, { projectId: string; since: number }>()
  const queue = createJobQueue({
    leases: store.leases,
    run,
    mayRun: ({ id }) => !asleep.has(id),
    onError(error) {
      if (signal.aborted) return
      log.error({ err: error }, 'the line of jobs cannot be read')
      void clock.sleep(REST_MS, signal).then(queue.look, () => {})
    },
  })

  async function run(job: OpenJob, lost: AbortSignal): Promise<void> {
    const { id, projectId } = job
    log.info({ job: id }, 'job started')
    const over = AbortSignal.any([signal, lost])
    while (!over.aborted)
      try {
        await runJob(id, {
          ...o,
          runs: store.runs,
          grants: store.grants,
          signal: over,
          check() {
            if (!store.leases.holds(job)) throw new LeaseLost()
          },
          onNobody: () => asleep.set(id, { projectId, since: clock.now() }),
          onSetback: ({ call, status, code, message }) =>
            log.warn({ job: id, call, status, code, reason: message }, 'job set back'),
        })
        log.info({ job: id }, 'job ended')
        return
      } catch (error) {
        if (over.aborted || error instanceof NobodySignedIn) return
        if (error instanceof LeaseLost) {
          log.warn({ job: id }, 'job taken over by another gateway')
          return
        }
        log.error({ job: id, err: error }, 'job interrupted by an error, to be resumed')
        await clock.sleep(REST_MS, over).catch(() => {})
      }
  }

  const wake = (projectId: string) => {
    for (const [id, sleeper] of asleep) if (sleeper.projectId === projectId) asleep.delete(id)
    queue.look()
  }
  credentials.onNew(wake)

  /** Whoever signed in at another gateway is known here by the store only. */
  const wakeByStore = async () => {
    for (const [id, { projectId, since }] of asleep)
      if (clock.now() - since >= REST_MS && (await credentials.forProject(projectId))) asleep.delete(id)
  }

  const keepUp = async (everyMs: number) => {
    while (!signal.aborted)
      try {
        await clock.sleep(everyMs, signal)
        await wakeByStore()
        await queue.pulse()
      } catch (error) {
        if (!signal.aborted) log.error({ err: error }, 'leases cannot be renewed')
      }
  }

  return {
    async submit(who, { action, batch, reason, key, revokeGrants = false, makeShared = false, vaultId }) {
      const earlier = key === null ? null : await store.jobs.byKey(who.project.id, key)
      if (earlier) return { jobId: earlier.id }
      const imageIds = [...new Set(batch.images.map((id) => id.toLowerCase()))]
      const projectIds = [...new Set(batch.projects)]
      const call = CALL[action]
      const pairs = imageIds.length * projectIds.length
      if (pairs > MAX_PAIRS)
        throw new CloudFailure(
          call,
          400,
          'IMG.0001',
          `${pairs} pairs are too many for one job. Share at most ${MAX_PAIRS} at a time.`,
        )
      const described = isAnswer(action)
        ? new Map((await o.driver.listReceived(who)).map((image) => [image.id, image]))
        : await catalog.describe(who, imageIds)
      if (!imageIds.some((id) => described.get(id)))
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
        projects: projectIds.map((id) => ({
          id,
          name: id === who.project.id ? who.project.name : (known?.get(id) ?? ''),
        })),
        firstTime:
          known && action === 'share'
            ? projectIds.filter((id) => !known.has(id) && id !== who.project.id)
            : [],
        revokeGrants: revokeGrants && action === 'unshare',
        makeShared: makeShared && action === 'share',
        ...(action === 'accept' && vaultId !== undefined && { vaultId }),
      }
      const { id, created } = await store.runs.create(job)
      if (created) queue.look()
      return { jobId: id }
    },

    look: queue.look,

    resume() {
      queue.look()
      if (store.leases.pulseMs !== null) void keepUp(store.leases.pulseMs)
    },

    wake,
    idle: queue.idle,

    async stop() {
      stopping.abort(new Error('The console is stopping.'))
      await queue.stop()
    },
  }
}
