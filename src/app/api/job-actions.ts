import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { UndoRequest } from '#contract/job'
import { call } from './client.ts'
import { jobQuery, liveJobsQuery } from './jobs.ts'

/** What undoing a job would change now; always read afresh. */
export const undoPlanQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', 'of', 'undo', id],
    queryFn: ({ signal }) => call('undoPlan', { params: { id }, signal }),
    staleTime: 0,
  })

/** What can be done with a job. Each act wakes the poller, which fetches what it changed. */
export function useJobActions(id: string) {
  const client = useQueryClient()
  const params = { id }
  const wake = () => client.invalidateQueries({ queryKey: liveJobsQuery.queryKey })
  return {
    stop: useMutation({
      mutationFn: () => call('stopJob', { params }),
      onSuccess: (job) => {
        client.setQueryData(jobQuery(id).queryKey, job)
        return wake()
      },
    }),
    retry: useMutation({ mutationFn: () => call('retryJob', { params }), onSuccess: wake }),
    takeOver: useMutation({
      mutationFn: () => call('takeOverJob', { params }),
      onSuccess: () => {
        void client.invalidateQueries({ queryKey: jobQuery(id).queryKey })
        return wake()
      },
    }),
    recheck: useMutation({
      mutationFn: () => call('recheckJob', { params }),
      onSuccess: (job) => {
        client.setQueryData(jobQuery(id).queryKey, job)
        void client.invalidateQueries({ queryKey: [...jobQuery(id).queryKey, 'pairs'] })
        return wake()
      },
    }),
    undo: useMutation({
      mutationFn: (body: UndoRequest) => call('undoJob', { params, body }),
      onSuccess: wake,
    }),
  }
}
