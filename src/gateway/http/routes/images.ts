import type { Access } from '../../access/access.ts'
import type { CloudCache } from '../../access/cloud-cache.ts'
import type { Driver } from '../../cloud/driver.ts'
import { makeGrants } from '../../jobs/grants/make-grants.ts'
import { provenanceOf } from '../../jobs/provenance.ts'
import type { Store } from '../../store/database.ts'
import type { Handlers } from './route-table.ts'

export type ImageParts = {
  driver: Driver
  access: Access
  store: Store
  cloudCache: CloudCache
  newId: () => string
}

/** Images, own and received, who has them, and grants on their keys. */
export function imageHandlers(
  parts: ImageParts,
): Handlers<
  'images' | 'received' | 'receivedPending' | 'sharedSince' | 'shares' | 'provenance' | 'createGrants'
> {
  const { access, store, cloudCache } = parts
  return {
    images: async ({ who }) => ({
      images: await cloudCache.images(who),
      counting: cloudCache.isCounting(who),
    }),
    received: async ({ who }) => ({ images: await cloudCache.received(who) }),
    receivedPending: async ({ who }) => ({
      pending: (await cloudCache.received(who)).filter(({ answer }) => answer === 'pending').length,
    }),
    sharedSince: async ({ who, body }) => ({
      since: Object.fromEntries(await cloudCache.sharedSince(who, body.images)),
    }),
    shares: ({ who, body, signal }) => access.findShares(who, body, signal),
    provenance: ({ who, body }) => provenanceOf({ store, access }, who, body),
    createGrants: async ({ who, body }) => ({
      results: await makeGrants({ ...parts, grants: store.grants }, who, body),
    }),
  }
}
