import type { Access } from '../../access/access.ts'
import type { Clock, CloudFailure, Driver, Identity } from '../../cloud/driver.ts'
import type { RunStore } from '../../store/runs/run-store.ts'
import type { OpenCall, RunJob } from '../model/run.ts'
import type { OpenPairs } from './open-pairs.ts'

/** What a call of a running job works with. */
export type CallTools = {
  job: RunJob
  pairs: OpenPairs
  driver: Driver
  runs: RunStore
  access: Access
  clock: Clock
  who: Identity
  /** Ends with the run, and some time after a stop: calls under way are left then. */
  signal: AbortSignal
  /** Aborted once somebody has stopped the job. */
  stop: AbortController
  /** Throws once nothing may be sent any more: with a lease that is lost, or the reason of `stop`. */
  check(): void
  /** A failure that may pass counts as the call's result, because it has been tried often enough. */
  giveUp: boolean
  /** How many refused calls may yet be made again, each in two parts. */
  splits: { left: number }
  onAccepted(): void
}

/**
 * How a call was left. `transientFailure`: why it has no result yet; `underWay`: the cloud still works on it;
 * `splitsAgain`: it was refused as a whole, and its pairs are to be sent in two calls.
 */
export type CallEnd = { transientFailure?: CloudFailure; underWay?: OpenCall; splitsAgain?: true }

/**
 * Calls of one job at a time. All of them are waited for, so that nothing is written after the run has ended.
 */
export const CALLS = { concurrency: 4, stopOnError: false }
