import * as z from 'zod/mini'
import { looseField, looseText, oddRecord } from './loose.ts'

/**
 * Images as plain Glance has them (Image API reference v2, "Images"); only the fields in use. Properties that
 * somebody else added, as Cinder and Nova do, stand beside the image's own fields and are text.
 */

const text = looseText

export const nativeImage = z.object({
  id: z.string(),
  name: text,
  owner: text,
  status: z.string(),
  /** `public`, `community`, `shared` (the default: it may have members) or `private` (it has none). */
  visibility: text,
  /** Bytes; null until there is data. */
  size: looseField(z.number()),
  disk_format: text,
  created_at: text,
  tags: looseField(z.array(z.string())),
  /** `os_distro`, `os_version`, `os_type`: Glance's "Useful image properties". */
  os_distro: text,
  os_version: text,
  os_type: text,
  /** The key in Barbican of an image that Cinder made from an encrypted volume. */
  cinder_encryption_key_id: text,
  /** The same of an image encrypted by LUKS or GPG (Glance, "Image encryption"). */
  os_encrypt_key_id: text,
})
export type NativeImage = z.infer<typeof nativeImage>

/** `next`: path and query of the next page, missing on the last. */
export const nativeImageList = z.object({
  images: z.array(z.catch(nativeImage, oddRecord)),
  next: z.optional(z.nullable(z.string())),
})

/**
 * The largest page that Glance gives unless told otherwise (`api_limit_max`); asking for more is no error.
 */
export const NATIVE_PAGE_MAX = 1000

/** Changes one property of an image; Glance takes it with this content type only. */
export const JSON_PATCH = 'application/openstack-images-v2.1-json-patch'
