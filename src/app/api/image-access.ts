import { queryOptions } from '@tanstack/react-query'
import { MAX_ACCESS_ROWS } from '#contract/access'
import { readRows } from './access.ts'
import { stream } from './client.ts'
import { createBatch } from './in-sight.ts'

/** The rows of some images as the cloud has them now, with their times: it is asked whenever a page that shows them opens. */
export const freshRowsQuery = (images: readonly string[]) =>
  queryOptions({
    queryKey: ['access', 'fresh', images],
    queryFn: ({ client, signal }) => readRows(client, images, { fresh: true, since: true, signal }),
    structuralSharing: false,
    staleTime: 0,
  })

const lastOf = createBatch(MAX_ACCESS_ROWS, async (images) => {
  const last = new Map<string, number>()
  for await (const event of stream('accessRows', { body: { images, since: true } }))
    if (event.kind === 'row')
      for (const at of event.since ?? [])
        if (at !== null) last.set(event.image, Math.max(at, last.get(event.image) ?? 0))
  return last
})

/** When an own image was given for the last time to somebody who has it now, in ms since 1970; null: nobody tells. */
export const lastSharedQuery = (image: string) =>
  queryOptions({
    queryKey: ['access', 'last', image],
    queryFn: async () => (await lastOf(image)) ?? null,
  })
