import type { JobAction } from '#contract/job'
import type { Position } from '#contract/pair'
import type { Named } from './run.ts'

/** A token for a job to keep, encrypted. `own`: it was made for this job alone. */
export type KeptToken = {
  sealed: string
  /** SHA-256 of the token. */
  digest: string
  roles: readonly string[]
  /** In ms since 1970. */
  expiresAt: number
  own: boolean
}

/** The user whose rights a job is to run with from now on, and the token that it keeps for that. */
export type NextActor = { user: Named; token: KeptToken }

/** A job to be stored, its IDs without duplicates. */
export type NewJob = {
  id: string
  key: string | null
  action: JobAction
  reason: string
  user: Named
  /** The token that it is to run with; without one it waits for a sign-in of the user. */
  token?: KeptToken
  project: Named
  images: readonly Named[]
  projects: readonly Named[]
  /** Positions in the lists; every image with every project when not given. */
  pairs?: readonly Position[] | undefined
  /** What was confirmed for its pairs, a row of outcomes for each image; null: every pair is wanted as it comes. */
  confirmed?: readonly string[] | null
  /** The job that this one undoes. */
  undoOf?: string
  /** IDs of recipients that are here for the first time. */
  firstTime: readonly string[]
  /** A stop that is to take back the key grants of this console that no share needs any more. */
  revokeGrants?: boolean
  /** A stop that ends with a proof of what its projects still have. */
  proves?: boolean
  /** A share that may make private images shared, where the cloud asks for that. */
  makeShared?: boolean
  /** An answer: the vault for the data of full-ECS images. */
  vaultId?: string
}

/**
 * A job that undoes another, with exactly the pairs that it changes back. `withdraws`: wishes for which
 * nothing has to be sent, by their positions in the lists of `Undoable`; `mark`, `moved`: what the plan was
 * made of.
 */
export type NewUndo = NewJob & {
  undoOf: string
  pairs: readonly Position[]
  withdraws: readonly Position[]
  mark: string
  moved: string
}

/** The job that a submission made, or that an earlier one with its key had made. */
export type Created = { id: string; created: boolean }

/** What became of the wish to stop a job. */
export type StopRequest = 'asked' | 'CONSOLE.NOT_FOUND' | 'CONSOLE.ENDED'

/** What became of the wish for another attempt. */
export type Retry =
  | { outcome: 'opened'; pairs: number }
  | { outcome: 'CONSOLE.NOT_FOUND' | 'CONSOLE.RUNNING' | 'CONSOLE.NOTHING' }
