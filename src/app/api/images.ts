import { queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'

/** How soon the images are asked for again while their recipients are still being counted, in ms. */
const COUNTING_MS = 5000

/** Own images, newest first, with their sharing facts. */
export const imagesQuery = queryOptions({
  queryKey: ['images'],
  queryFn: ({ signal }) => call('images', { signal }),
  refetchInterval: ({ state }) => (state.data?.counting ? COUNTING_MS : false),
  select: ({ images }) => images,
})
