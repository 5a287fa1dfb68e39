import * as z from 'zod/mini'
import { MAX_REASON } from '#contract/headers'
import { MAX_ADDRESS } from '../plan/plan-address.ts'

const list = z.catch(z.optional(z.string().check(z.maxLength(MAX_ADDRESS))), undefined)

/** The address of a prefilled share: IDs as `packIds` writes them. What makes no sense is as if it were not there. */
export const shareSearch = z.object({
  images: list,
  projects: list,
  reason: z.catch(z.optional(z.string().check(z.maxLength(MAX_REASON))), undefined),
})
export type ShareSearch = z.infer<typeof shareSearch>
