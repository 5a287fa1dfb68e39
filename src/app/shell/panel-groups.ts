import { isUnseen, type JobSummary, TERMINAL } from '#contract/job'

/** The panel's parts, from top to bottom. */
export const PANEL_GROUPS = ['active', 'failed', 'ended'] as const
export type PanelGroup = (typeof PANEL_GROUPS)[number]

const groupOf = (job: JobSummary, now: number): PanelGroup => {
  if (!TERMINAL.has(job.status)) return 'active'
  return isUnseen(job, now) ? 'failed' : 'ended'
}

/** Which job stands in which part. */
export type Placement = ReadonlyMap<string, PanelGroup>

/**
 * Places each job. While the operator points at the list or moves through it, `held` keeps known jobs where
 * they are, so that a row does not move away from under the pointer when its job ends. Jobs come newest first
 * and stay so.
 */
export const placeJobs = (jobs: readonly JobSummary[], now: number, held: Placement | null): Placement =>
  new Map(jobs.map((job) => [job.id, held?.get(job.id) ?? groupOf(job, now)]))
