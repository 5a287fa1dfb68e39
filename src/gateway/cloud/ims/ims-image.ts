import type { ImageKind, Obstacle } from '#contract/image'
import type { WireImage } from '#ims/images'
import { isOdd, isTrue } from '#ims/loose'
import { parseTime } from '#ims/times'
import type { CloudImage } from '../driver.ts'
import { NOT_UNDERSTOOD } from '../image-facts.ts'

/** An image of IMS in our words. `project`: the one that asks. */
export const fromImsImage = (image: WireImage, project: string): CloudImage => ({
  id: image.id.toLowerCase(),
  name: image.name ?? '',
  owner: image.owner ?? null,
  os: osOf(image),
  kind: kindOf(image),
  status: image.status,
  sizeBytes: numberOf(image.__image_size),
  createdAt: parseTime(image.created_at),
  tags: image.tags ?? [],
  keyId: image.__system__cmkid || null,
  isShared: image.__imagetype === 'shared' || image.visibility === 'shared',
  // IMS changes the visibility by itself (OTC API reference, "Image Attributes").
  becomesShared: false,
  obstacle: obstacleOf(image, project),
})

/** `virtual_env_type` of the OTC API reference ("Image Attributes"); a full-ECS image has `__whole_image` instead. */
function kindOf(image: WireImage): ImageKind {
  if (isTrue(image.__whole_image)) return 'full-ecs'
  switch (image.virtual_env_type) {
    case 'DataImage':
      return 'data'
    case 'Ironic':
      return 'bare-metal'
    case 'IsoImage':
      return 'iso'
    default:
      return 'system'
  }
}

const osOf = (image: WireImage): string =>
  image.__os_version ||
  [image.__platform || image.__os_type, image.__os_bit && `${image.__os_bit}bit`].filter(Boolean).join(' ')

const numberOf = (value: number | string | null | undefined): number | null => {
  const number = value === null || value === undefined || value === '' ? Number.NaN : Number(value)
  return Number.isFinite(number) ? number : null
}

/**
 * What stands in the way of sharing an image (OTC API reference, "Restrictions on Image Sharing" and "Error Codes").
 * An encrypted image is no obstacle by itself: whether its key is the default one cannot be told from the image.
 */
function obstacleOf(image: WireImage, owner: string): Obstacle | null {
  if (isOdd(image)) return NOT_UNDERSTOOD
  if (image.visibility === 'public' || image.__imagetype === 'gold')
    return { code: 'IMG.0089', reason: 'It is public: every project can use it already.' }
  if (image.owner && image.owner !== owner)
    return { code: 'IMG.0047', reason: 'It belongs to another project. Only its owner may share it.' }
  if (image.status !== 'active')
    return {
      code: 'IMG.0046',
      reason: `Its status is "${image.status}". Only an active image can be shared.`,
    }
  if (isTrue(image.__whole_image) && !image.__backup_id)
    return {
      code: 'IMG.0135',
      reason: 'It was not made from a CBR backup, as a full-ECS image must be to be shared.',
    }
  return null
}
