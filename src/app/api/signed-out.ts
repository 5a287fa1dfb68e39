import { queryOptions, skipToken } from '@tanstack/react-query'

/** Whether nobody is signed in (any more); the sign-in stands over the page then, which stays as it is. */
export const signedOutQuery = queryOptions({
  queryKey: ['signed-out'],
  queryFn: skipToken,
  initialData: false,
  staleTime: Number.POSITIVE_INFINITY,
})
