import { queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'

/** Own images, newest first, with their sharing facts. */
export const imagesQuery = queryOptions({
  queryKey: ['images'],
  queryFn: async ({ signal }) => (await call('images', { signal })).images,
})
