import * as z from 'zod/mini'

/** What the members say of a pair that is shared. */
export const STATUSES = ['accepted', 'pending', 'rejected'] as const

/** The filters of a list of holdings, as they stand in an address. A parameter that makes no sense is ignored. */
export const holdingsSearch = z.object({
  text: z.catch(z.optional(z.string().check(z.trim(), z.maxLength(200))), undefined),
  status: z.catch(z.optional(z.enum(STATUSES)), undefined),
})
export type HoldingsSearch = z.infer<typeof holdingsSearch>
