import type { Flavour } from './call.ts'
import type { Store } from './store.ts'

const GIVEN = '(select visibility from visibilities where image_id = images.id)'

/** The visibility of an image that is not public. */
const VISIBILITY: Record<Flavour, string> = {
  // IMS: an image is shared as soon as it has recipients.
  ims: `case when exists (select 1 from members where image_id = images.id) then 'shared'
    else coalesce(${GIVEN}, 'private') end`,
  // Glance: an image is `shared` unless told, whether or not it has members.
  glance: `coalesce(${GIVEN}, 'shared')`,
}

/** Makes the view that images are read from; it belongs to this connection. */
export function showVisibility(store: Store, flavour: Flavour): void {
  store.run(
    `create temp view visible_images as
      select *, case when public = 1 then 'public' else ${VISIBILITY[flavour]} end as visibility from images`,
  )
}
