import * as z from 'zod/mini'

/** Who asked for a job to be stopped, and when, in ms since 1970. */
export const jobStop = z.object({ by: z.object({ id: z.string(), name: z.string() }), at: z.number() })
export type JobStop = z.infer<typeof jobStop>
