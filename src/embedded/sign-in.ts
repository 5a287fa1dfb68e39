import { timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'
import { parseJson } from '#ims/json'
import { findUser, PROJECT, type ProjectRow, ref, USER, type UserRow, unauthorized } from './accounts.ts'
import {
  type Credential,
  credentialOf,
  credentialProof,
  requireCredential,
} from './application-credentials.ts'
import type { Call } from './call.ts'
import { findToken, roleOf } from './caller.ts'
import { hashPassword } from './seed.ts'
import { keystoneRefusal } from './wire-refusal.ts'

/** Tokens live for a day (OTC IAM API reference). */
const LIFETIME = 24 * 60 * 60 * 1000

const user = z.extend(ref, { password: z.string() })
const body = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.array(z.string()),
      password: z.optional(z.object({ user })),
      token: z.optional(z.object({ id: z.string() })),
      application_credential: z.optional(credentialProof),
    }),
    scope: z.optional(z.looseObject({ project: z.optional(ref) })),
  }),
})
type Auth = z.infer<typeof body>['auth']

/** `credential`: the application credential that it was done with. */
export type SignIn = {
  user: UserRow
  project: ProjectRow | null
  methods: string[]
  expiresAt: number
  credential?: Credential
}

/**
 * Checks who signs in, with which proof, and for which project (null: unscoped). Nothing tells why a sign-in
 * failed.
 */
export function signIn(call: Call): SignIn {
  const { identity, scope } = requireBody(call).auth
  const { methods } = identity
  const [method] = methods
  if (method === undefined || methods.length > 1) throw unsupported()
  if (method === 'application_credential') return signInByCredential(call, { identity, scope })
  const { user, expiresAt } =
    method === 'token'
      ? userOfToken(call, identity.token?.id)
      : { user: userOfPassword(call, identity.password?.user), expiresAt: call.now + LIFETIME }
  if (scope && !scope.project && Object.keys(scope).length > 0)
    throw keystoneRefusal(400, 'Tokens are for projects here; no other scope is supported.')
  const project = scope?.project ? projectOfScope(call, user, scope.project) : null
  return { user, project, methods, expiresAt }
}

function requireBody(call: Call): z.infer<typeof body> {
  try {
    return body.parse(parseJson(call.text))
  } catch {
    throw keystoneRefusal(400, 'The request body is not a valid authentication request.')
  }
}

const unsupported = () => keystoneRefusal(400, 'The request has no supported method with its credentials.')

function userOfPassword(call: Call, given: z.infer<typeof user> | undefined): UserRow {
  if (!given) throw unsupported()
  const found = findUser(call, given)
  if (!found) throw unauthorized()
  const digest = Buffer.from(hashPassword(given.password, found.id))
  if (!timingSafeEqual(digest, Buffer.from(found.password))) throw unauthorized()
  return found
}

/** A token that is made with a token lives no longer, and is never made with one of a credential (Keystone). */
function userOfToken(call: Call, token: string | undefined): { user: UserRow; expiresAt: number } {
  const found = findToken(call, token)
  if (typeof found !== 'object') throw unauthorized()
  if (credentialOf(call, found))
    throw keystoneRefusal(403, 'Using a delegated token to create another token is not allowed.')
  return { user: requireUser(call, found.user_id), expiresAt: found.expires_at }
}

function requireUser(call: Call, id: string): UserRow {
  const user = call.world.store.one<UserRow>(`${USER} where users.id = ?`, id)
  if (!user) throw unauthorized()
  return user
}

/** The credential says for which project; a request that says it too is refused, as by Keystone. */
function signInByCredential(call: Call, { identity, scope }: Auth): SignIn {
  if (!identity.application_credential) throw unsupported()
  if (scope) throw keystoneRefusal(401, 'Application credentials cannot request a scope.')
  const credential = requireCredential(call, identity.application_credential)
  const user = requireUser(call, credential.user_id)
  const project = projectOfScope(call, user, { id: credential.project_id })
  const expiresAt = Math.min(call.now + LIFETIME, credential.expires_at ?? Number.POSITIVE_INFINITY)
  return { user, project, methods: identity.methods, expiresAt, credential }
}

/**
 * By ID or by name; a name without a domain is looked up in the user's own (OTC; plain Keystone wants the
 * domain).
 */
function projectOfScope(call: Call, { id, domain_id }: UserRow, scope: z.infer<typeof ref>): ProjectRow {
  const found = call.world.store.one<ProjectRow>(
    `${PROJECT} where projects.id = ? or (projects.name = ? and (domains.id = ? or domains.name = ?))`,
    scope.id ?? null,
    scope.name ?? null,
    scope.domain ? (scope.domain.id ?? null) : domain_id,
    scope.domain?.name ?? null,
  )
  if (!found?.enabled || !roleOf(call, id, found.id)) throw unauthorized()
  return found
}
