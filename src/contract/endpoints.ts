import * as z from 'zod/mini'
import { jobAccepted, memberBatch } from '#ims/members'
import { imageList } from './image.ts'
import { jobChanges, jobDetail, jobFilter, jobPage, pairPage, pairState } from './job.ts'
import { recipientList } from './recipient.ts'
import { settings } from './settings.ts'

/**
 * Every call between browser and gateway, once: the client builds requests from this table, the gateway its routes
 * and `/openapi.json`. Query values travel as strings and are coerced by the gateway; paths use `{name}`.
 */
export type Endpoint = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  summary: string
  query?: z.ZodMiniType
  body?: z.ZodMiniType
  response: z.ZodMiniType
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
  recipients: {
    method: 'GET',
    path: '/console/recipients',
    summary: 'Known recipient projects',
    response: recipientList,
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
  /** Sent by the browser app on every call: cross-site pages cannot send it, so it marks the console's own requests. */
  console: 'x-console',
  /** A key of the submission, made by the client: sending it twice makes one job, and finds it after a broken connection. */
  idempotencyKey: 'idempotency-key',
  /** The reason kept with the job, percent-encoded UTF-8 (headers are ASCII). */
  reason: 'x-share-reason',
  requestId: 'x-request-id',
} as const

/** Longest reason kept, in characters. */
export const MAX_REASON = 500
