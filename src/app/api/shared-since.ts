import { queryOptions } from '@tanstack/react-query'
import { SINCE_PAGE } from '#contract/received'
import { call } from './client.ts'
import { createBatch } from './in-sight.ts'

const ask = createBatch(SINCE_PAGE, async (images) => {
  const { since } = await call('sharedSince', { body: { images } })
  return new Map(Object.entries(since))
})

/** Since when a received image is shared with the project, in ms since 1970; null when the cloud does not tell. */
export const sharedSinceQuery = (id: string) =>
  queryOptions({
    queryKey: ['shared-since', id],
    queryFn: async () => (await ask(id)) ?? null,
    staleTime: 10 * 60_000,
  })
