import * as z from 'zod/mini'
import { MAX_REASON } from '#contract/endpoints'

const list = z.catch(z.optional(z.string().check(z.maxLength(20_000))), undefined)

/** The address of a prefilled share: IDs with commas between them. What makes no sense is as if it were not there. */
export const shareSearch = z.object({
  images: list,
  projects: list,
  reason: z.catch(z.optional(z.string().check(z.maxLength(MAX_REASON))), undefined),
})
export type ShareSearch = z.infer<typeof shareSearch>

/** "a,b" → ["a", "b"]. */
export const splitList = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean)
