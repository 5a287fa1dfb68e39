import { QueryClient } from '@tanstack/react-query'
import { ApiError, onOtherSession, onSignedOut } from './client.ts'
import { otherSessionQuery, signedOutQuery } from './signed-out.ts'

/**
 * One cache for the app. A failed read is tried again only when no answer came or the server failed (5xx);
 * after a refusal (4xx), asking again would not help. Changes are never repeated automatically. Calls are
 * made even when the browser believes that it is offline: the server may be on the same machine, and a share
 * that silently waits for the network would start when nobody is looking. When any call shows that nobody is
 * signed in (any more), the page asks for a sign-in.
 */
export function createQueryClient() {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 30_000,
        retry: (count, error) =>
          count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  onSignedOut(() => client.setQueryData(signedOutQuery.queryKey, true))
  onOtherSession(() => client.setQueryData(otherSessionQuery.queryKey, true))
  return client
}
