import type { Image } from '#contract/image'
import type { Access } from '../api/access-rows.ts'
import type { Has, ImagesSearch, Sort } from './images-search.ts'

/** How many of the recipients of an image have not answered; null: not read. */
export function pendingOf(access: Access | undefined, image: Image): number | null {
  const row = access?.rows.get(image.id)
  if (row) return row.counts.pending
  return image.recipients === 0 ? 0 : null
}

/** An image is nearly full with nine of ten places taken, or more. */
const NEARLY = 0.9

const TESTS: Record<Has, (image: Image, pending: number | null) => boolean> = {
  some: ({ recipients }) => (recipients ?? 0) > 0,
  none: ({ recipients }) => recipients === 0,
  pending: (_, pending) => (pending ?? 0) > 0,
  nearly: ({ recipients, recipientsAllowed }) => (recipients ?? 0) >= NEARLY * recipientsAllowed,
  unread: ({ recipients }) => recipients === null,
  blocked: ({ obstacle }) => obstacle !== null,
}

/** Whether an image passes the filters other than the search text. */
export const passes = (image: Image, { kind, has }: ImagesSearch, access: Access | undefined) =>
  (!kind || image.kind === kind) && (!has || TESTS[has](image, pendingOf(access, image)))

const { compare } = new Intl.Collator('en', { numeric: true })

/** What a column is in the order of; null, which is not known, comes last in either direction. */
const VALUES: Record<Exclude<Sort, 'name'>, (image: Image, access: Access | undefined) => number | null> = {
  size: ({ sizeBytes }) => sizeBytes,
  age: ({ createdAt }) => createdAt,
  recipients: ({ recipients }) => recipients,
  pending: (image, access) => pendingOf(access, image),
}

/** In the order of the address; equals as they were, which is the newest first. */
export function sortImages(
  images: readonly Image[],
  { sort = 'age', order = sort === 'name' ? 'asc' : 'desc' }: ImagesSearch,
  access: Access | undefined,
): Image[] {
  const sign = order === 'asc' ? 1 : -1
  if (sort === 'name') return images.toSorted((a, b) => sign * compare(a.name || a.id, b.name || b.id))
  const read = VALUES[sort]
  return images
    .map((image) => ({ image, value: read(image, access) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return sign * (a.value - b.value)
    })
    .map(({ image }) => image)
}
