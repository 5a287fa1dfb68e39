import { queryOptions, useQuery } from '@tanstack/react-query'
import { call } from './client.ts'

/** What the console runs on and as whom it acts; does not change while the page is open. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => call('settings', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/**
 * Why the user, by the role a mere viewer, cannot do this; null when it may be tried. The role is only a
 * hint: the cloud decides what is allowed.
 */
export function useReadOnly(what: string): string | null {
  const { data } = useQuery(settingsQuery)
  return data?.mayShare === false ? `Your role may look, and not ${what}.` : null
}
