import * as z from 'zod/mini'
import type { Call } from './call.ts'
import { findToken, type StoredToken } from './caller.ts'
import { keystoneRefusal } from './wire-refusal.ts'

/** Users and projects as identity looks them up. */

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

const text = z.optional(z.string())
const domainRef = z.optional(z.object({ id: text, name: text }))

/** A user, or a project, is told by its ID, or by its name in a domain. */
export const ref = z.object({ id: text, name: text, domain: domainRef })

export const unauthorized = () => keystoneRefusal(401, 'The request you have made requires authentication.')

export const findUser = (call: Call, { id, name, domain }: z.infer<typeof ref>) =>
  call.world.store.one<UserRow>(
    `${USER} where users.id = ? or (users.name = ? and (domains.id = ? or domains.name = ?))`,
    id ?? null,
    name ?? null,
    domain?.id ?? null,
    domain?.name ?? null,
  )

/** The token of whoever asks identity for something. */
export function requireToken(call: Call): StoredToken {
  const found = findToken(call, call.header('x-auth-token'))
  if (typeof found !== 'object') throw unauthorized()
  return found
}

/** The token of the user in the path: what belongs to a user is told to nobody else. */
export function requireSelf(call: Call, action: string): StoredToken {
  const token = requireToken(call)
  if (call.param('user') !== token.user_id) throw notAllowed(action)
  return token
}

export const notAllowed = (action: string) =>
  keystoneRefusal(403, `You are not authorized to perform the requested action: identity:${action}.`)
