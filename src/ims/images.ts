import * as z from 'zod/mini'
import { looseBoolean, looseField, looseNumber, looseText, oddRecord } from './loose.ts'

/**
 * Images as `GET /v2/cloudimages` lists them and `GET /v2/images/{image_id}` shows one; only the fields in
 * use.
 */

const truth = looseField(looseBoolean)
const number = looseField(looseNumber)
const text = looseText

export const wireImage = z.object({
  id: z.string(),
  name: text,
  owner: text,
  status: z.string(),
  visibility: text,
  /** `gold` public, `private`, `shared` (on both sides once shared), Huawei also `market`. */
  __imagetype: text,
  /** ID of the key of an encrypted image; empty or missing otherwise. */
  __system__cmkid: text,
  __whole_image: truth,
  __backup_id: text,
  /** `FusionCompute` system disk, `DataImage` data disk, `Ironic` bare metal, `IsoImage`. */
  virtual_env_type: text,
  __os_type: text,
  __platform: text,
  __os_version: text,
  __os_bit: text,
  /** Bytes, as a string. `size` is documented as unused. */
  __image_size: number,
  min_disk: number,
  min_ram: number,
  protected: truth,
  disk_format: text,
  created_at: text,
  updated_at: text,
  tags: looseField(z.array(z.string())),
})
export type WireImage = z.infer<typeof wireImage>

export const imageList = z.object({ images: z.array(z.catch(wireImage, oddRecord)) })

/** Default page size of `GET /v2/cloudimages`; the list has no `next`, so a shorter page is the last. */
export const IMAGE_PAGE = 500
