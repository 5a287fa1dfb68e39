import * as z from 'zod/mini'
import { memberStatus } from '#ims/members'
import { image } from './image.ts'

/**
 * An image of another project that is shared with the own one. `owner`: that project; `answer`: what was
 * answered.
 */
const receivedImage = z.extend(
  z.pick(image, {
    id: true,
    name: true,
    os: true,
    kind: true,
    status: true,
    sizeBytes: true,
    createdAt: true,
    tags: true,
    keyId: true,
  }),
  { owner: z.nullable(z.string()), answer: memberStatus },
)
export type ReceivedImage = z.infer<typeof receivedImage>

/** Newest image first: the clouds do not tell when it was shared. */
export const receivedList = z.object({ images: z.array(receivedImage) })
