import { timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'
import { parseJson } from '#ims/json'
import type { Call } from './call.ts'
import { findToken, roleOf } from './caller.ts'
import { hashPassword } from './seed.ts'
import { keystoneRefusal } from './wire-refusal.ts'

/** Tokens live for a day (OTC IAM API reference). */
const LIFETIME = 24 * 60 * 60 * 1000

const text = z.optional(z.string())
const domain = z.optional(z.object({ id: text, name: text }))
const user = z.object({ id: text, name: text, domain, password: z.string() })
const project = z.object({ id: text, name: text, domain })
const body = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.array(z.string()),
      password: z.optional(z.object({ user })),
      token: z.optional(z.object({ id: z.string() })),
    }),
    scope: z.optional(z.object({ project: z.optional(project) })),
  }),
})

export type UserRow = { id: string; name: string; domain_id: string; domain_name: string; password: string }
export type ProjectRow = {
  id: string
  name: string
  domain_id: string
  domain_name: string
  parent_id: string
  enabled: number
  description: string
}

export const USER =
  'select users.*, domains.name as domain_name from users join domains on domains.id = domain_id'
export const PROJECT =
  'select projects.*, domains.name as domain_name from projects join domains on domains.id = domain_id'

export const unauthorized = () => keystoneRefusal(401, 'The request you have made requires authentication.')

export type SignIn = { user: UserRow; project: ProjectRow | null; methods: string[]; expiresAt: number }

/**
 * Checks who signs in, with which proof, and for which project (null: unscoped). Nothing tells why a sign-in
 * failed.
 */
export function signIn(call: Call): SignIn {
  const { identity, scope } = requireBody(call).auth
  const { user, expiresAt } = identity.methods.includes('token')
    ? userOfToken(call, identity.token?.id)
    : { user: userOfPassword(call, identity.password?.user), expiresAt: call.now + LIFETIME }
  const project = scope?.project ? projectOfScope(call, user, scope.project) : null
  return { user, project, methods: identity.methods, expiresAt }
}

function requireBody(call: Call): z.infer<typeof body> {
  try {
    return body.parse(parseJson(call.text))
  } catch {
    throw keystoneRefusal(400, 'The request body is not a valid authentication request.')
  }
}

function userOfPassword(call: Call, given: z.infer<typeof user> | undefined): UserRow {
  if (!given) throw keystoneRefusal(400, 'The request has no supported method with its credentials.')
  const found = call.world.store.one<UserRow>(
    `${USER} where users.id = ? or (users.name = ? and (domains.id = ? or domains.name = ?))`,
    given.id ?? null,
    given.name ?? null,
    given.domain?.id ?? null,
    given.domain?.name ?? null,
  )
  if (!found) throw unauthorized()
  const digest = Buffer.from(hashPassword(given.password, found.id))
  if (!timingSafeEqual(digest, Buffer.from(found.password))) throw unauthorized()
  return found
}

/** A token that is made with a token lives no longer (Keystone). */
function userOfToken(call: Call, token: string | undefined): { user: UserRow; expiresAt: number } {
  const found = findToken(call, token)
  if (typeof found !== 'object') throw unauthorized()
  const user = call.world.store.one<UserRow>(`${USER} where users.id = ?`, found.user_id)
  if (!user) throw unauthorized()
  return { user, expiresAt: found.expires_at }
}

/**
 * By ID or by name; a name without a domain is looked up in the user's own (OTC; plain Keystone wants the
 * domain).
 */
function projectOfScope(call: Call, { id, domain_id }: UserRow, scope: z.infer<typeof project>): ProjectRow {
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
