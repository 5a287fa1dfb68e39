import { sql } from 'kysely'
import type { JobStatus } from '#contract/job'
import type { PairState } from '#contract/pair'

/**
 * A state of a pair is stored as its position in this list, so the list only grows.
 */
const STATES = [
  'unconfirmed',
  'failed',
  'sent',
  'waiting',
  'done',
  'unchanged',
  'impossible',
  'unsent',
] as const satisfies readonly PairState[]

/** The number that stands for a state in the table. */
export const stateNumber = (state: PairState): number => STATES.indexOf(state)

/** The state behind a number of the table. */
export const stateName = (number: number): PairState => STATES[number] ?? 'waiting'

const numbers = (...states: PairState[]) => states.map(stateNumber)

/** Pairs that a run has still to see to. */
export const OPEN = numbers('waiting', 'sent')
/** Pairs that are worth another try. */
export const FAILED = numbers('failed', 'unconfirmed')
export const UNSENT = numbers('unsent')
/** Pairs that could not be sent, and may be another time. */
export const IMPOSSIBLE = numbers('impossible')
/** Pairs that are as their job wanted them, by its doing or not: its wishes. */
export const ACHIEVED = numbers('done', 'unchanged')

/** The statuses of jobs that have not ended. */
export const ACTIVE_STATUSES = ['queued', 'running', 'waiting'] as const satisfies readonly JobStatus[]

/**
 * Jobs that have not ended. Written out, not bound: a partial index is used only when its condition is seen.
 */
export const jobIsActive = sql<boolean>`status in ('queued', 'running', 'waiting')`
