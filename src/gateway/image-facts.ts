import type { Image, ImageKind, Obstacle } from '#contract/image'
import { isTrue, type WireImage } from '#ims/images'
import type { Capabilities } from './drivers/driver.ts'

/** Whether an image has or had recipients: only then its members are worth a call. */
export const isShared = (image: WireImage): boolean =>
  image.__imagetype === 'shared' || image.visibility === 'shared'

/** OTC API reference, "Restrictions on Image Sharing": nobody else can be granted a service's default key. */
export const DEFAULT_KEY: Obstacle = {
  code: 'IMG.0098',
  reason: 'It is encrypted with the default key of the service, which cannot be granted to anybody.',
}

/** An image of the cloud with its sharing facts. `owner`: the project that asks. `recipients`: null when not read. */
export function toImage(
  image: WireImage,
  facts: {
    owner: string
    limits: Pick<Capabilities, 'recipientsPerImage' | 'recipientsPerFullEcsImage'>
    recipients: number | null
    /** Its key is known to be the default one of the service. */
    hasDefaultKey: boolean
  },
): Image {
  const kind = kindOf(image)
  const recipientsAllowed =
    kind === 'full-ecs' ? facts.limits.recipientsPerFullEcsImage : facts.limits.recipientsPerImage
  const { recipients } = facts
  return {
    id: image.id.toLowerCase(),
    name: image.name ?? '',
    os: osOf(image),
    kind,
    status: image.status,
    sizeBytes: numberOf(image.__image_size),
    createdAt: image.created_at ? numberOf(Date.parse(image.created_at)) : null,
    tags: image.tags ?? [],
    keyId: image.__system__cmkid || null,
    recipients,
    recipientsAllowed,
    obstacle:
      obstacleOf(image, facts.owner) ??
      (facts.hasDefaultKey ? DEFAULT_KEY : null) ??
      (recipients !== null && recipients >= recipientsAllowed
        ? {
            code: 'IMG.0088',
            reason: `It has ${recipients} recipients, and no more than ${recipientsAllowed} are allowed.`,
          }
        : null),
  }
}

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
