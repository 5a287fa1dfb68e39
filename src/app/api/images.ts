import { queryOptions } from '@tanstack/react-query'
import { call, isRefusal } from './client.ts'

/** How soon the images are asked for again while their recipients are still being counted, in ms. */
const COUNTING_MS = 5000

/** Own images, newest first, with their sharing facts. */
export const imagesQuery = queryOptions({
  queryKey: ['images'],
  queryFn: ({ signal }) => call('images', { signal }),
  // After a refusal asking again would not help: nobody, or somebody else, is signed in.
  refetchInterval: ({ state }) => (state.data?.counting && !isRefusal(state.error) ? COUNTING_MS : false),
  select: ({ images }) => images,
})
