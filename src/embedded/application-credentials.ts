import { timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'
import { parseJson } from '#ims/json'
import { findUser, ref, requireSelf, unauthorized } from './accounts.ts'
import { type Call, inMicros, ok, type Reply, type Route } from './call.ts'
import { roleOf, type StoredToken } from './caller.ts'
import { hashPassword } from './seed.ts'
import { roleId } from './stable.ts'
import { keystoneRefusal } from './wire-refusal.ts'

/** Sign-ins for machines: one project, the role that its maker had there, and a secret that is told once. */

export type Credential = {
  id: string
  name: string
  user_id: string
  project_id: string
  role: string
  secret: string
  description: string | null
  unrestricted: number
  expires_at: number | null
}

const CREDENTIAL = 'select * from application_credentials'

/** How a sign-in names one: by its ID, or by its name among those of a user. */
export const credentialProof = z.object({
  id: z.optional(z.string()),
  name: z.optional(z.string()),
  user: z.optional(ref),
  secret: z.string(),
})

/** The credential with this secret. Refuses with 401 without telling why. */
export function requireCredential(call: Call, proof: z.infer<typeof credentialProof>): Credential {
  const { store } = call.world
  const user = proof.user && findUser(call, proof.user)
  const found = store.one<Credential>(
    `${CREDENTIAL} where id = ? or (name = ? and user_id = ?)`,
    proof.id ?? null,
    proof.name ?? null,
    user?.id ?? null,
  )
  if (!found || (found.expires_at !== null && found.expires_at <= call.now)) throw unauthorized()
  if (!timingSafeEqual(Buffer.from(hashPassword(proof.secret, found.id)), Buffer.from(found.secret)))
    throw unauthorized()
  // Keystone takes a credential back with the role that it is for.
  if (roleOf(call, found.user_id, found.project_id) !== found.role) throw unauthorized()
  return found
}

/** The credential that a token was made with. */
export const credentialOf = (call: Call, token: StoredToken) =>
  call.world.store.one<Credential>(
    `${CREDENTIAL} where id = (select credential_id from credential_tokens where digest = ?)`,
    token.digest,
  )

const toWire = (call: Call, row: Credential) => ({
  id: row.id,
  name: row.name,
  description: row.description,
  project_id: row.project_id,
  roles: [{ id: roleId(row.role), name: row.role }],
  unrestricted: row.unrestricted === 1,
  expires_at: row.expires_at && inMicros(row.expires_at),
  links: { self: `${call.origin}/v3/users/${row.user_id}/application_credentials/${row.id}` },
})

const LIST_FILTERS = ['name']

function listCredentials(call: Call): Reply {
  const { user_id } = requireSelf(call, 'list_application_credentials')
  const unknown = [...call.query.keys()].find((key) => !LIST_FILTERS.includes(key))
  if (unknown) throw keystoneRefusal(400, `The parameter "${unknown}" is not supported here.`)
  const name = call.query.get('name')
  const rows = call.world.store.all<Credential>(
    `${CREDENTIAL} where user_id = ? and (? is null or name = ?) order by name`,
    user_id,
    name,
    name,
  )
  const self = `${call.origin}/v3/users/${user_id}/application_credentials`
  return ok({
    application_credentials: rows.map((row) => toWire(call, row)),
    links: { self, previous: null, next: null },
  })
}

function requireOwn(call: Call, action: string): Credential {
  const { user_id } = requireSelf(call, action)
  const id = call.param('credential')
  const row = call.world.store.one<Credential>(`${CREDENTIAL} where id = ? and user_id = ?`, id, user_id)
  if (!row) throw keystoneRefusal(404, `Could not find Application Credential: ${id}.`)
  return row
}

const showCredential = (call: Call): Reply =>
  ok({ application_credential: toWire(call, requireOwn(call, 'get_application_credential')) })

/** Keystone: a credential may not make or remove others, unless it was made as an unrestricted one. */
function requireUnrestricted(call: Call, token: StoredToken) {
  const made = credentialOf(call, token)
  if (made && !made.unrestricted)
    throw keystoneRefusal(
      403,
      "Using method 'application_credential' is not allowed for managing additional application credentials.",
    )
}

const role = z.object({ id: z.optional(z.string()), name: z.optional(z.string()) })
const wanted = z.object({
  application_credential: z.strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(255)),
    description: z.nullish(z.string()),
    secret: z.nullish(z.string()),
    expires_at: z.nullish(z.string()),
    roles: z.nullish(z.array(role)),
    unrestricted: z.nullish(z.boolean()),
  }),
})

