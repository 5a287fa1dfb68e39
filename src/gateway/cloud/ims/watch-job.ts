import type { Code } from '#contract/codes'
import { cloudCode } from '#ims/errors'
import { MEMBER_JOB_TYPES, type WireJob, type WireJobResult } from '#ims/jobs'
import { parseTime } from '#ims/times'
import { type BatchEvent, type Clock, CloudFailure } from '../driver.ts'

/** How a cloud job is asked for, in ms. */
export type Poll = { firstMs: number; maxMs: number; deadlineMs: number }

/** A job that was just accepted may not be known everywhere at once: only several such answers mean it is lost. */
const UNKNOWN_ANSWERS = 3

/**
 * Asks for a cloud job until it has ended, and tells each pair's result once. Statuses are compared without case; one
 * that is not documented means "still going". Throws when the token has ended, and what is no failure of the cloud: a
 * cloud that cannot be reached or fails is asked again until the deadline.
 */
export async function* watchJob(o: {
  ask: () => Promise<WireJob>
  clock: Clock
  poll: Poll
  signal: AbortSignal | undefined
}): AsyncIterable<BatchEvent> {
  const deadline = o.clock.now() + o.poll.deadlineMs
  const told = new Set<string>()
  let unknown = 0
  let began = false
  for (let wait = o.poll.firstMs; o.clock.now() < deadline; wait = Math.min(wait * 1.5, o.poll.maxMs)) {
    await o.clock.sleep(wait, o.signal)
    const job = await askOnce(o.ask)
    if (job instanceof CloudFailure) {
      if (isUnknownJob(job)) unknown += 1
      if (unknown < UNKNOWN_ANSWERS) continue
      yield failed(
        'CONSOLE.LOST',
        `The cloud accepted the call, then told nothing of its job: ${job.message}`,
      )
      return
    }
    unknown = 0
    const at = parseTime(job.begin_time)
    if (!began && at !== null) yield { kind: 'began', at }
    began = true
    yield* newResults(job, told)
    const end = endOf(job)
    if (end) {
      yield end
      return
    }
  }
  yield failed('CONSOLE.TIMEOUT', `The cloud's job did not end within ${o.poll.deadlineMs / 1000} s.`)
}

/** The job, or the failure after which it can be asked for again. Throws when the token has ended, and what is no failure of the cloud. */
async function askOnce(ask: () => Promise<WireJob>): Promise<WireJob | CloudFailure> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof CloudFailure && error.status !== 401) return error
    throw error
  }
}

/** How a job has ended; null: it goes on. */
function endOf(job: WireJob): BatchEvent | null {
  const status = job.status.toUpperCase()
  if (status === 'SUCCESS') return { kind: 'ended', outcome: 'success' }
  if (status !== 'FAIL' && status !== 'FAILED') return null
  const why = job.fail_reason || 'The cloud’s job failed without saying why.'
  return failed(cloudCode(job.error_code || 'IMG.0061'), why)
}

/**
 * No source says what an unknown job answers: 404, 400 with the code of a failed job query, or 403 as it might be that
 * of another project. All else may pass, and a token that has ended is no answer.
 */
export const isUnknownJob = ({ status }: CloudFailure) =>
  status >= 400 && status < 500 && status !== 401 && status !== 429

const failed = (code: Code, message: string): BatchEvent => ({
  kind: 'ended',
  outcome: 'failed',
  code,
  message,
})

/** Results not told yet. */
function* newResults(job: WireJob, told: Set<string>): Iterable<BatchEvent> {
  for (const result of job.entities?.results ?? []) {
    const event = resultOf(result, job)
    const key = `${result.image_id} ${result.project_id}`
    if (!event || told.has(key)) continue
    told.add(key)
    yield event
  }
}

/** The result of a pair. Null: without a project it says nothing about a pair, and one still running will come again. */
function resultOf(result: WireJobResult, job: WireJob): BatchEvent | null {
  if (!result.image_id || !result.project_id) return null
  const pair = { kind: 'pair' as const, image: result.image_id, project: result.project_id }
  const status = result.status?.toLowerCase()
  if (status === 'success') return { ...pair, outcome: 'success' }
  if (status !== 'fail' && status !== 'failed') return null
  const code = job.job_type === MEMBER_JOB_TYPES.remove ? 'IMG.0113' : 'IMG.0112'
  return {
    ...pair,
    outcome: 'failed',
    code: cloudCode(result.error_code || job.error_code || code),
    message: result.fail_reason || job.fail_reason || 'The cloud gave no reason.',
  }
}
