import type { Code } from '#contract/codes'
import type { JobAction } from '#contract/job'
import type { Pair } from '#contract/pair'

/** A user, project or image with the name that it had. */
export type Named = { id: string; name: string }

/**
 * A job that has not ended, as the queue sees it. `place`: its number in the line; `held`: another gateway
 * runs it; `stopping`: somebody asked for its end.
 */
export type OpenJob = {
  id: string
  seq: number
  projectId: string
  actor: Named
  images: readonly string[]
  place: number
  held: boolean
  stopping: boolean
}

/** A call that has begun and not ended. `images`, `projects`: positions in the job's lists. */
export type OpenCall = {
  n: number
  images: number[]
  projects: number[]
  cloudJobId: string | null
} & CallStart

/**
 * When the cloud began a call, by its own clock, where it tells; `isFirst`: none of its pairs had been sent
 * before.
 */
export type CallStart = { beganAt?: number; isFirst?: boolean }

/**
 * A call that is about to be made, and with whose rights. `images`, `projects`: positions in the job's lists.
 * `marksPairs`: one request sends all of its pairs, so they are marked as sent together with it.
 */
export type NewCall = {
  method: string
  path: string
  images: number[]
  projects: number[]
  marksPairs: boolean
  user: Named
}

/** How a call ended. `status` is for people: the cloud's own word in lower case, or `interrupted`. */
export type CallOutcome = {
  status: string
  code: Code | null
  message: string | null
  requestId?: string | null
}

/**
 * A pair as the runner works on it. `wasSent`: it was in some call that may have been carried out, perhaps in
 * an earlier attempt; `memberSince`: as read back.
 */
export type RunPair = Omit<Pair, 'earlier' | 'withdrawn'> & { wasSent: boolean; memberSince: number | null }

/** A job as the runner works on it: the pairs without a final state and the calls that have not ended. */
export type RunJob = {
  seq: number
  revision: number
  id: string
  projectId: string
  /** The user whose rights it runs with. */
  actor: Named
  ended: boolean
  /** Somebody asked for its end: nothing more is sent. */
  stopping: boolean
  action: JobAction
  revokeGrants: boolean
  proves: boolean
  makeShared: boolean
  vaultId: string | null
  images: string[]
  projects: string[]
  open: RunPair[]
  calls: OpenCall[]
}

/** Nothing more is sent for a job: somebody asked for its end. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped'
  constructor() {
    super('The job was stopped.')
  }
}
