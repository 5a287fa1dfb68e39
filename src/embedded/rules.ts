import { USUAL_PROJECT_ID } from '#ims/members'
import { isRecipientFault } from './faults.ts'

/**
 * The rules of sharing, as pure functions. Codes: OTC IMS API reference, "Error Codes". None of the sources
 * says which rule is checked first; the order here is ours.
 */

/** Why something is refused; null when it is allowed. */
export type PairVerdict = { code: string; message: string } | null

/** OTC IMS API reference, "Restrictions on Image Sharing": recipients per image, and per full-ECS image. */
export const LIMITS = { image: 256, fullEcs: 10 }

/** Glance's default of `image_member_quota`. */
export const MEMBER_QUOTA = 128

/** What the rules need to know of an image; flags are 0/1 as stored. */
export type ImageFacts = {
  owner: string
  status: string
  public: number
  whole: number
  backup_id: string | null
  key_id: string | null
  /** 1 when it is encrypted with the service's default key. */
  key_is_default: number
}

/** What the rules need to know of a project of this region. */
export type ProjectFacts = { name: string; domain_id: string }

const recipientLimit = (image: Pick<ImageFacts, 'whole'>) => (image.whole ? LIMITS.fullEcs : LIMITS.image)

/**
 * May `actor` change the recipients of this image at all? `undefined`: it does not exist, or `actor` cannot
 * see it.
 */
export function ownership(image: ImageFacts | undefined, actor: string): PairVerdict {
  if (!image) return { code: 'IMG.0027', message: 'The image does not exist.' }
  // "Restrictions on Image Sharing": you can share your private images only.
  if (image.public) return { code: 'IMG.0089', message: 'A public image cannot be shared.' }
  // OTC user manual, image sharing FAQ: a received image cannot be shared on.
  if (image.owner !== actor)
    return { code: 'IMG.0047', message: 'Only the owner of the image may perform this operation.' }
  return null
}

/** Can this image be shared in its present state? */
export function shareable(image: ImageFacts): PairVerdict {
  // OTC user manual, "Constraints": the image must be in status Normal, which is `active` in the API.
  if (image.status !== 'active')
    return { code: 'IMG.0046', message: `The image cannot be used: its status is ${image.status}.` }
  // "Restrictions on Image Sharing": only full-ECS images created from CBR backups can be shared.
  if (image.whole && !image.backup_id)
    return { code: 'IMG.0135', message: 'A full-ECS image that was not created from CBR cannot be shared.' }
  // "Restrictions on Image Sharing": an image encrypted with the default key cannot be shared.
  if (image.key_is_default)
    return { code: 'IMG.0098', message: 'An image encrypted with the default key cannot be shared.' }
  return null
}

/**
 * Can this image have this recipient? `project` is undefined when this region's account data does not have
 * it. `granted`: the recipient's account has a grant for the image's key.
 */
export function acceptable(
  image: ImageFacts,
  id: string,
  project: ProjectFacts | undefined,
  granted: boolean,
): PairVerdict {
  // "Restrictions on Image Sharing": not with yourself.
  if (id === image.owner) return { code: 'IMG.0076', message: 'An image cannot be shared with its owner.' }
  if (id === 'fault-pair') return { code: 'IMG.0112', message: 'Adding the tenant failed.' }
  const unknown = existence(id, project)
  if (unknown) return unknown
  // "Adding Image Sharing Members": authorize the key of an encrypted image first. The code for a missing
  // grant is not documented; IMG.0099 ("not accessible to you") is the nearest.
  if (image.key_id && !granted)
    return { code: 'IMG.0099', message: "The recipient's account has no grant for the key of the image." }
  return null
}

/**
 * IMS checks that a recipient exists in the region (IMG.0067, IMG.0108). Here every ID of the usual form
 * exists, in an account of its own (whose ID is the same), except those that begin with `dead`.
 */
function existence(id: string, project: ProjectFacts | undefined): PairVerdict {
  const absent = { code: 'IMG.0108', message: 'The tenant was not found in this region.' }
  // The pseudo-project of object storage has no image service (OTC IAM API reference).
  if (project) return project.name === 'MOS' ? absent : null
  if (isRecipientFault(id)) return null
  if (!USUAL_PROJECT_ID.test(id)) return { code: 'IMG.0067', message: 'The project ID is incorrect.' }
  return id.startsWith('dead') ? absent : null
}

/** Is there room for one more? OTC: a recipient over the limit is refused, those within it stay. */
export function room(image: Pick<ImageFacts, 'whole'>, recipients: number): PairVerdict {
  const limit = recipientLimit(image)
  return recipients < limit
    ? null
    : { code: 'IMG.0088', message: `The image already has ${limit} recipients, the most it can have.` }
}
