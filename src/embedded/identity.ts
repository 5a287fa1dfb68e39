import type { TokenBody } from '#ims/identity'
import {
  notAllowed,
  PROJECT,
  type ProjectRow,
  requireToken,
  USER,
  type UserRow,
  unauthorized,
} from './accounts.ts'
import { credentialOf, credentialRoutes } from './application-credentials.ts'
import { type Call, inMicros, ok, type Reply, type Route, type Service } from './call.ts'
import { digestOf, findToken, roleOf, type StoredToken } from './caller.ts'
import { projectRoutes } from './projects.ts'
import { signIn } from './sign-in.ts'
import { roleId } from './stable.ts'
import { identityVersionRoutes } from './versions.ts'
import { keystoneRefusal } from './wire-refusal.ts'

const DAY = 24 * 60 * 60 * 1000
const REGION = 'eu-de'

/** `POST /v3/auth/tokens`: 201, the token in the header `X-Subject-Token`. */
function createToken(call: Call): Reply {
  const { store, randomHex } = call.world
  const { user, project, methods, expiresAt, credential } = signIn(call)
  // The shape of a real one: a long signed blob.
  const token = `MII${Buffer.from(randomHex(900), 'hex').toString('base64url')}`
  const row: StoredToken = {
    digest: digestOf(token),
    user_id: user.id,
    project_id: project?.id ?? null,
    methods: JSON.stringify(methods),
    issued_at: call.now,
    expires_at: expiresAt,
  }
  // For a day more an expired token is told apart from an unknown one.
  store.run('delete from tokens where expires_at <= ?', call.now - DAY)
  store.run('delete from credential_tokens where digest not in (select digest from tokens)')
  store.run(
    'insert into tokens values (?, ?, ?, ?, ?, ?)',
    row.digest,
    row.user_id,
    row.project_id,
    row.methods,
    row.issued_at,
    row.expires_at,
  )
  if (credential) store.run('insert into credential_tokens values (?, ?)', row.digest, credential.id)
  const body = describeToken(call, row)
  return { status: 201, body, headers: { 'x-subject-token': token } }
}

function describeToken(call: Call, row: StoredToken): TokenBody {
  const { store } = call.world
  const user = store.one<UserRow>(`${USER} where users.id = ?`, row.user_id)
  if (!user) throw unauthorized()
  const project = row.project_id && store.one<ProjectRow>(`${PROJECT} where projects.id = ?`, row.project_id)
  const domain = { id: user.domain_id, name: user.domain_name }
  const role = project && roleOf(call, user.id, project.id)
  const roles = role ? [{ id: roleId(role), name: role }] : []
  const made = credentialOf(call, row)
  return {
    token: {
      issued_at: inMicros(row.issued_at),
      expires_at: inMicros(row.expires_at),
      methods: JSON.parse(row.methods),
      user: { id: user.id, name: user.name, domain },
      ...(project && {
        project: {
          id: project.id,
          name: project.name,
          domain: { id: project.domain_id, name: project.domain_name },
        },
        roles,
        ...(!call.query.get('nocatalog') && { catalog: catalogOf(call) }),
      }),
      ...(made && {
        application_credential: { id: made.id, name: made.name, restricted: !made.unrestricted },
      }),
    },
  }
}

/** As on OTC: the image URL has no version, the key URL ends in `v1.0/`. */
const CATALOG: Record<Service, { name: string; path: string }> = {
  identity: { name: 'keystone', path: '/v3' },
  image: { name: 'glance', path: '' },
  kms: { name: 'kms', path: '/v1.0/' },
}

const catalogOf = ({ origin, services }: Call) =>
  services.map((type) => ({
    type,
    name: CATALOG[type].name,
    endpoints: [{ url: origin + CATALOG[type].path, interface: 'public', region: REGION, region_id: REGION }],
  }))

/** The token in `X-Subject-Token`; another user's is as good as unknown. */
function requireSubject(call: Call): StoredToken {
  const { user_id } = requireToken(call)
  const subject = findToken(call, call.header('x-subject-token'))
  if (typeof subject !== 'object' || subject.user_id !== user_id)
    throw keystoneRefusal(404, 'The token could not be found.')
  return subject
}

function showToken(call: Call): Reply {
  const subject = requireSubject(call)
  const headers = { 'x-subject-token': call.header('x-subject-token') ?? '' }
  return { status: 200, body: describeToken(call, subject), headers }
}

function revokeToken(call: Call): Reply {
  call.world.store.run('delete from tokens where digest = ?', requireSubject(call).digest)
  return { status: 204 }
}

function showCatalog(call: Call): Reply {
  requireToken(call)
  return ok({ catalog: catalogOf(call) })
}

/**
 * Only who administers users may. Tokens of a user who is gone are worth nothing at once (Keystone, "Delete
 * user"; "User disabled or deleted" among the reasons for the revocation of tokens).
 */
function deleteUser(call: Call): Reply {
  const { user_id, project_id } = requireToken(call)
  const { store } = call.world
  if (roleOf(call, user_id, project_id ?? '') !== 'secu_admin') throw notAllowed('delete_user')
  const id = call.param('id')
  if (store.run('delete from users where id = ?', id) === 0)
    throw keystoneRefusal(404, `Could not find user: ${id}.`)
  store.run('delete from assignments where user_id = ?', id)
  store.run('delete from application_credentials where user_id = ?', id)
  store.run('delete from tokens where user_id = ?', id)
  return { status: 204 }
}

/** Keystone v3 as IAM speaks it (OTC IAM API reference, "Token Management", "Project Management"). */
export const identityRoutes: Route[] = [
  ...identityVersionRoutes,
  { method: 'POST', path: '/v3/auth/tokens', handle: createToken },
  { method: 'GET', path: '/v3/auth/tokens', handle: showToken },
  { method: 'DELETE', path: '/v3/auth/tokens', handle: revokeToken },
  ...projectRoutes,
  ...credentialRoutes,
  { method: 'DELETE', path: '/v3/users/:id', handle: deleteUser },
  { method: 'GET', path: '/v3/auth/catalog', handle: showCatalog },
]
