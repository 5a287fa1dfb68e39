import type { RecipientFaultName } from './faults.ts'

/**
 * A job as stored. `images` and `projects` are JSON; pair number `i` is image `i / projects`, project `i %
 * projects`.
 */
export type JobRow = {
  id: string
  type: 'add' | 'remove' | 'update'
  /** Project that made it. */
  project_id: string
  images: string
  projects: string
  /** The recipient's answer, for an update. */
  status: 'accepted' | 'rejected' | null
  vault_id: string | null
  began_at: number
  init_ms: number
  base_ms: number
  pair_ms: number
  total: number
  /** The pair at which the job stalls for ever. */
  stall_at: number | null
  /** Pairs carried out so far. */
  done: number
}

type Timing = Pick<JobRow, 'began_at' | 'init_ms' | 'base_ms' | 'pair_ms' | 'total' | 'stall_at' | 'done'>

/** When a pair is carried out, in ms since 1970. Pairs fall due one after the other. */
export const dueAt = (job: Timing, position: number) =>
  job.began_at + job.init_ms + job.base_ms + (position + 1) * job.pair_ms

/** The end of a job that does not stall: when its last pair is done. */
export const endsAt = (job: Timing) => dueAt(job, job.total - 1)

/** How many pairs have fallen due. */
export function pairsDue(job: Timing, now: number): number {
  const working = now - dueAt(job, -1)
  if (working < 0) return 0
  const worked = job.pair_ms === 0 ? job.total : Math.floor(working / job.pair_ms)
  return Math.min(worked, job.stall_at ?? job.total)
}

/** The state that the job calls tell. `failed`: some pair failed. */
export function jobState(
  job: Timing,
  failed: boolean,
  faults: ReadonlySet<RecipientFaultName>,
  now: number,
): string {
  if (job.done === job.total) return failed ? 'FAIL' : 'SUCCESS'
  if (now < job.began_at + job.init_ms) return 'INIT'
  const half = (job.began_at + endsAt(job)) / 2
  return faults.has('fault-unknown-status') && now >= half ? 'PAUSED' : 'RUNNING'
}
