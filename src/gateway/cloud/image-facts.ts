import type { Image, Obstacle } from '#contract/image'
import type { Capabilities, CloudImage } from './driver.ts'

/** OTC API reference, "Restrictions on Image Sharing": nobody else can be granted a service's default key. */
export const DEFAULT_KEY: Obstacle = {
  code: 'IMG.0098',
  reason: 'It is encrypted with the default key of the service, which cannot be granted to anybody.',
}

/** Of a record in the cloud's list that is no image as its documents have them. It is shown, so that nobody misses it. */
export const NOT_UNDERSTOOD: Obstacle = {
  code: 'CONSOLE.UNREADABLE',
  reason: 'The record that the cloud has of it is not understood.',
}

/** Of an image whose members were not read. */
export const NOT_COUNTED = { recipients: null, recipientsReadAt: null, recipientsProblem: null }

/** An image of the cloud with its sharing facts. */
export function toImage(
  { owner, isShared, ...image }: CloudImage,
  facts: {
    limits: Pick<Capabilities, 'recipientsPerImage' | 'recipientsPerFullEcsImage'>
    recipients: Pick<Image, 'recipients' | 'recipientsReadAt' | 'recipientsProblem'>
    /** Its key is known to be the default one of the service. */
    hasDefaultKey: boolean
  },
): Image {
  const { limits } = facts
  const { recipients, recipientsProblem } = facts.recipients
  const recipientsAllowed =
    image.kind === 'full-ecs' ? limits.recipientsPerFullEcsImage : limits.recipientsPerImage
  return {
    ...image,
    ...facts.recipients,
    recipientsAllowed,
    obstacle:
      image.obstacle ??
      (facts.hasDefaultKey ? DEFAULT_KEY : null) ??
      // A number that may be outdated stands in nobody's way.
      (recipients !== null && recipients >= recipientsAllowed && recipientsProblem === null
        ? {
            code: 'IMG.0088',
            reason: `It has ${recipients} recipients, and no more than ${recipientsAllowed} are allowed.`,
          }
        : null),
  }
}
