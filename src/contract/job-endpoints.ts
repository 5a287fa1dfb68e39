import * as z from 'zod/mini'
import { jobAccepted, MAX_BODY_BYTES } from '#ims/members'
import { type Endpoint, FROM_A_PAGE } from './endpoint.ts'
import type { Header } from './headers.ts'
import { jobChanges, jobDetail, jobFilter, jobOrder, jobPage, undoRequest } from './job.ts'
import { pairFilter, pairPage } from './pair.ts'
import { jobPicture } from './picture.ts'
import { plan, planRequest } from './plan.ts'

/** The headers of every call that makes a job from a body, and of those that may be held to a plan. */
export const SUBMISSION = ['idempotencyKey', 'reason'] as const satisfies readonly Header[]
export const PLANNED = [...SUBMISSION, 'planFingerprint', 'confirmed'] as const satisfies readonly Header[]

/** Where a page of a list begins, and how long it is. */
export const PAGE = {
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(z.int()),
}

/** The history, and what can be done with a job of it. */
export const jobEndpoints = {
  createJob: {
    method: 'POST',
    path: '/console/jobs',
    summary: 'Share, or stop sharing, the pairs of a set that need be no rectangle',
    headers: [...FROM_A_PAGE, ...PLANNED, 'makeShared', 'revokeGrants'],
    body: z.extend(planRequest, { proves: z.optional(z.boolean()) }),
    maxBytes: MAX_BODY_BYTES,
    response: jobAccepted,
  },
  jobs: {
    method: 'GET',
    path: '/console/jobs',
    summary: 'The history, newest first unless told',
    headers: FROM_A_PAGE,
    query: z.extend(z.extend(jobFilter, jobOrder.shape), PAGE),
    response: jobPage,
  },
  jobChanges: {
    method: 'GET',
    path: '/console/jobs/changes',
    summary: 'Jobs that changed since a cursor',
    headers: FROM_A_PAGE,
    query: z.object({ since: z.int().check(z.nonnegative()) }),
    response: jobChanges,
  },
  jobByKey: {
    method: 'GET',
    path: '/console/jobs/by-key/{key}',
    summary: 'The job that a submission with this Idempotency-Key made; 404 when none arrived',
    headers: FROM_A_PAGE,
    response: jobDetail,
  },
  job: {
    method: 'GET',
    path: '/console/jobs/{id}',
    summary: 'One job',
    headers: FROM_A_PAGE,
    response: jobDetail,
  },
  retryJob: {
    method: 'POST',
    path: '/console/jobs/{id}/retry',
    summary: 'A new attempt at the pairs that failed, are not confirmed or were not sent',
    headers: FROM_A_PAGE,
    response: jobAccepted,
  },
  takeOverJob: {
    method: 'POST',
    path: '/console/jobs/{id}/take-over',
    summary: 'Go on with a job that waits for a sign-in of its user, with the rights of who asks',
    headers: FROM_A_PAGE,
    response: jobAccepted,
  },
  stopJob: {
    method: 'POST',
    path: '/console/jobs/{id}/stop',
    summary:
      'Send nothing more; what is under way is followed for a while, and the job ends. 409 when it has ended',
    headers: FROM_A_PAGE,
    response: jobDetail,
  },
  recheckJob: {
    method: 'POST',
    path: '/console/jobs/{id}/recheck',
    summary: 'Read the members again for all pairs of a job that has ended; nothing is sent',
    headers: FROM_A_PAGE,
    response: jobDetail,
  },
  proveJob: {
    method: 'POST',
    path: '/console/jobs/{id}/proof',
    summary: 'Read the members of all images, and keep with the job what its projects still have',
    headers: FROM_A_PAGE,
    response: jobDetail,
  },
  seeJob: {
    method: 'POST',
    path: '/console/jobs/{id}/seen',
    summary: 'The caller has seen how the job ended: it is not put before others for them any more',
    headers: FROM_A_PAGE,
    response: jobDetail,
  },
  undoPlan: {
    method: 'GET',
    path: '/console/jobs/{id}/undo',
    summary: 'What undoing a job would change, and what it would leave alone',
    headers: FROM_A_PAGE,
    response: plan,
  },
  undoJob: {
    method: 'POST',
    path: '/console/jobs/{id}/undo',
    summary: 'Undo what a job changed, as the plan with this fingerprint says',
    headers: FROM_A_PAGE,
    body: undoRequest,
    maxBytes: 2 * MAX_BODY_BYTES,
    response: jobAccepted,
  },
  jobPairs: {
    method: 'GET',
    path: '/console/jobs/{id}/pairs',
    summary: 'Pairs of a job, those that did not arrive first',
    headers: FROM_A_PAGE,
    query: z.extend(pairFilter, PAGE),
    response: pairPage,
  },
  jobPicture: {
    method: 'GET',
    path: '/console/jobs/{id}/picture',
    summary: 'Every pair of a job as a letter, unless nothing has changed since a revision',
    headers: FROM_A_PAGE,
    query: z.object({ since: z.optional(z.int()) }),
    response: jobPicture,
  },
} as const satisfies Record<string, Endpoint>
