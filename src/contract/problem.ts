import * as z from 'zod/mini'

/**
 * The one error body of the console's own API: RFC 9457 `application/problem+json`.
 * `code` is ours or the cloud's (`IMG.0047`); `field` names the request's field that is to blame.
 */
export const problem = z.object({
  type: z.optional(z.string()),
  title: z.string(),
  status: z.number(),
  detail: z.optional(z.string()),
  code: z.string(),
  field: z.optional(z.string()),
  requestId: z.string(),
  /** With `CONSOLE.CHANGED`: the plan as it is now. Who reads it parses it. */
  plan: z.optional(z.unknown()),
})
export type Problem = z.infer<typeof problem>
