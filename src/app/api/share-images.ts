import { useMutation, useQueryClient } from '@tanstack/react-query'
import { HEADERS } from '#contract/headers'
import type { OwnerAction, PairSet } from '#contract/pair'
import type { ConfirmationKind } from '#contract/plan'
import { call } from './client.ts'
import { liveJobsQuery } from './jobs.ts'

/**
 * A share as submitted. `key` names the submission: the same key never makes a second job. `fingerprint`, `confirmed`: the
 * plan that was shown, and the kinds of what was confirmed of it.
 */
type Submission = PairSet & {
  reason: string
  key: string
  fingerprint: string
  confirmed: readonly ConfirmationKind[]
}
export type ShareRequest = Submission
export type StopRequest = Submission & { revokeGrants: boolean }
type SetRequest = StopRequest & { action: OwnerAction; proves: boolean }

const headersOf = ({ reason, key, fingerprint, confirmed }: Omit<Submission, keyof PairSet>) => ({
  [HEADERS.idempotencyKey]: key,
  [HEADERS.reason]: encodeURIComponent(reason),
  [HEADERS.planFingerprint]: fingerprint,
  [HEADERS.confirmed]: confirmed.join(),
})

/**
 * The API hook: posts exactly the specification's body, `{images, projects}`, and returns the job's ID. That body cannot
 * leave pairs out: a set with `pairs` goes to the console's own call.
 * Reason, key and what was confirmed travel in headers. Refreshing the live list makes the poller see the
 * new job at once.
 */
export function useShareImages() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ images, projects, pairs, ...submission }: ShareRequest) => {
      const headers = headersOf(submission)
      const body = { images, projects }
      if (pairs)
        return (await call('createJob', { body: { action: 'share', ...body, pairs }, headers })).job_id
      return (await call('shareImages', { body, headers })).job_id
    },
    onSuccess: () => client.invalidateQueries({ queryKey: liveJobsQuery.queryKey }),
  })
}

/** Makes the job of any pair set, by the console's own call. */
export function useCreateJob() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({
      action,
      images,
      projects,
      pairs,
      proves,
      revokeGrants,
      ...submission
    }: SetRequest) => {
      const headers: Record<string, string> = headersOf(submission)
      if (revokeGrants) headers[HEADERS.revokeGrants] = '1'
      return (await call('createJob', { body: { action, images, projects, pairs, proves }, headers })).job_id
    },
    onSuccess: () => client.invalidateQueries({ queryKey: liveJobsQuery.queryKey }),
  })
}

/**
 * Stops sharing: DELETE with the same body. `revokeGrants`: also revokes the key grants that nothing needs
 * afterwards.
 */
export function useStopSharing() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ images, projects, pairs, revokeGrants, ...submission }: StopRequest) => {
      const headers: Record<string, string> = headersOf(submission)
      if (revokeGrants) headers[HEADERS.revokeGrants] = '1'
      const body = { images, projects }
      if (pairs)
        return (await call('createJob', { body: { action: 'unshare', ...body, pairs }, headers })).job_id
      return (await call('unshareImages', { body, headers })).job_id
    },
    onSuccess: () => client.invalidateQueries({ queryKey: liveJobsQuery.queryKey }),
  })
}

/**
 * The job that a submission made, asked after the connection broke before the answer came; null when the
 * submission never arrived.
 */
export async function findSubmission(key: string) {
  try {
    return await call('jobByKey', { params: { key } })
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return null
    throw error
  }
}

/** A key that no other submission has: 32 hex digits. (`randomUUID` exists on HTTPS and localhost only.) */
export const newSubmissionKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
