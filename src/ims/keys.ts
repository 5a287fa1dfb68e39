import * as z from 'zod/mini'
import { looseBoolean, looseNumber } from './loose.ts'

/**
 * KMS grants, `POST /v1.0/{project_id}/kms/{create,list,revoke,retire}-grant`: what lets a recipient's
 * account use the key of an encrypted image. Facts: OTC KMS API reference, "Creating a Grant" and neighbours.
 */

/** A key's ID. As documented: not only hex digits. */
export const KEY_ID = /^[0-9a-z]{8}(-[0-9a-z]{4}){3}-[0-9a-z]{12}$/

/** Whom a grant is for: a user ID or an account (domain) ID, never a project ID. */
export const PRINCIPAL = /^[a-zA-Z0-9]{1,64}$/

const GRANT_ID = /^[A-Fa-f0-9]{64}$/

/** Operations a grant can allow. */
const grantOperation = z.enum([
  'create-datakey',
  'create-datakey-without-plaintext',
  'encrypt-datakey',
  'decrypt-datakey',
  'describe-key',
  'create-grant',
  'retire-grant',
])
export type GrantOperation = z.infer<typeof grantOperation>

/**
 * What a recipient's account needs to use an encrypted image (OTC IMS user manual, "How Do I Authorize a
 * Key?").
 */
export const IMAGE_SHARE_OPERATIONS: readonly GrantOperation[] = ['describe-key', 'decrypt-datakey']

/**
 * Grants one custom key can have (OTC KMS user manual, "Creating a Grant"); one grant covers a whole account.
 */
export const MAX_GRANTS = 100

export const createGrant = z.object({
  key_id: z.string().check(z.regex(KEY_ID)),
  grantee_principal: z.string().check(z.regex(PRINCIPAL)),
  /** `user` when missing. An image share needs `domain`. */
  grantee_principal_type: z.optional(z.enum(['user', 'domain'])),
  operations: z.array(grantOperation).check(z.minLength(1)),
  name: z.optional(z.string().check(z.regex(/^[a-zA-Z0-9:/_-]{1,255}$/))),
  retiring_principal: z.optional(z.string().check(z.regex(PRINCIPAL))),
  sequence: z.optional(z.string()),
})
export type CreateGrant = z.infer<typeof createGrant>

export const grantCreated = z.object({ grant_id: z.string() })

/** `limit` is a number written as a string. */
export const listGrants = z.object({
  key_id: z.string().check(z.regex(KEY_ID)),
  limit: z.optional(z.string().check(z.regex(/^[0-9]{1,4}$/))),
  marker: z.optional(z.string()),
})

const grant = z.object({
  key_id: z.string(),
  grant_id: z.string(),
  grantee_principal: z.string(),
  grantee_principal_type: z.optional(z.string()),
  operations: z.array(z.string()),
  issuing_principal: z.optional(z.string()),
  creation_date: z.optional(z.string()),
  name: z.optional(z.string()),
  retiring_principal: z.optional(z.string()),
})
export type Grant = z.infer<typeof grant>

/** `truncated` is documented as `"true"` or `"false"`; `next_marker` is `""` on the last page. */
export const grantList = z.object({
  grants: z.array(grant),
  next_marker: z.optional(z.nullable(z.string())),
  truncated: z.optional(looseBoolean),
  total: z.optional(looseNumber),
})

/**
 * `POST …/kms/describe-key` with `{key_id}`; only the fields in use. `default_key_flag` is `"1"` for a
 * service's own key, `key_state` is `"2"` for an enabled one (OTC KMS API reference, "Querying the
 * Information About a CMK"; the same fields in the Terraform data source `opentelekomcloud_kms_key_v1`).
 */
export const describeKey = z.object({ key_id: z.string().check(z.regex(KEY_ID)) })
export const keyDescription = z.object({
  key_info: z.object({
    key_id: z.string(),
    key_alias: z.optional(z.nullable(z.string())),
    key_state: z.optional(z.nullable(looseNumber)),
    default_key_flag: z.optional(z.nullable(looseNumber)),
  }),
})
export type KeyDescription = z.infer<typeof keyDescription>

/** Body of `revoke-grant` (the key's creator) and `retire-grant`. */
export const endGrant = z.object({
  key_id: z.string().check(z.regex(KEY_ID)),
  grant_id: z.string().check(z.regex(GRANT_ID)),
})
