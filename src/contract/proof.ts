import * as z from 'zod/mini'

const named = z.object({ id: z.string(), name: z.string() })

/** The most images that a proof names; `leftPairs` and `unreadImages` count them all. */
export const MAX_NAMED = 1000

/**
 * What reading the members of every image that may have some has shown of the projects of a job: what they still have.
 * `at`: when that reading began, in ms since 1970; `user`: with whose rights; `images`: how many were read. Nothing is left
 * only where no image is unread.
 */
export const proof = z.object({
  at: z.number(),
  user: named,
  images: z.number(),
  leftPairs: z.number(),
  left: z.array(z.object({ image: named, projects: z.array(z.string()) })),
  unreadImages: z.number(),
  unread: z.array(named),
})
export type Proof = z.infer<typeof proof>
