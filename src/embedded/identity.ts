import type { IdentityProject, TokenBody } from '#ims/identity'
import { type Call, inMicros, ok, type Reply, type Route } from './call.ts'
import { digestOf, findToken, roleOf, type StoredToken } from './caller.ts'
import { PROJECT, type ProjectRow, signIn, USER, type UserRow, unauthorized } from './sign-in.ts'
import { keystoneRefusal } from './wire-refusal.ts'

const DAY = 24 * 60 * 60 * 1000
const REGION = 'eu-de'

/** `POST /v3/auth/tokens`: 201, the token in the header `X-Subject-Token`. */
function createToken(call: Call): Reply {
  const { store, randomHex } = call.world
  const { user, project, methods, expiresAt } = signIn(call)
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
  store.run(
    'insert into tokens values (?, ?, ?, ?, ?, ?)',
    row.digest,
    row.user_id,
    row.project_id,
    row.methods,
    row.issued_at,
    row.expires_at,
  )
  const body = describeToken(call, row)
  return { status: 201, body, headers: { 'x-subject-token': token } }
}

function describeToken(call: Call, row: StoredToken): TokenBody {
  const { store } = call.world
  const user = store.one<UserRow>(`${USER} where users.id = ?`, row.user_id)
  if (!user) throw unauthorized()
  const project = row.project_id && store.one<ProjectRow>(`${PROJECT} where projects.id = ?`, row.project_id)
  const domain = { id: user.domain_id, name: user.domain_name }
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
        roles: [{ name: roleOf(call, user.id, project.id) ?? '' }],
        ...(!call.query.get('nocatalog') && { catalog: catalogOf(call) }),
      }),
    },
  }
}

/** As on OTC: the image URL has no version, the key URL ends in `v1.0/`. */
function catalogOf({ origin }: Call) {
  const entry = (type: string, name: string, url: string) => ({
    type,
    name,
    endpoints: [{ url, interface: 'public', region: REGION, region_id: REGION }],
  })
  return [
    entry('identity', 'keystone', `${origin}/v3`),
    entry('image', 'glance', origin),
    entry('kms', 'kms', `${origin}/v1.0/`),
  ]
}

function requireToken(call: Call): StoredToken {
  const found = findToken(call, call.header('x-auth-token'))
  if (typeof found !== 'object') throw unauthorized()
  return found
}

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

/** The projects that the user can enter, disabled ones and the pseudo-project `MOS` among them (OTC IAM). */
function listProjects(call: Call): Reply {
  const { user_id } = requireToken(call)
  const rows = call.world.store.all<ProjectRow>(
    `${PROJECT} where projects.id in (select project_id from assignments where user_id = ?) order by projects.name`,
    user_id,
  )
  const self = (path: string) => `${call.origin}/v3${path}`
  const projects = rows.map((row) => ({
    id: row.id,
    name: row.name,
    domain_id: row.domain_id,
    parent_id: row.parent_id,
    enabled: row.enabled === 1,
    is_domain: false,
    description: row.description,
    links: { self: self(`/projects/${row.id}`) },
  })) satisfies IdentityProject[]
  return ok({ projects, links: { self: self('/auth/projects'), previous: null, next: null } })
}

/**
 * A plain user sees the project of the token only, and is told of no other whether it exists (Keystone's
 * policy).
 */
function showProject(call: Call): Reply {
  const { project_id } = requireToken(call)
  const id = call.param('id')
  if (id !== project_id)
    throw keystoneRefusal(
      403,
      'You are not authorized to perform the requested action: identity:get_project.',
    )
  const row = call.world.store.one<ProjectRow>(`${PROJECT} where projects.id = ?`, id)
  return ok({ project: { id, name: row?.name, domain_id: row?.domain_id, enabled: row?.enabled === 1 } })
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
  if (roleOf(call, user_id, project_id ?? '') !== 'secu_admin')
    throw keystoneRefusal(
      403,
      'You are not authorized to perform the requested action: identity:delete_user.',
    )
  const id = call.param('id')
  if (store.run('delete from users where id = ?', id) === 0)
    throw keystoneRefusal(404, `Could not find user: ${id}.`)
  store.run('delete from assignments where user_id = ?', id)
  store.run('delete from tokens where user_id = ?', id)
  return { status: 204 }
}

const showVersion = (call: Call): Reply =>
  ok({
    version: { id: 'v3.14', status: 'stable', links: [{ rel: 'self', href: `${call.origin}/v3/` }] },
  })

/** Keystone v3 as IAM speaks it (OTC IAM API reference, "Token Management", "Project Management"). */
export const identityRoutes: Route[] = [
  { method: 'GET', path: '/v3', handle: showVersion },
  { method: 'POST', path: '/v3/auth/tokens', handle: createToken },
  { method: 'GET', path: '/v3/auth/tokens', handle: showToken },
  { method: 'DELETE', path: '/v3/auth/tokens', handle: revokeToken },
  { method: 'GET', path: '/v3/auth/projects', handle: listProjects },
  { method: 'GET', path: '/v3/projects/:id', handle: showProject },
  { method: 'DELETE', path: '/v3/users/:id', handle: deleteUser },
  { method: 'GET', path: '/v3/auth/catalog', handle: showCatalog },
]
