import type { Image } from '#contract/image'
import { imageText } from '../../search-texts.ts'
import type { ChoiceKind } from '../../ui/select/choice-kind.ts'

/** Images as a picker reads them: found by name, ID, operating system, kind and tag. */
export const IMAGES: ChoiceKind<Image> = {
  one: 'image',
  many: 'images',
  idOf: (image) => image.id,
  nameOf: (image) => image.name,
  textOf: imageText,
  blockedOf: (image) => image.obstacle?.reason ?? null,
}

/** The images of the page to stop sharing, all of which can be chosen. */
export const SHARED_IMAGES: ChoiceKind<Image> = { ...IMAGES, blockedOf: () => null }

/** Images that can be chosen before those that cannot, each part in the order that it had. */
export const choosableFirst = (images: readonly Image[], kind: ChoiceKind<Image>): Image[] =>
  [...images].sort((a, b) => Number(kind.blockedOf(a) !== null) - Number(kind.blockedOf(b) !== null))
