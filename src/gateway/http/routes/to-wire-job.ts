import { type JobDetail, type JobFacts, TERMINAL } from '#contract/job'
import type { Pair, PairState } from '#contract/pair'
import { MEMBER_JOB_TYPES, type WireJob, type WireJobResult, type WireJobStatus } from '#ims/jobs'

/**
 * States that the specification calls failed, the most urgent first. It knows neither unsent pairs nor a
 * stop.
 */
export const FAILED_STATES = [
  'unconfirmed',
  'failed',
  'impossible',
  'unsent',
] as const satisfies readonly PairState[]

/** States that the specification calls a success. */
export const ARRIVED_STATES = ['done', 'unchanged'] as const satisfies readonly PairState[]

const isFailed = ({ state }: Pair) => (FAILED_STATES as readonly PairState[]).includes(state)

/**
 * A job as the specification's job calls show it. `first`: the first failed pair. The documents leave partial
 * failure open; here a job with a failed pair is FAIL, with the code of the first.
 */
export function toWireJob(job: JobFacts, first: Pair | undefined, entities: WireJob['entities']): WireJob {
  const failed = TERMINAL.has(job.status) ? first : undefined
  const ended = TERMINAL.has(job.status) && job.status !== 'succeeded'
  return {
    job_id: job.id,
    job_type: JOB_TYPE[job.action],
    status: toWireStatus(job),
    begin_time: new Date(job.startedAt ?? job.createdAt).toISOString(),
    // Empty while running, as the samples of the older clouds have it.
    end_time: job.endedAt === null ? '' : new Date(job.endedAt).toISOString(),
    error_code: failed?.code ?? (ended ? (job.problem?.code ?? null) : null),
    fail_reason: failed?.message ?? (ended ? (job.problem?.message ?? null) : null),
    entities,
  }
}

const JOB_TYPE = {
  share: MEMBER_JOB_TYPES.add,
  unshare: MEMBER_JOB_TYPES.remove,
  accept: MEMBER_JOB_TYPES.update,
  reject: MEMBER_JOB_TYPES.update,
} as const

function toWireStatus({ status }: JobFacts): WireJobStatus {
  if (status === 'queued') return 'INIT'
  if (status === 'succeeded') return 'SUCCESS'
  return TERMINAL.has(status) ? 'FAIL' : 'RUNNING'
}

/** One entry of `entities.results`; null for a pair that is not settled. */
export function toWireResult(job: Pick<JobDetail, 'images' | 'projects'>, pair: Pair): WireJobResult | null {
  const ids = { image_id: job.images[pair.image]?.id, project_id: job.projects[pair.project]?.id }
  if (isFailed(pair)) return { ...ids, status: 'fail', error_code: pair.code, fail_reason: pair.message }
  return (ARRIVED_STATES as readonly PairState[]).includes(pair.state) ? { ...ids, status: 'success' } : null
}

/** How much of a job is settled, from 0 to 1, as `process_percent` counts it. */
export const settledPart = ({ pairs: { total, waiting, sent } }: JobFacts) =>
  total === 0 ? 1 : (total - waiting - sent) / total
