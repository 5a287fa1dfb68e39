import * as z from 'zod/mini'
import { jobAccepted, MAX_BODY_BYTES, memberBatch, memberUpdate } from '#ims/members'
import { accessEvent, accessQuery, accessRowsRequest, provenance, provenanceRequest } from './access.ts'
import { type Endpoint, FROM_A_PAGE, SMALL_BODY_BYTES } from './endpoint.ts'
import { grantRequest, grantResult } from './grant.ts'
import { imageList } from './image.ts'
import { jobEndpoints, PAGE, PLANNED, SUBMISSION } from './job-endpoints.ts'
import { planEvent, planRequest, shareList, shareSearch } from './plan.ts'
import { receivedList, receivedPending, sharedSince, sharedSinceRequest } from './received.ts'
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
  receivedPending: {
    method: 'GET',
    path: '/console/received/pending',
    summary: 'How many received images wait for an answer',
    headers: FROM_A_PAGE,
    response: receivedPending,
  },
  sharedSince: {
    method: 'POST',
    path: '/console/received/since',
    summary: 'Since when received images are shared',
    headers: FROM_A_PAGE,
    body: sharedSinceRequest,
    response: sharedSince,
  },
  recipients: {
    method: 'GET',
    path: '/console/recipients',
    summary: 'Known recipient projects',
    headers: FROM_A_PAGE,
    query: z.object({ cursor: PAGE.cursor }),
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
  access: {
    method: 'GET',
    path: '/console/access',
    summary: 'Who has which own image now',
    headers: FROM_A_PAGE,
    query: accessQuery,
    response: accessEvent,
    stream: true,
  },
  accessRows: {
    method: 'POST',
    path: '/console/access/rows',
    summary: 'Who has these own images now',
    headers: FROM_A_PAGE,
    body: accessRowsRequest,
    maxBytes: MAX_BODY_BYTES,
    response: accessEvent,
    stream: true,
  },
  provenance: {
    method: 'POST',
    path: '/console/access/provenance',
    summary: 'Through which jobs pairs that are shared came to be',
    headers: FROM_A_PAGE,
    body: provenanceRequest,
    response: provenance,
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
  ...jobEndpoints,
} as const satisfies Record<string, Endpoint>

export type Endpoints = typeof endpoints
