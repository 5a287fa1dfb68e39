import * as z from 'zod/mini'
import { jobAccepted, memberBatch, memberUpdate } from '#ims/members'
import { grantRequest, grantResult } from './grant.ts'
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

/**
 * Every call between browser and gateway, once: the client builds requests from this table, the gateway its routes
 * and `/openapi.json`. Query values travel as strings and are coerced by the gateway; paths use `{name}`.
 */
export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  summary: string
  query?: z.ZodMiniType
  body?: z.ZodMiniType
  /** One answer, or with `stream` the form of each line of an answer that comes line by line (NDJSON). */
  response: z.ZodMiniType
  stream?: true
}

const page = { cursor: z.optional(z.string()), limit: z.optional(z.number()) }

export const endpoints = {
  shareImages: {
    method: 'POST',
    path: '/v1/cloudimages/members',
    summary: 'Share every image with every project (the specification)',
    body: memberBatch,
    response: jobAccepted,
  },
  unshareImages: {
    method: 'DELETE',
    path: '/v1/cloudimages/members',
    summary: 'Stop sharing every image with every project',
    body: memberBatch,
    response: jobAccepted,
  },
  answerShares: {
    method: 'PUT',
    path: '/v1/cloudimages/members',
    summary: 'Accept or reject images that are shared with the own project',
    body: memberUpdate,
    response: jobAccepted,
  },
  signInInfo: {
    method: 'GET',
    path: '/console/sign-in',
    summary: 'What there is to sign in to',
    response: signInInfo,
  },
  signIn: {
    method: 'POST',
    path: '/console/sign-in',
    summary: 'Sign in; a cookie holds the session',
    body: signInRequest,
    response: signInResult,
  },
  sessionProjects: {
    method: 'GET',
    path: '/console/session/projects',
    summary: 'Projects that the signed-in user can enter',
    response: sessionProjects,
  },
  chooseProject: {
    method: 'PUT',
    path: '/console/session',
    summary: 'Work in another project',
    body: projectChoice,
    response: signInResult,
  },
  signOut: {
    method: 'DELETE',
    path: '/console/session',
    summary:
      'Sign out; the token is revoked, after the end of the jobs that run with it unless they are paused',
    query: signOutQuery,
    response: signedOut,
  },
  ownJobs: {
    method: 'GET',
    path: '/console/session/jobs',
    summary: 'How many jobs that have not ended run with the rights of the signed-in user',
    response: ownJobs,
  },
  settings: {
    method: 'GET',
    path: '/console/settings',
    summary: 'What the console runs on, and who acts',
    response: settings,
  },
  images: {
    method: 'GET',
    path: '/console/images',
    summary: 'Own images with their sharing facts',
    response: imageList,
  },
  received: {
    method: 'GET',
    path: '/console/received',
    summary: 'Images of others that are shared with the own project',
    response: receivedList,
  },
  recipients: {
    method: 'GET',
    path: '/console/recipients',
    summary: 'Known recipient projects',
    response: recipientList,
  },
  saveRecipient: {
    method: 'PUT',
    path: '/console/recipients/{id}',
    summary: 'Write an entry of the recipient book',
    body: bookEntry,
    response: recipient,
  },
  deleteRecipient: {
    method: 'DELETE',
    path: '/console/recipients/{id}',
    summary: 'Take an entry out of the recipient book; the history keeps its names',
    response: bookSaved,
  },
  importRecipients: {
    method: 'POST',
    path: '/console/recipients/import',
    summary: 'Write many entries of the recipient book at once, all or none',
    body: bookImport,
    response: bookSaved,
  },
  plan: {
    method: 'POST',
    path: '/console/plan',
    summary: 'What sharing, or stopping to share, would change; with progress while members are read',
    body: planRequest,
    response: planEvent,
    stream: true,
  },
  shares: {
    method: 'POST',
    path: '/console/shares',
    summary: 'Who has these images, or which images these projects have',
    body: shareSearch,
    response: shareList,
  },
  createGrants: {
    method: 'POST',
    path: '/console/grants',
    summary: 'Let accounts use the key of an encrypted image',
    body: grantRequest,
    response: grantResult,
  },
  createJob: {
    method: 'POST',
    path: '/console/jobs',
    summary: 'Share, or stop sharing, the pairs of a set that need be no rectangle',
    body: planRequest,
    response: jobAccepted,
  },
  jobs: {
    method: 'GET',
    path: '/console/jobs',
    summary: 'The history, newest first',
    query: z.extend(jobFilter, page),
    response: jobPage,
  },
  jobChanges: {
    method: 'GET',
    path: '/console/jobs/changes',
    summary: 'Jobs that changed since a cursor',
    query: z.object({ since: z.number() }),
    response: jobChanges,
  },
  jobByKey: {
    method: 'GET',
    path: '/console/jobs/by-key/{key}',
    summary: 'The job that a submission with this Idempotency-Key made; 404 when none arrived',
    response: jobDetail,
  },
  job: { method: 'GET', path: '/console/jobs/{id}', summary: 'One job', response: jobDetail },
  retryJob: {
    method: 'POST',
    path: '/console/jobs/{id}/retry',
    summary: 'A new attempt at the pairs that failed, are not confirmed or were not sent',
    response: jobAccepted,
  },
  takeOverJob: {
    method: 'POST',
    path: '/console/jobs/{id}/take-over',
    summary: 'Go on with a job that waits for a sign-in of its user, with the rights of who asks',
    response: jobAccepted,
  },
  stopJob: {
    method: 'POST',
    path: '/console/jobs/{id}/stop',
    summary:
      'Send nothing more; what is under way is followed for a while, and the job ends. 409 when it has ended',
    response: jobDetail,
  },
  recheckJob: {
    method: 'POST',
    path: '/console/jobs/{id}/recheck',
    summary: 'Read the members again for the pairs that failed or are not confirmed; nothing is sent',
    response: jobDetail,
  },
  undoPlan: {
    method: 'GET',
    path: '/console/jobs/{id}/undo',
    summary: 'What undoing a job would change, and what it would leave alone',
    response: plan,
  },
  undoJob: {
    method: 'POST',
    path: '/console/jobs/{id}/undo',
    summary: 'Undo what a job changed, as the plan with this fingerprint says',
    body: undoRequest,
    response: jobAccepted,
  },
  jobPairs: {
    method: 'GET',
    path: '/console/jobs/{id}/pairs',
    summary: 'Pairs of a job, failed first',
    query: z.extend(z.object({ state: z.optional(pairState) }), page),
    response: pairPage,
  },
} as const satisfies Record<string, Endpoint>

