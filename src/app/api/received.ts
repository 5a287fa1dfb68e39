import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { HEADERS } from '#contract/headers'
import { ANSWERED, type AnswerAction } from '#contract/job'
import { call } from './client.ts'
import { liveJobsQuery } from './jobs.ts'

/**
 * Images of others that are shared with the project. No event tells of a new one, so the list is read again
 * whenever the page is looked at.
 */
export const receivedQuery = queryOptions({
  queryKey: ['received', 'all'],
  queryFn: ({ signal }) => call('received', { signal }),
  refetchOnWindowFocus: true,
  select: ({ images }) => images,
})

/** How often the number of images that wait for an answer is read again. */
const PENDING_MS = 5 * 60_000

/** How many received images wait for an answer. A hidden page does not ask, nor one that nobody is signed in to. */
export const pendingQuery = queryOptions({
  queryKey: ['received', 'pending'],
  queryFn: async ({ signal }) => (await call('receivedPending', { signal })).pending,
  staleTime: PENDING_MS,
  refetchInterval: PENDING_MS,
  refetchOnWindowFocus: true,
  retry: false,
})

/**
 * An answer to images by ID. `project`: the user's own project. `key`: the same key never makes a second job.
 */
export type AnswerRequest = {
  action: AnswerAction
  images: string[]
  project: string
  vaultId: string
  reason: string
  key: string
}

/** Sends the specification's body with PUT, and returns the job's ID. */
export function useAnswer() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ action, images, project, vaultId, reason, key }: AnswerRequest) => {
      const answer = await call('answerShares', {
        body: {
          images,
          project_id: project,
          status: ANSWERED[action],
          ...(vaultId && { vault_id: vaultId }),
        },
        headers: { [HEADERS.idempotencyKey]: key, [HEADERS.reason]: encodeURIComponent(reason) },
      })
      return answer.job_id
    },
    onSuccess: () => client.invalidateQueries({ queryKey: liveJobsQuery.queryKey }),
  })
}
