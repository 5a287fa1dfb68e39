import * as z from 'zod/mini'

/** Keystone v3, as IAM speaks it: tokens in the header `X-Subject-Token`, details in the body. */

const named = z.object({ id: z.string(), name: z.string() })

/** The services of a cloud, and where they are. */
const catalog = z.array(
  z.object({
    type: z.string(),
    name: z.optional(z.string()),
    endpoints: z.array(
      z.object({
        url: z.string(),
        interface: z.optional(z.string()),
        region: z.optional(z.nullable(z.string())),
        region_id: z.optional(z.nullable(z.string())),
      }),
    ),
  }),
)
export type Catalog = z.infer<typeof catalog>

/** `GET /v3/auth/catalog`. */
export const catalogBody = z.object({ catalog })

export const tokenBody = z.object({
  token: z.object({
    expires_at: z.string(),
    issued_at: z.optional(z.string()),
    methods: z.optional(z.array(z.string())),
    user: z.object({ id: z.string(), name: z.string(), domain: z.optional(named) }),
    project: z.optional(z.object({ id: z.string(), name: z.string(), domain: z.optional(named) })),
    roles: z.optional(z.array(z.object({ id: z.optional(z.string()), name: z.string() }))),
    catalog: z.optional(catalog),
  }),
})
export type TokenBody = z.infer<typeof tokenBody>

const identityProject = z.object({
  id: z.string(),
  name: z.string(),
  domain_id: z.optional(z.nullable(z.string())),
  parent_id: z.optional(z.nullable(z.string())),
  enabled: z.optional(z.boolean()),
  description: z.optional(z.nullable(z.string())),
})
export type IdentityProject = z.infer<typeof identityProject>

/**
 * Whether one can work in a project: not in one that is disabled, nor in MOS, a pseudo-project of the object
 * storage without an image service (IAM, "Querying Accessible Projects").
 */
export const isEnterable = ({ enabled, name }: IdentityProject): boolean =>
  enabled !== false && name !== 'MOS'

/** `GET /v3/auth/projects`: the projects this user can enter, the pseudo-project `MOS` among them. */
export const projectList = z.object({ projects: z.array(identityProject) })
