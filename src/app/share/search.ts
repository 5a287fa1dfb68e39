import * as z from 'zod/mini'
import { MAX_REASON } from '#contract/headers'
import { MAX_ADDRESS } from '../plan/plan-address.ts'

const list = z.catch(z.optional(z.string().check(z.maxLength(MAX_ADDRESS))), undefined)

/**
 * The address of a prefilled share: IDs as `packIds` writes them, and the pairs that are left out. A parameter that makes no sense is ignored.
 */
export const shareSearch = z.object({
  images: list,
  projects: list,
  without: list,
  reason: z.catch(z.optional(z.string().check(z.maxLength(MAX_REASON))), undefined),
})
