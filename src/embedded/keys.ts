import * as z from 'zod/mini'
import { parseJson } from '#ims/json'
import {
  createGrant,
  describeKey,
  endGrant,
  type Grant,
  KEY_ID,
  type KeyDescription,
  listGrants,
  MAX_GRANTS,
} from '#ims/keys'
import { type Call, inSeconds, ok, type Reply, type Route } from './call.ts'
import { type Caller, findToken, roleOf, SHARER } from './caller.ts'
import { kmsRefusal } from './wire-refusal.ts'

type GrantRow = {
  id: string
  key_id: string
  principal: string
  principal_type: string
  operations: string
  name: string
  retiring_principal: string | null
  issuer: string
  created_at: number
}

/**
 * KMS answers a missing, bad or unfitting token with 403 (OTC KMS API reference, "Error Codes", KMS.0301 to
 * .0307).
 */
function requireCaller(call: Call): Caller {
  const found = findToken(call, call.header('x-auth-token'))
  if (!found) throw kmsRefusal('KMS.0301', 'The token is missing or invalid.', 403)
  if (found === 'expired') throw kmsRefusal('KMS.0303', 'The token has expired.', 403)
  if (!found.project_id || found.project_id !== call.param('project'))
    throw kmsRefusal('KMS.0306', 'The token does not fit the project.', 403)
  const caller = { user: found.user_id, project: found.project_id }
  if (roleOf(call, caller.user, caller.project) !== SHARER)
    throw kmsRefusal('KMS.0307', 'No permission.', 403)
  return caller
}

function requireBody<T extends { key_id: string }>(call: Call, caller: Caller, schema: z.ZodMiniType<T>): T {
  const body = readKeyRequest(call.text)
  const keyId = z.object({ key_id: z.string().check(z.regex(KEY_ID)) }).safeParse(body)
  const key =
    keyId.success &&
    call.world.store.one(
      'select 1 from keys where id = ? and project_id = ?',
      keyId.data.key_id,
      caller.project,
    )
  if (!key) throw kmsRefusal('KMS.0205', 'The key ID is invalid.')
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw kmsRefusal('KMS.2403', 'The grant is not valid.')
  return parsed.data
}

function readKeyRequest(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function create(call: Call): Reply {
  const { store, randomHex } = call.world
  const caller = requireCaller(call)
  const wish = requireBody(call, caller, createGrant)
  if (store.one('select 1 from keys where id = ? and is_default = 1', wish.key_id))
    throw kmsRefusal('KMS.0211', 'A default key cannot be granted.')
  if (wish.operations.every((operation) => operation === 'create-grant'))
    throw kmsRefusal('KMS.2401', 'A grant needs more operations than create-grant.')
  const grants = store.one<{ n: number }>('select count(*) as n from grants where key_id = ?', wish.key_id)
  if ((grants?.n ?? 0) >= MAX_GRANTS) throw kmsRefusal('KMS.2404', 'The key has too many grants.')
  const id = randomHex(32)
  store.run(
    'insert into grants values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    wish.key_id,
    wish.grantee_principal,
    wish.grantee_principal_type ?? 'user',
    JSON.stringify(wish.operations),
    wish.name ?? '',
    wish.retiring_principal ?? null,
    caller.user,
    call.now,
  )
  return ok({ grant_id: id })
}

const toWire = (row: GrantRow): Grant => ({
  key_id: row.key_id,
  grant_id: row.id,
  grantee_principal: row.principal,
  grantee_principal_type: row.principal_type,
  operations: JSON.parse(row.operations),
  issuing_principal: row.issuer,
  creation_date: inSeconds(row.created_at),
  name: row.name,
  ...(row.retiring_principal && { retiring_principal: row.retiring_principal }),
})

/** A default key's alias ends with `/default` (OTC KMS user manual); all keys of this world are enabled. */
function describe(call: Call): Reply {
  const { key_id } = requireBody(call, requireCaller(call), describeKey)
  const isDefault = call.world.store.one('select 1 from keys where id = ? and is_default = 1', key_id)
  return ok({
    key_info: {
      key_id,
      key_alias: isDefault ? 'ims/default' : `images-${key_id.slice(0, 4)}`,
      key_state: '2',
      default_key_flag: isDefault ? '1' : '0',
    },
  } satisfies KeyDescription)
}

/** A page in the order of grant IDs; `next_marker` is the last one's, and `""` on the last page. */
function list(call: Call): Reply {
  const { store } = call.world
  const { key_id, limit = '100', marker = '' } = requireBody(call, requireCaller(call), listGrants)
  const rows = store.all<GrantRow>(
    'select * from grants where key_id = ? and id > ? order by id limit ?',
    key_id,
    marker,
    Number(limit) + 1,
  )
  const page = rows.slice(0, Number(limit))
  const truncated = rows.length > page.length
  return ok({
    grants: page.map(toWire),
    next_marker: truncated ? (page.at(-1)?.id ?? '') : '',
    truncated: String(truncated),
    total: page.length,
  })
}

/**
 * Revoking (by the key's owner) and retiring end a grant alike; what was shared with its help stays shared.
 */
function end(call: Call): Reply {
  const { key_id, grant_id } = requireBody(call, requireCaller(call), endGrant)
  const ended = call.world.store.run('delete from grants where id = ? and key_id = ?', grant_id, key_id)
  if (ended === 0) throw kmsRefusal('KMS.2502', 'The grant ID is invalid.')
  return ok({})
}

const kms = '/v1.0/:project/kms'

/**
 * OTC KMS API reference, "Creating a Grant", "Querying the Information About a CMK", "Querying Grants on a
 * CMK", "Revoking / Retiring a Grant".
 */
export const keyRoutes: Route[] = [
  { method: 'POST', path: `${kms}/create-grant`, handle: create },
  { method: 'POST', path: `${kms}/describe-key`, handle: describe },
  { method: 'POST', path: `${kms}/list-grants`, handle: list },
  { method: 'POST', path: `${kms}/revoke-grant`, handle: end },
  { method: 'POST', path: `${kms}/retire-grant`, handle: end },
]