function requireWanted(call: Call) {
  try {
    return wanted.parse(parseJson(call.text)).application_credential
  } catch (error) {
    const unknown =
      error instanceof z.core.$ZodError && error.issues.find((one) => one.code === 'unrecognized_keys')
    throw keystoneRefusal(
      400,
      unknown
        ? `The field "${unknown.keys[0]}" is not supported here.`
        : 'The request body is not a valid application credential.',
    )
  }
}

/** Keystone's times have no zone and are UTC. */
function readExpiry(call: Call, text: string): number {
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)
  if (Number.isNaN(time) || time <= call.now)
    throw keystoneRefusal(400, 'The time "expires_at" must be one of ISO 8601 that is still to come.')
  return time
}

/** 201; the secret is told here and never again. */
function createCredential(call: Call): Reply {
  const { store, randomHex } = call.world
  const token = requireSelf(call, 'create_application_credential')
  requireUnrestricted(call, token)
  const { name, description, expires_at, roles, unrestricted, ...given } = requireWanted(call)
  const held = token.project_id && roleOf(call, token.user_id, token.project_id)
  if (!token.project_id || !held) throw keystoneRefusal(400, 'The token is not scoped to a project.')
  if (roles?.some(({ id, name }) => (name ?? held) !== held || (id ?? roleId(held)) !== roleId(held)))
    throw keystoneRefusal(400, 'Cannot create an application credential with unassigned role')
  if (store.one(`${CREDENTIAL} where user_id = ? and name = ?`, token.user_id, name))
    throw keystoneRefusal(409, `There is an application credential ${name} already.`)
  const secret = given.secret || randomHex(43)
  const id = randomHex(16)
  const row: Credential = {
    ...{ id, name, user_id: token.user_id, project_id: token.project_id, role: held },
    secret: hashPassword(secret, id),
    description: description ?? null,
    unrestricted: Number(unrestricted ?? false),
    expires_at: expires_at ? readExpiry(call, expires_at) : null,
  }
  store.run(
    `insert into application_credentials select ${Object.keys(row).map((column) => `value->>'${column}'`)}
      from json_each(json_array(json(?)))`,
    JSON.stringify(row),
  )
  return { status: 201, body: { application_credential: { ...toWire(call, row), secret } } }
}

/** The tokens that were made with it end with it. */
function removeCredential(call: Call): Reply {
  const { store } = call.world
  const { id, user_id } = requireOwn(call, 'delete_application_credential')
  requireUnrestricted(call, requireSelf(call, 'delete_application_credential'))
  store.run(
    'delete from tokens where digest in (select digest from credential_tokens where credential_id = ?)',
    id,
  )
  store.run('delete from application_credentials where id = ? and user_id = ?', id, user_id)
  return { status: 204 }
}

const path = '/v3/users/:user/application_credentials'

/** Keystone API reference, "Application Credentials". Access rules are not supported. */
export const credentialRoutes: Route[] = [
  { method: 'GET', path, handle: listCredentials },
  { method: 'POST', path, handle: createCredential },
  { method: 'GET', path: `${path}/:credential`, handle: showCredential },
  { method: 'DELETE', path: `${path}/:credential`, handle: removeCredential },
]
