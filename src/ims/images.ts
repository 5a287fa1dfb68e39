import * as z from 'zod/mini'

/** Images as `GET /v2/cloudimages` lists them and `GET /v2/images/{image_id}` shows one; only the fields in use. */

/** IMS writes many booleans and numbers as strings ("true", "True", "1073741824"); both forms are read. */
const looseBoolean = z.optional(z.nullable(z.union([z.boolean(), z.string()])))
const looseNumber = z.optional(z.nullable(z.union([z.number(), z.string()])))
const text = z.optional(z.nullable(z.string()))

export const wireImage = z.object({
  id: z.string(),
  name: z.optional(z.nullable(z.string())),
  owner: text,
  status: z.string(),
  visibility: text,
  /** `gold` public, `private`, `shared` (on both sides once shared), Huawei also `market`. */
  __imagetype: text,
  /** ID of the key of an encrypted image; empty or missing otherwise. */
  __system__cmkid: text,
  __whole_image: looseBoolean,
  __backup_id: text,
  /** `FusionCompute` system disk, `DataImage` data disk, `Ironic` bare metal, `IsoImage`. */
  virtual_env_type: text,
  __os_type: text,
  __platform: text,
  __os_version: text,
  __os_bit: text,
  /** Bytes, as a string. `size` is documented as unused. */
  __image_size: looseNumber,
  min_disk: looseNumber,
  min_ram: looseNumber,
  protected: looseBoolean,
  disk_format: text,
  created_at: text,
  updated_at: text,
  tags: z.optional(z.nullable(z.array(z.string()))),
})
export type WireImage = z.infer<typeof wireImage>

export const imageList = z.object({ images: z.array(wireImage) })

/** Reads IMS's `true` / `"true"` / `"True"`. */
export const isTrue = (value: boolean | string | null | undefined): boolean =>
  value === true || (typeof value === 'string' && value.toLowerCase() === 'true')

/** Default page size of `GET /v2/cloudimages`; the list has no `next`, so a shorter page is the last. */
export const IMAGE_PAGE = 500
