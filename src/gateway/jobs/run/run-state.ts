import type { Access } from '../../access/access.ts'
import type { CloudCache } from '../../access/cloud-cache.ts'
import type { Credentials } from '../../auth/credentials.ts'
import type { Clock, CloudFailure, Driver, Identity } from '../../cloud/driver.ts'
import type { Members } from '../../cloud/read-members.ts'
import type { GrantStore } from '../../store/grants.ts'
import type { RunStore } from '../../store/runs/run-store.ts'
import { JobStopped, type Named, type OpenCall, type RunJob } from '../model/run.ts'
import { createOpenPairs, type OpenPairs } from './open-pairs.ts'
import { leaveAfter } from './stopping.ts'

/** What the run of a job works with. */
export type RunTools = {
  driver: Driver
  runs: RunStore
  grants: GrantStore
  access: Access
  cloudCache: CloudCache
  credentials: Credentials
  clock: Clock
  /** Hears, before the job says so, that its user is not signed in: the next sign-in is to run it again. */
  onNobody(): void
  /** Throws once nothing may be sent for the job any more, as its lease has run out. */
  check(): void
  /** Tells the log why the job cannot go on for now. */
  onTransientFailure(failure: CloudFailure): void
  signal: AbortSignal
  /** Is aborted when somebody stops the job, by whoever hears of it first. */
  stop: AbortController
  /** Who stopped it, where that was asked for at this gateway. */
  stopper(): Identity | null
}

/** One run of a job: what it works with, and what changes from round to round. */
export type Run = RunTools & {
  job: RunJob
  pairs: OpenPairs
  /** Aborted when the run is over or somebody stops the job: no round begins or waits any longer. */
  until: AbortSignal
  /** Aborted when the run is over or, some time after a stop, calls under way are not followed any longer. */
  leave: AbortSignal
  /** Aborted by the run itself at its end, so that nothing waits for `leave` any more. */
  over: AbortController
  /** Calls that the cloud still works on. */
  underWay: OpenCall[]
  /** How many refused calls may yet be made again, each in two parts. */
  splits: { left: number }
  /** Rounds in which a call failed since the cloud accepted one. */
  callTries: number
  failuresInARow: number
  /** How often in a row the cloud refused the token. */
  refusalsInARow: number
  /** How often an image could not be read, by its position. */
  readTries: Map<number, number>
  /** With whose rights the job runs. */
  actor: Named
  /** The job tells that it waits for something. */
  isWaiting: boolean
  /** What is left to send after the first read is stored as the job's plan. */
  isPlanned: boolean
}

/** An image, by its position in the job, with the members that were read. */
export type ReadImage = { image: number; members: Exclude<Members, { failure: CloudFailure }> }

/**
 * How many refused calls one run makes again in two parts: enough to find a few bad pairs among thousands,
 * and soon over when the cloud refuses everything.
 */
const SPLITS = 40

/** Loads a job and begins a run of it. */
export async function beginRun(id: string, tools: RunTools): Promise<Run> {
  const { runs, cloudCache, clock, signal, stop } = tools
  const job = await runs.load(id)
  if (job.stopping) stop.abort(new JobStopped())
  const over = new AbortController()
  const leave = leaveAfter(stop.signal, { clock, signal, over: over.signal })
  await runs.begin(job.seq)
  // What was read for screens may be older than the job: an image may have become active, or full.
  cloudCache.forget(job.projectId)
  return {
    ...tools,
    job,
    pairs: createOpenPairs(job),
    until: AbortSignal.any([signal, stop.signal]),
    leave,
    over,
    underWay: job.calls,
    splits: { left: SPLITS },
    callTries: 0,
    failuresInARow: 0,
    refusalsInARow: 0,
    readTries: new Map(),
    actor: job.actor,
    isWaiting: false,
    isPlanned: false,
  }
}
