import { queryOptions, skipToken } from '@tanstack/react-query'

/** Whether nobody is signed in (any more). The sign-in dialog then covers the page, which stays as it is. */
export const signedOutQuery = queryOptions({
  queryKey: ['signed-out'],
  queryFn: skipToken,
  initialData: false,
  staleTime: Number.POSITIVE_INFINITY,
})

/**
 * Whether somebody else has signed in in this browser since the page was loaded. The page then neither reads
 * nor sends any more.
 */
export const otherSessionQuery = queryOptions({
  queryKey: ['other-session'],
  queryFn: skipToken,
  initialData: false,
  staleTime: Number.POSITIVE_INFINITY,
})

/**
 * Whether the operator wants to sign in again during a session, because the cloud no longer accepts the old
 * token.
 */
export const signInAgainQuery = queryOptions({
  queryKey: ['sign-in-again'],
  queryFn: skipToken,
  initialData: false,
  staleTime: Number.POSITIVE_INFINITY,
})
