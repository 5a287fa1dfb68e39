import { expect, test } from 'vitest'
import type { Image } from '#contract/image'
import { newImage } from '#testing/new-image'
import { choosableFirst, IMAGES, SHARED_IMAGES } from './image-choices.ts'

const image = (name: string, reason: string | null): Image =>
  newImage({ id: name, name, obstacle: reason === null ? null : { code: 'IMG.0057', reason } })

/* The newest images are often still being imported: nine of the first ten in the list could not be chosen. */
test('images that can be shared come first, both parts in their order', () => {
  const images = [image('new', 'importing'), image('b', null), image('a', null), image('old', 'damaged')]
  expect(choosableFirst(images, IMAGES).map(({ name }) => name)).toEqual(['b', 'a', 'new', 'old'])
  expect(choosableFirst(images, SHARED_IMAGES).map(({ name }) => name)).toEqual(['new', 'b', 'a', 'old'])
})
