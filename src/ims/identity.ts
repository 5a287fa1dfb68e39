import * as z from 'zod/mini'
import { looseField, looseText, understoodOf } from './loose.ts'

/** Keystone v3, as IAM speaks it: tokens in the header `X-Subject-Token`, details in the body. */

/** Empty when the cloud tells none. */
const name = z.pipe(
  looseText,
  z.transform((text) => text ?? ''),
)
const named = z.object({ id: z.string(), name })

/** The services of a cloud, and where they are. */
const catalog = understoodOf(
  z.object({
    type: z.string(),
    name: looseText,
    endpoints: understoodOf(
      z.object({ url: z.string(), interface: looseText, region: looseText, region_id: looseText }),
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
    user: z.object({ id: z.string(), name, domain: z.optional(named) }),
    project: z.optional(z.object({ id: z.string(), name, domain: z.optional(named) })),
    roles: z.optional(understoodOf(z.object({ name: z.string() }))),
    catalog: z.optional(catalog),
  }),
})
export type TokenBody = z.infer<typeof tokenBody>

const identityProject = z.object({
  id: z.string(),
  name,
  domain_id: looseText,
  enabled: looseField(z.boolean()),
})
export type IdentityProject = z.infer<typeof identityProject>

/**
 * Whether one can work in a project: not in one that is disabled, nor in MOS, a pseudo-project of the object
 * storage without an image service (IAM, "Querying Accessible Projects").
 */
export const isEnterable = ({ enabled, name }: IdentityProject): boolean =>
  enabled !== false && name !== 'MOS'

/** `GET /v3/auth/projects`: the projects this user can enter, the pseudo-project `MOS` among them. */
export const projectList = z.object({ projects: understoodOf(identityProject) })
