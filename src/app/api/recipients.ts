import { queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'

/** Known recipient projects: the account's others and earlier recipients. */
export const recipientsQuery = queryOptions({
  queryKey: ['recipients'],
  queryFn: async ({ signal }) => (await call('recipients', { signal })).recipients,
})
