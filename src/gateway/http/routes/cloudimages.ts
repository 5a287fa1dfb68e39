import type { Hono } from 'hono'
import { type Endpoint, endpoints } from '#contract/endpoints'
import type { AnswerAction, JobDetail } from '#contract/job'
import type { OwnerAction, Pair } from '#contract/pair'
import { wireJob } from '#ims/jobs'
import { type JobAccepted, MAX_BODY_BYTES, parseMemberBatch, parseMemberUpdate } from '#ims/members'
import type { Identity } from '../../cloud/driver.ts'
import { readText } from '../../cloud/read-text.ts'
import type { Runner } from '../../jobs/runner.ts'
import type { ShareRequest } from '../../jobs/submit.ts'
import type { Store } from '../../store/database.ts'
import type { Ctx, Env } from '../env.ts'
import { RequestRefused } from '../problems.ts'
import { toPattern } from './console.ts'
import { readSubmission } from './submission-headers.ts'
import { FAILED_STATES, isFailed, settledPart, toWireJob, toWireResult } from './to-wire-job.ts'

/** The specification's job calls, which the browser has no use for. */
export const jobCalls = {
  showJob: {
    method: 'GET',
    path: '/v1/{project_id}/jobs/{job_id}',
    summary: 'A job with a result for every settled pair',
    response: wireJob,
  },
  showJobProgress: {
    method: 'GET',
    path: '/v1/cloudimages/job/{job_id}',
    summary: 'How far a job is',
    response: wireJob,
  },
} as const satisfies Record<string, Endpoint>

/** The specification, served from the gateway's own jobs (OTC API reference, "Adding Image Sharing Members" and neighbours). */
export function cloudimagesRoutes(
  app: Hono<Env>,
  { runner, store, requirePlan }: { runner: Runner; store: Store; requirePlan: boolean },
) {
  const submit =
    (read: (text: string, who: Identity) => Pick<ShareRequest, 'action' | 'set' | 'vaultId'>) =>
    async (c: Ctx) => {
      const { headers } = c.req.raw
      const extras = readSubmission(headers, { requirePlan: requirePlan && c.req.method !== 'PUT' })
      const text = await readText(c.req.raw, MAX_BODY_BYTES)
      // 413 is not among the documented answers.
      if (text === null) throw new RequestRefused(400, 'IMG.0001', 'The request body is larger than 12 MB.')
      // The body may have taken long to arrive.
      const who = await c.get('confirm')()
      const { jobId } = await runner.submit(who, { ...read(text, who), ...extras })
      return c.json({ job_id: jobId } satisfies JobAccepted)
    }

  const readBatch = (action: OwnerAction) => (text: string) => {
    const parsed = parseMemberBatch(text)
    if (!parsed.ok) throw new RequestRefused(400, parsed.code, parsed.message)
    return { action, set: parsed.batch }
  }

  const readAnswer = (text: string, who: Identity) => {
    const parsed = parseMemberUpdate(text)
    if (!parsed.ok) throw new RequestRefused(400, parsed.code, parsed.message)
    const { images, project_id, status, vault_id } = parsed.update
    if (project_id !== who.project.id) fail(403, 'IMG.0030', 'The project ID does not match the token.')
    const action: AnswerAction = status === 'accepted' ? 'accept' : 'reject'
    return { action, set: { images, projects: [project_id] }, vaultId: vault_id }
  }

  const find = async (c: Ctx): Promise<JobDetail> =>
    (await store.jobs.detail(c.get('who').project.id, c.req.param('job_id') ?? '')) ??
    fail(404, 'IMG.0023', 'The job does not exist.')

  app.post(endpoints.shareImages.path, submit(readBatch('share')))
  app.delete(endpoints.unshareImages.path, submit(readBatch('unshare')))
  app.put(endpoints.answerShares.path, submit(readAnswer))

  app.get(toPattern(jobCalls.showJobProgress.path), async (c) => {
    const job = await find(c)
    const state = FAILED_STATES.find((state) => job.pairs[state] > 0)
    const failed = state && (await store.jobs.pairs(c.get('who').project.id, job.id, { state, limit: 1 }))
    return c.json(toWireJob(job, failed?.pairs[0], { process_percent: settledPart(job), current_task: '' }))
  })

  app.get(toPattern(jobCalls.showJob.path), async (c) => {
    if (c.req.param('project_id') !== c.get('who').project.id)
      fail(403, 'IMG.0030', 'The project ID does not match the token.')
    const job = await find(c)
    const pairs = await allPairs(store, c.get('who').project.id, job.id)
    const results = pairs.map((pair) => toWireResult(job, pair)).filter((result) => result !== null)
    return c.json(toWireJob(job, pairs.find(isFailed), { results }))
  })
}

async function allPairs(store: Store, projectId: string, jobId: string): Promise<Pair[]> {
  const pairs: Pair[] = []
  let cursor: string | undefined
  do {
    const page = await store.jobs.pairs(projectId, jobId, { cursor, limit: 2000 })
    if (page) pairs.push(...page.pairs)
    cursor = page?.nextCursor ?? undefined
  } while (cursor)
  return pairs
}

function fail(status: 403 | 404, code: string, message: string): never {
  throw new RequestRefused(status, code, message)
}
