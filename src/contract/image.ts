import * as z from 'zod/mini'
import { code } from './problem.ts'

/** The kind of an image. Full-ECS images take fewer recipients and need a vault to be accepted. */
export const imageKind = z.enum(['system', 'data', 'full-ecs', 'bare-metal', 'iso'])
export type ImageKind = z.infer<typeof imageKind>

/** Why an image cannot be shared: a code of the cloud where one exists, and a sentence for the operator. */
const obstacle = z.object({ code, reason: z.string() })
export type Obstacle = z.infer<typeof obstacle>

/** One image of the operator's project, with its sharing facts. Times in ms since 1970, sizes in bytes. */
export const image = z.object({
  id: z.string(),
  name: z.string(),
  os: z.string(),
  kind: imageKind,
  status: z.string(),
  sizeBytes: z.nullable(z.number()),
  createdAt: z.nullable(z.number()),
  tags: z.array(z.string()),
  /** The key it is encrypted with; null when it is not encrypted. */
  keyId: z.nullable(z.string()),
  /** Recipients it has now; null while the members have not been read. */
  recipients: z.nullable(z.number()),
  /** As of when: when that read began, in ms since 1970; null while the members have not been read, or need not be. */
  recipientsReadAt: z.nullable(z.number()),
  /** What went wrong with a later read of them; null: nothing. */
  recipientsProblem: z.nullable(z.object({ code: z.string(), message: z.string() })),
  recipientsAllowed: z.number(),
  /** The cloud gives it recipients only once its visibility is "shared": sharing changes the image. */
  becomesShared: z.boolean(),
  /** Null when it can be shared. */
  obstacle: z.nullable(obstacle),
})
export type Image = z.infer<typeof image>

/** `counting`: the recipients of some images are still being read; a later call knows more of them. */
export const imageList = z.object({ images: z.array(image), counting: z.boolean() })
export type ImageList = z.infer<typeof imageList>
