import type { Obstacle } from '#contract/image'
import { isOdd } from '#ims/loose'
import type { NativeImage } from '#ims/native-images'
import { parseTime } from '#ims/times'
import type { CloudImage } from '../driver.ts'
import { NOT_UNDERSTOOD } from '../image-facts.ts'

/** An image of Glance in our words. `project`: the one that asks. */
export const fromNativeImage = (image: NativeImage, project: string): CloudImage => ({
  id: image.id.toLowerCase(),
  name: image.name ?? '',
  owner: image.owner ?? null,
  os: [image.os_distro || image.os_type, image.os_version].filter(Boolean).join(' '),
  kind: image.disk_format === 'iso' ? 'iso' : 'system',
  status: image.status,
  sizeBytes: image.size ?? null,
  createdAt: parseTime(image.created_at),
  tags: image.tags ?? [],
  keyId: image.cinder_encryption_key_id || image.os_encrypt_key_id || null,
  isShared: image.visibility === 'shared',
  becomesShared: image.visibility === 'private',
  obstacle: obstacleOf(image, project),
})

/** States of an image that is going or gone; in every other one Glance lets it be shared, without data too. */
const GONE = ['deleted', 'pending_delete', 'killed']

/** What stands in the way of sharing an image (Image API reference v2, "Sharing"). Codes are those of IMS. */
function obstacleOf(image: NativeImage, project: string): Obstacle | null {
  const { visibility, owner, status } = image
  if (isOdd(image)) return NOT_UNDERSTOOD
  if (visibility === 'public')
    return { code: 'IMG.0089', reason: 'It is public: every project can use it already.' }
  if (owner !== project)
    return { code: 'IMG.0047', reason: 'It belongs to another project. Only its owner may share it.' }
  if (visibility === 'community')
    return {
      code: 'IMG.0089',
      reason: 'It is a community image: every project can use it by its ID already.',
    }
  if (GONE.includes(status))
    return { code: 'IMG.0046', reason: `Its status is "${status}". It cannot be shared any more.` }
  return null
}
