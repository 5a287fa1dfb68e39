import * as z from 'zod/mini'
import type { Code } from './codes.ts'

/** A code of the console or of a cloud, as it travels. */
export const code = z.string() as unknown as z.ZodMiniType<Code, Code>

/**
 * The one error body of the console's own API: RFC 9457 `application/problem+json`.
 * `code` is ours or the cloud's (`IMG.0047`); `field` names the request's field that is to blame.
 */
export const problem = z.object({
  type: z.optional(z.string()),
  title: z.string(),
  status: z.number(),
  detail: z.optional(z.string()),
  code,
  field: z.optional(z.string()),
  requestId: z.string(),
  /** With `CONSOLE.CHANGED`: the plan as it is now. Who reads it parses it. */
  plan: z.optional(z.unknown()),
})
export type Problem = z.infer<typeof problem>
