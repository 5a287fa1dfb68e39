import * as z from 'zod/mini'
import { imageKind } from '#contract/image'

export const HAS = ['some', 'none', 'pending', 'nearly', 'unread', 'blocked'] as const
export type Has = (typeof HAS)[number]
const SORTS = ['name', 'size', 'age', 'recipients', 'pending'] as const
export type Sort = (typeof SORTS)[number]

/** The address of the list of images. A parameter that makes no sense is ignored. */
export const imagesSearch = z.object({
  text: z.catch(z.optional(z.string().check(z.trim(), z.maxLength(200))), undefined),
  kind: z.catch(z.optional(imageKind), undefined),
  has: z.catch(z.optional(z.enum(HAS)), undefined),
  /** The newest first unless told. */
  sort: z.catch(z.optional(z.enum(SORTS)), undefined),
  order: z.catch(z.optional(z.enum(['asc', 'desc'])), undefined),
  /** `family`: versions of one name together. */
  by: z.catch(z.optional(z.literal('family')), undefined),
})
export type ImagesSearch = z.infer<typeof imagesSearch>
