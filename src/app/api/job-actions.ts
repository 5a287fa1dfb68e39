import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { UndoRequest } from '#contract/job'
import { call } from './client.ts'
import { jobQuery, liveJobsQuery } from './jobs.ts'

/** The plan of undoing a job now; always read afresh. */
export const undoPlanQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', 'of', 'undo', id],
    queryFn: ({ signal }) => call('undoPlan', { params: { id }, signal }),
    staleTime: 0,
  })

/** The actions on a job. After each one the poller asks at once, and fetches the changes. */
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
    prove: useMutation({
      mutationFn: () => call('proveJob', { params }),
      onSuccess: (job) => {
        client.setQueryData(jobQuery(id).queryKey, job)
        return wake()
      },
    }),
    see: useMutation({
      mutationFn: () => call('seeJob', { params }),
      onSuccess: (job) => {
        client.setQueryData(jobQuery(id).queryKey, job)
        void client.invalidateQueries({ queryKey: ['jobs', 'history'] })
        return wake()
      },
    }),
    undo: useMutation({
      mutationFn: (body: UndoRequest) => call('undoJob', { params, body }),
      onSuccess: wake,
    }),
  }
}
