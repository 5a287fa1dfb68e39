import * as z from 'zod/mini'
import { jobAccepted, MAX_BODY_BYTES, memberBatch, memberUpdate } from '#ims/members'
import { type Endpoint, FROM_A_PAGE, SMALL_BODY_BYTES } from './endpoint.ts'
import { grantRequest, grantResult } from './grant.ts'
import type { Header } from './headers.ts'
import { imageList } from './image.ts'
import { jobChanges, jobDetail, jobFilter, jobPage, undoRequest } from './job.ts'
import { pairPage, pairState } from './pair.ts'
import { plan, planEvent, planRequest, shareList, shareSearch } from './plan.ts'
import { receivedList } from './received.ts'
import { bookEntry, bookImport, bookSaved, recipient, recipientList } from './recipient.ts'
import {
  ownJobs,
  projectChoice,
  sessionProjects,
  signedOut,
  signInInfo,
  signInRequest,
  signInResult,
  signOutQuery,
} from './session.ts'
import { settings } from './settings.ts'

/** The headers of every call that makes a job from a body, and of those that may be held to a plan. */
const SUBMISSION = ['idempotencyKey', 'reason'] as const satisfies readonly Header[]
const PLANNED = [...SUBMISSION, 'planFingerprint', 'confirmed'] as const satisfies readonly Header[]

const page = {
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(z.int()),
}

/**
 * Every call between browser and gateway, once: the client builds requests from this table, the gateway its routes and
 * `/openapi.json`.
 */
export const endpoints = {
  shareImages: {
    method: 'POST',
    path: '/v1/cloudimages/members',
    summary: 'Share every image with every project (the specification)',
    headers: [...FROM_A_PAGE, ...PLANNED, 'makeShared'],
    body: memberBatch,
    maxBytes: MAX_BODY_BYTES,
    response: jobAccepted,
  },
  unshareImages: {
    method: 'DELETE',
    path: '/v1/cloudimages/members',
    summary: 'Stop sharing every image with every project',
    headers: [...FROM_A_PAGE, ...PLANNED, 'revokeGrants'],
    body: memberBatch,
    maxBytes: MAX_BODY_BYTES,
    response: jobAccepted,
  },
  answerShares: {
    method: 'PUT',
    path: '/v1/cloudimages/members',
    summary: 'Accept or reject images that are shared with the own project',
    headers: [...FROM_A_PAGE, ...SUBMISSION],
    body: memberUpdate,
    maxBytes: MAX_BODY_BYTES,
    response: jobAccepted,
  },
  signInInfo: {
    method: 'GET',
    path: '/console/sign-in',
    summary: 'What there is to sign in to',
    headers: [],
    response: signInInfo,
  },
  signIn: {
    method: 'POST',
    path: '/console/sign-in',
    summary: 'Sign in; a cookie holds the session',
    headers: ['console'],
    body: signInRequest,
    response: signInResult,
  },
  sessionProjects: {
    method: 'GET',
    path: '/console/session/projects',
    summary: 'Projects that the signed-in user can enter',
    headers: FROM_A_PAGE,
    response: sessionProjects,
  },
  chooseProject: {
    method: 'PUT',
    path: '/console/session',
    summary: 'Work in another project',
    headers: FROM_A_PAGE,
    body: projectChoice,
    response: signInResult,
  },
  signOut: {
    method: 'DELETE',
    path: '/console/session',
    summary:
      'Sign out; the token is revoked, after the end of the jobs that run with it unless they are paused',
    headers: FROM_A_PAGE,
    query: signOutQuery,
    response: signedOut,
  },
  ownJobs: {
    method: 'GET',
    path: '/console/session/jobs',
    summary: 'How many jobs that have not ended run with the rights of the signed-in user',
    headers: FROM_A_PAGE,
    response: ownJobs,
  },
  settings: {
    method: 'GET',
    path: '/console/settings',
    summary: 'What the console runs on, and who acts',
    headers: FROM_A_PAGE,
    response: settings,
  },
  images: {
    method: 'GET',
    path: '/console/images',
    summary: 'Own images with their sharing facts',
    headers: FROM_A_PAGE,
    response: imageList,
  },
  received: {
    method: 'GET',
    path: '/console/received',
    summary: 'Images of others that are shared with the own project',
    headers: FROM_A_PAGE,
    response: receivedList,
  },
  recipients: {
    method: 'GET',
    path: '/console/recipients',
    summary: 'Known recipient projects',
    headers: FROM_A_PAGE,
    query: z.object({ cursor: page.cursor }),
    response: recipientList,
  },
  saveRecipient: {
    method: 'PUT',
    path: '/console/recipients/{id}',
    summary: 'Write an entry of the recipient book',
    headers: FROM_A_PAGE,
    body: bookEntry,
    maxBytes: 4 * SMALL_BODY_BYTES,
    response: recipient,
  },
  deleteRecipient: {
    method: 'DELETE',
    path: '/console/recipients/{id}',
    summary: 'Take an entry out of the recipient book; the history keeps its names',
    headers: FROM_A_PAGE,
    response: bookSaved,
  },
  importRecipients: {
    method: 'POST',
    path: '/console/recipients/import',
    summary: 'Write many entries of the recipient book at once, all or none',
    headers: FROM_A_PAGE,
    body: bookImport,
    maxBytes: MAX_BODY_BYTES,
    response: bookSaved,
  },
  plan: {
    method: 'POST',
    path: '/console/plan',
    summary: 'What sharing, or stopping to share, would change; with progress while members are read',
    headers: FROM_A_PAGE,
    body: planRequest,
    maxBytes: MAX_BODY_BYTES,
    response: planEvent,
    stream: true,
  },
  shares: {
    method: 'POST',
    path: '/console/shares',
    summary: 'Who has these images, or which images these projects have',
    headers: FROM_A_PAGE,
    body: shareSearch,
    maxBytes: MAX_BODY_BYTES,
    response: shareList,
  },
  createGrants: {
    method: 'POST',
    path: '/console/grants',
    summary: 'Let accounts use the key of an encrypted image',
    headers: FROM_A_PAGE,
    body: grantRequest,
    maxBytes: 16 * SMALL_BODY_BYTES,
    response: grantResult,
  },
  createJob: {
    method: 'POST',
    path: '/console/jobs',
    summary: 'Share, or stop sharing, the pairs of a set that need be no rectangle',
    headers: [...FROM_A_PAGE, ...PLANNED, 'makeShared', 'revokeGrants'],
    body: planRequest,
    maxBytes: MAX_BODY_BYTES,
    response: jobAccepted,
  },
  jobs: {
    method: 'GET',
    path: '/console/jobs',
    summary: 'The history, newest first',
    headers: FROM_A_PAGE,
    query: z.extend(jobFilter, page),
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
    summary: 'Read the members again for the pairs that failed or are not confirmed; nothing is sent',
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
    summary: 'Pairs of a job, failed first',
    headers: FROM_A_PAGE,
    query: z.extend(z.object({ state: z.optional(pairState) }), page),
    response: pairPage,
  },
} as const satisfies Record<string, Endpoint>

export type Endpoints = typeof endpoints
