import * as z from 'zod/mini'

/** The cloud behind the console, and the user of the browser. */
export const settings = z.object({
  version: z.string(),
  cloud: z.object({ name: z.string(), embedded: z.boolean() }),
  user: z.object({ id: z.string(), name: z.string() }),
  /** The project that owns the images. */
  project: z.object({ id: z.string(), name: z.string() }),
  /**
   * One word for this user in this project, which the page sends back with every call (`HEADERS.signedInAs`).
   */
  signedInAs: z.string(),
  /** Whether the role may share, and not only look. */
  mayShare: z.boolean(),
  /** How many recipients an image may have. */
  limits: z.object({ recipientsPerImage: z.number(), recipientsPerFullEcsImage: z.number() }),
})
export type Settings = z.infer<typeof settings>
