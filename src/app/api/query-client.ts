import { QueryClient } from '@tanstack/react-query'
import { ApiError, onOtherSession, onSignedOut } from './client.ts'
import { otherSessionQuery, signedOutQuery } from './signed-out.ts'

/**
 * One cache for the app. A failed read is tried again only when no answer came or the server is out of breath;
 * a refusal (4xx) will not change by asking twice. Changes are never repeated by themselves. Calls are made even when
 * the browser believes to be offline: the server may be on the same machine, and a share that silently waits for the
 * network would start when nobody is looking. Whoever is not signed in (any more) is asked to, wherever it shows.
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
