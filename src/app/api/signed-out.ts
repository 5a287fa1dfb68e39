import { queryOptions, skipToken } from '@tanstack/react-query'

/** Whether nobody is signed in (any more); the sign-in stands over the page then, which stays as it is. */
export const signedOutQuery = queryOptions({
  queryKey: ['signed-out'],
  queryFn: skipToken,
  initialData: false,
  staleTime: Number.POSITIVE_INFINITY,
})

/** Whether somebody else has signed in in this browser since the page was loaded: it neither reads nor sends any more. */
export const otherSessionQuery = queryOptions({
  queryKey: ['other-session'],
  queryFn: skipToken,
  initialData: false,
  staleTime: Number.POSITIVE_INFINITY,
})

/** Whether the operator wants to sign in again while a session lives: the cloud takes a new token where the old one fails. */
export const signInAgainQuery = queryOptions({
  queryKey: ['sign-in-again'],
  queryFn: skipToken,
  initialData: false,
  staleTime: Number.POSITIVE_INFINITY,
})
