import type { Hono } from 'hono'
import type { Code } from '#contract/codes'
import { type Endpoint, FROM_A_PAGE } from '#contract/endpoint'
import { endpoints } from '#contract/endpoints'
import type { Header } from '#contract/headers'
import type { AnswerAction } from '#contract/job'
import type { Pair } from '#contract/pair'
import { type WireJob, type WireJobResult, wireJob } from '#ims/jobs'
import {
  type JobAccepted,
  MAX_BODY_BYTES,
  type MemberBatch,
  parseMemberBatch,
  parseMemberUpdate,
} from '#ims/members'
import type { Identity } from '../../cloud/driver.ts'
import { readText } from '../../cloud/read-text.ts'
import type { Log, Runner } from '../../jobs/runner.ts'
import type { ShareRequest } from '../../jobs/submit.ts'
import type { Store } from '../../store/database.ts'
import type { StoredDetail } from '../../store/history/job-detail.ts'
import type { Ctx, Env } from '../env.ts'
import { toStream } from '../exports/to-stream.ts'
import { RequestRefused } from '../problems.ts'
import { type ReadHeaders, readHeaders, submissionOf } from './read-headers.ts'
import { refuseOtherTypes } from './read-json.ts'
import { toPattern } from './route-table.ts'
import { ARRIVED_STATES, FAILED_STATES, settledPart, toWireJob, toWireResult } from './to-wire-job.ts'
import { whileKnown } from './while-known.ts'

/** The job calls of the specification. The browser does not use them. */
export const jobCalls = {
  showJob: {
    method: 'GET',
    path: '/v1/{project_id}/jobs/{job_id}',
    summary: 'A job with a result for every settled pair',
    headers: FROM_A_PAGE,
    response: wireJob,
  },
  showJobProgress: {
    method: 'GET',
    path: '/v1/cloudimages/job/{job_id}',
    summary: 'How far a job is',
    headers: FROM_A_PAGE,
    response: wireJob,
  },
} as const satisfies Record<string, Endpoint>

/**
 * The specification, served from the gateway's own jobs (OTC API reference, "Adding Image Sharing Members"
 * and neighbours).
 */
export function cloudimagesRoutes(
  app: Hono<Env>,
  { runner, store, log, requirePlan }: { runner: Runner; store: Store; log: Log; requirePlan: boolean },
) {
  const submit =
    <N extends Header>(
      endpoint: { headers: readonly N[] },
      toRequest: (text: string, headers: ReadHeaders<N>, who: Identity) => ShareRequest,
    ) =>
    async (c: Ctx) => {
      const headers = readHeaders(endpoint, c.req.raw.headers)
      refuseOtherTypes(c.req.raw, [400, 'IMG.0001'])
      const text = await readText(c.req.raw, MAX_BODY_BYTES)
      // 413 is not among the documented answers.
      if (text === null) throw new RequestRefused(400, 'IMG.0001', 'The request body is larger than 12 MB.')
      // The body may have taken long to arrive.
      const who = await c.get('confirm')()
      const { jobId } = await runner.submit(who, toRequest(text, headers, who), c.req.raw.signal)
      return c.json({ job_id: jobId } satisfies JobAccepted)
    }

  const find = async (who: Identity, id: string): Promise<StoredDetail> =>
    (await store.jobs.detail(who.project.id, id)) ?? fail(404, 'IMG.0023', 'The job does not exist.')

  app.post(
    endpoints.shareImages.path,
    submit(endpoints.shareImages, (text, headers) => ({
      ...submissionOf(headers, { requirePlan }),
      action: 'share',
      set: readBatch(text),
    })),
  )
  app.delete(
    endpoints.unshareImages.path,
    submit(endpoints.unshareImages, (text, headers) => ({
      ...submissionOf(headers, { requirePlan }),
      action: 'unshare',
      set: readBatch(text),
    })),
  )
  app.put(
    endpoints.answerShares.path,
    submit(endpoints.answerShares, (text, { idempotencyKey, reason }, who) => ({
      ...readAnswer(text, who),
      key: idempotencyKey,
      reason,
    })),
  )

  app.get(toPattern(jobCalls.showJobProgress.path), async (c) => {
    const job = await find(c.get('who'), c.req.param('job_id'))
    const entities = { process_percent: settledPart(job), current_task: '' }
    return c.json(toWireJob(job, await firstFailed(store, job), entities))
  })

  app.get(toPattern(jobCalls.showJob.path), async (c) => {
    if (c.req.param('project_id') !== c.get('who').project.id)
      fail(400, 'IMG.0030', 'The project ID does not match the token.')
    const job = await find(c.get('who'), c.req.param('job_id'))
    const whole = toWireJob(job, await firstFailed(store, job), { results: [] })
    const requestId = c.get('requestId')
    const body = toStream(whileKnown(c, textOf(whole, resultsOf(store, job))), (err) =>
      log.error({ requestId, err }, 'a job broke off while it was told'),
    )
    return c.body(body, 200, { 'content-type': 'application/json' })
  })
}

function readBatch(text: string): MemberBatch {
  const parsed = parseMemberBatch(text)
  if (!parsed.ok) throw new RequestRefused(400, parsed.code, parsed.message)
  return parsed.batch
}

function readAnswer(text: string, who: Identity) {
  const parsed = parseMemberUpdate(text)
  if (!parsed.ok) throw new RequestRefused(400, parsed.code, parsed.message)
  const { images, project_id, status, vault_id } = parsed.update
  if (project_id !== who.project.id) fail(400, 'IMG.0030', 'The project ID does not match the token.')
  const action: AnswerAction = status === 'accepted' ? 'accept' : 'reject'
  return { action, set: { images, projects: [project_id] }, vaultId: vault_id }
}

/** A pair of the most urgent state that counts as failed, which says why the job failed. */
async function firstFailed(store: Store, job: StoredDetail): Promise<Pair | undefined> {
  const state = FAILED_STATES.find((state) => job.pairs[state] > 0)
  const failed = state && (await store.jobs.pairs(job.project.id, job.id, { state, limit: 1 }))
  return failed?.pairs[0]
}

/** What is settled of a job, what failed first. */
async function* resultsOf(store: Store, job: StoredDetail): AsyncGenerator<WireJobResult[], void, void> {
  for (const states of [FAILED_STATES, ARRIVED_STATES])
    for await (const pairs of store.exports.pairs(job.project.id, job.id, states))
      yield pairs.map((pair) => toWireResult(job, pair)).filter((result) => result !== null)
}

/** The JSON of a job, in parts: its results, which come last in it, may be a hundred thousand. */
async function* textOf(
  job: WireJob,
  results: AsyncIterable<WireJobResult[]>,
): AsyncGenerator<string, void, void> {
  const end = ']}}'
  yield JSON.stringify(job).slice(0, -end.length)
  let comma = ''
  for await (const part of results) {
    if (part.length === 0) continue
    yield comma + JSON.stringify(part).slice(1, -1)
    comma = ','
  }
  yield end
}

function fail(status: 400 | 404, code: Code, message: string): never {
  throw new RequestRefused(status, code, message)
}
