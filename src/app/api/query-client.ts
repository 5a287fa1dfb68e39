import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './client.ts'

/**
 * One cache for the app. A failed read is tried again only when no answer came or the server is out of breath;
 * a refusal (4xx) will not change by asking twice. Changes are never repeated by themselves.
 */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) =>
          count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  })
