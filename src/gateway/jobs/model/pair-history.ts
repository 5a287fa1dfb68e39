import type { OwnerAction, PairState, Position } from '#contract/pair'
import type { Named } from './run.ts'

/**
 * A job as the history of a pair names it. `isUndo`: it undoes another one, so it has no wishes of its own.
 * `createdAt`: in ms since 1970.
 */
export type ActingJob = {
  seq: number
  id: string
  action: OwnerAction
  isUndo: boolean
  ended: boolean
  user: string
  reason: string
  createdAt: number
}

/**
 * What one job had to do with a pair. `settled`: the revision that settled it, null while the job has still
 * to see to it; `present`, `memberSince`: as read back.
 */
export type JobPart = {
  job: ActingJob
  state: PairState
  settled: number | null
  present: boolean | null
  /** The job found it otherwise than it wants it, and was about to send it. */
  wasMissing: boolean
  unproven: boolean
  withdrawn: boolean
  memberSince: number | null
  readAt: number | null
}

/** What jobs did to a pair by its IDs: settled parts in order, then open ones. */
export type IdHistory = { imageId: string; projectId: string; parts: readonly JobPart[] }

/**
 * A pair by its positions in the lists of the undo, with all that jobs did to it: settled parts in order,
 * then open ones.
 */
export type PairHistory = Position & { parts: readonly JobPart[] }

/**
 * What the undo of a job is about. `withdraws`: it takes back wishes; otherwise it restores them, as the job
 * is an undo itself. `images`, `projects`: the lists of the job whose wishes they are. `mark` changes
 * whenever something of it does, `moved` whenever a job with one of the images moves.
 */
export type Undoable<T> = {
  action: OwnerAction
  ended: boolean
  withdraws: boolean
  images: Named[]
  projects: Named[]
  pairs: T[]
  mark: string
  moved: string
}
