import { createHash } from 'node:crypto'
import type { Call } from './call.ts'
import { gatewayRefusal, imsRefusal } from './wire-refusal.ts'

/** A token is kept as its digest, so that nobody could sign in with what the file holds. */
export const digestOf = (token: string) => createHash('sha256').update(token).digest('hex')

export type StoredToken = {
  digest: string
  user_id: string
  project_id: string | null
  methods: string
  issued_at: number
  expires_at: number
}

/** The token with its digest, when it exists and has not expired; `'expired'` tells the difference. */
export function findToken(call: Call, token: string | undefined): StoredToken | 'expired' | undefined {
  const digest = digestOf(token ?? '')
  const found = call.world.store.one<StoredToken>('select * from tokens where digest = ?', digest)
  return found && found.expires_at <= call.now ? 'expired' : found
}

export type Caller = { user: string; project: string }

/** Finds out who calls a project-level service. Refuses with 401 as the API gateway in front does. */
export function requireCaller(call: Call): Caller {
  const token = call.header('x-auth-token')
  const found = findToken(call, token)
  if (found === 'expired') throw gatewayRefusal(call, 401, 'APIGW.0307', 'The token must be updated.')
  if (!found) {
    const why = token ? 'decrypt token fail' : 'X-Auth-Token is missing'
    const message = `Incorrect IAM authentication information: ${why}`
    throw gatewayRefusal(call, 401, 'APIGW.0301', message)
  }
  if (!found.project_id) throw imsRefusal('IMG.0026', 'The token is not scoped to a project.', 403)
  return { user: found.user_id, project: found.project_id }
}

/** The role whose holders may change things, for the image service and for keys alike. */
export const SHARER = 'ims_adm'

/** Finds out who calls, and refuses with IMG.0026 a caller who may not change recipients. */
export function requireSharer(call: Call): Caller {
  const caller = requireCaller(call)
  const role = roleOf(call, caller.user, caller.project)
  if (role !== SHARER) throw imsRefusal('IMG.0026', 'The role has no permission to share images.', 403)
  return caller
}

export const roleOf = (call: Call, user: string, project: string) =>
  call.world.store.one<{ role: string }>(
    'select role from assignments where user_id = ? and project_id = ?',
    user,
    project,
  )?.role
