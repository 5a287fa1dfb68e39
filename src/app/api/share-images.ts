import { useMutation, useQueryClient } from '@tanstack/react-query'
import { HEADERS } from '#contract/headers'
import type { MemberBatch } from '#ims/members'
import { call } from './client.ts'
import { liveJobsQuery } from './jobs.ts'

/** A share as submitted. `key` names the submission: the same key never makes a second job. */
type Submission = MemberBatch & { reason: string; key: string }
export type ShareRequest = Submission & { makeShared: boolean }
export type StopRequest = Submission & { revokeGrants: boolean }

/**
 * The API hook: posts exactly the specification's body, `{images, projects}`, and gives the job's ID.
 * Reason and key travel in headers, and `makeShared`: private images may be made shared, where the cloud asks for that. A new job wakes the poller by refreshing the live list.
 */
export function useShareImages() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ images, projects, reason, key, makeShared }: ShareRequest) => {
      const answer = await call('shareImages', {
        body: { images, projects },
        headers: {
          [HEADERS.idempotencyKey]: key,
          [HEADERS.reason]: encodeURIComponent(reason),
          ...(makeShared && { [HEADERS.makeShared]: '1' }),
        },
      })
      return answer.job_id
    },
    onSuccess: () => client.invalidateQueries({ queryKey: liveJobsQuery.queryKey }),
  })
}

/** The way back: deletes with the same body. `revokeGrants`: also the key grants that nothing needs afterwards. */
export function useStopSharing() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ images, projects, reason, key, revokeGrants }: StopRequest) => {
      const answer = await call('unshareImages', {
        body: { images, projects },
        headers: {
          [HEADERS.idempotencyKey]: key,
          [HEADERS.reason]: encodeURIComponent(reason),
          ...(revokeGrants && { [HEADERS.revokeGrants]: '1' }),
        },
      })
      return answer.job_id
    },
    onSuccess: () => client.invalidateQueries({ queryKey: liveJobsQuery.queryKey }),
  })
}

/** The job that a submission made, when the connection broke before its answer came; null when none arrived. */
export async function findSubmission(key: string) {
  try {
    return await call('jobByKey', { params: { key } })
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return null
    throw error
  }
}
