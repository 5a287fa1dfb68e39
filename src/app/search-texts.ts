import type { Image } from '#contract/image'
import type { Recipient } from '#contract/recipient'
import { IMAGE_KIND } from './image-kind.ts'

/** The text that every search for an image looks in: its name first, then its ID. */
export const imageText = ({ name, id, os, kind, tags }: Image): string =>
  `${name} ${id} ${os} ${IMAGE_KIND[kind]} ${tags.join(' ')}`

/** The text that every search for a recipient looks in: its name first, then its ID. */
export const recipientText = ({ id, name, accountId, owner, notes, groups }: Recipient): string =>
  `${name} ${id} ${accountId} ${owner} ${notes} ${groups.join(' ')}`
