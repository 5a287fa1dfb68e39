import { queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'

/** What the console runs on and as whom it acts; does not change while the page is open. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => call('settings', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})