export type Endpoints = typeof endpoints

/** Headers of the console beside the specification's body. */
export const HEADERS = {
  /**
   * Sent by the browser app on every call: cross-site pages cannot send it, so it marks the console's own requests. `1`
   * while somebody is at the page, `idle` when it only polls by itself, which keeps no session alive.
   */
  console: 'x-console',
  /** A key of the submission, made by the client: sending it twice makes one job, and finds
   * it after a broken connection. It is the user's own; another submission with it is refused (`CONSOLE.KEY_REUSED`). */
  idempotencyKey: 'idempotency-key',
  /** The reason kept with the job, percent-encoded UTF-8 (headers are ASCII). */
  reason: 'x-share-reason',
  /** `1` on a stop: revoke the key grants that this console made and that no share needs afterwards. */
  revokeGrants: 'x-revoke-grants',
  /** `1` on a share: private images are made shared first, where the cloud gives them no recipients otherwise. */
  makeShared: 'x-make-shared',
  /**
   * The fingerprint of the plan that was shown. When the plan is another one by now, the call is refused with 409
   * `CONSOLE.CHANGED` and the new plan. Without it every pair of the call is wanted, whatever a plan says.
   */
  planFingerprint: 'x-plan-fingerprint',
  /** What was confirmed of that plan, `CONFIRMATIONS` with commas between them. */
  confirmed: 'x-confirmed',
  /**
   * Whose page a call comes from: the word that the settings and every answer give for a user in a project. When another
   * has signed in since, the call is refused with 409 `CONSOLE.OTHER_SESSION` before anything is read or done. Without it
   * nothing is compared.
   */
  signedInAs: 'x-signed-in-as',
  requestId: 'x-request-id',
} as const

/** Longest reason kept, in characters. */
export const MAX_REASON = 500
