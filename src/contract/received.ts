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

/** How many of them wait for an answer. */
export const receivedPending = z.object({ pending: z.number() })

/** Images at a time that are asked since when they are shared: each costs a call to the cloud. */
export const SINCE_PAGE = 100

/** Since when images are shared with the project, in ms since 1970; one of which nobody knows is missing. */
export const sharedSinceRequest = z.object({ images: z.array(z.string()).check(z.maxLength(SINCE_PAGE)) })
export const sharedSince = z.object({ since: z.record(z.string(), z.number()) })

/** Newest image first: the lists of the clouds do not tell when it was shared. */
export const receivedList = z.object({ images: z.array(receivedImage) })
