import type { CloudCache } from '../../access/cloud-cache.ts'
import type { Driver } from '../../cloud/driver.ts'
import { makeGrants } from '../../jobs/grants/make-grants.ts'
import type { Planner } from '../../jobs/plan/planner.ts'
import type { Store } from '../../store/database.ts'
import type { Handlers } from './route-table.ts'

export type ImageParts = {
  driver: Driver
  planner: Planner
  store: Store
  cloudCache: CloudCache
  newId: () => string
}

/** Images, own and received, who has them, and grants on their keys. */
export function imageHandlers(
  parts: ImageParts,
): Handlers<'images' | 'received' | 'shares' | 'createGrants'> {
  const { planner, store, cloudCache } = parts
  return {
    images: async ({ who }) => ({
      images: await cloudCache.images(who),
      counting: cloudCache.isCounting(who.project.id),
    }),
    received: async ({ who }) => ({ images: await cloudCache.received(who) }),
    shares: ({ who, body }) => planner.shares(who, body),
    createGrants: async ({ who, body }) => ({
      results: await makeGrants({ ...parts, grants: store.grants }, who, body),
    }),
  }
}
