import type { IdentityProject } from '#ims/identity'
import { notAllowed, PROJECT, type ProjectRow, requireSelf, requireToken } from './accounts.ts'
import { type Call, ok, type Reply, type Route } from './call.ts'
import { roleOf } from './caller.ts'
import { keystoneRefusal } from './wire-refusal.ts'

const linkOf = (call: Call, path: string) => `${call.origin}/v3${path}`

const toWire = (call: Call, row: ProjectRow) =>
  ({
    id: row.id,
    name: row.name,
    domain_id: row.domain_id,
    parent_id: row.parent_id,
    enabled: row.enabled === 1,
    is_domain: false,
    description: row.description,
    tags: [],
    links: { self: linkOf(call, `/projects/${row.id}`) },
  }) satisfies IdentityProject & Record<string, unknown>

const flag = (value: string) => {
  if (!/^(true|false)$/i.test(value)) throw keystoneRefusal(400, `"${value}" is neither true nor false.`)
  return Number(/^true$/i.test(value))
}

/** What a list can be narrowed by. No project here is a domain. */
const FILTERS: Record<string, { condition: string; read: (value: string) => string | number }> = {
  name: { condition: 'projects.name = ?', read: String },
  domain_id: { condition: 'projects.domain_id = ?', read: String },
  parent_id: { condition: 'projects.parent_id = ?', read: String },
  enabled: { condition: 'projects.enabled = ?', read: flag },
  is_domain: { condition: '0 = ?', read: flag },
}

/** The projects that a user can enter, disabled ones and the pseudo-project `MOS` among them (OTC IAM). */
function projectsOf(call: Call, userId: string, path: string): Reply {
  const conditions = ['projects.id in (select project_id from assignments where user_id = ?)']
  const values: (string | number)[] = [userId]
  for (const [name, value] of call.query) {
    const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined
    if (!filter) throw keystoneRefusal(400, `The parameter "${name}" is not supported here.`)
    conditions.push(filter.condition)
    values.push(filter.read(value))
  }
  const rows = call.world.store.all<ProjectRow>(
    `${PROJECT} where ${conditions.join(' and ')} order by projects.name`,
    ...values,
  )
  const links = { self: linkOf(call, path), previous: null, next: null }
  return ok({ projects: rows.map((row) => toWire(call, row)), links })
}

const listEnterable = (call: Call): Reply => projectsOf(call, requireToken(call).user_id, '/auth/projects')

function listOfUser(call: Call): Reply {
  const { user_id } = requireSelf(call, 'list_user_projects')
  return projectsOf(call, user_id, `/users/${user_id}/projects`)
}

/** IAM tells a user of those that it can enter; plain Keystone wants an administrator. */
function listProjects(call: Call): Reply {
  const { user_id } = requireToken(call)
  if (call.world.flavour === 'glance') throw notAllowed('list_projects')
  return projectsOf(call, user_id, '/projects')
}

/**
 * Of a project that the user cannot enter it is not told whether it exists; plain Keystone tells of the project of
 * the token only.
 */
function showProject(call: Call): Reply {
  const { user_id, project_id } = requireToken(call)
  const id = call.param('id')
  const isTold = call.world.flavour === 'glance' ? id === project_id : roleOf(call, user_id, id) !== undefined
  const row = isTold && call.world.store.one<ProjectRow>(`${PROJECT} where projects.id = ?`, id)
  if (!row) throw notAllowed('get_project')
  return ok({ project: toWire(call, row) })
}

/** OTC IAM API reference, "Project Management"; Keystone API reference, "Projects". */
export const projectRoutes: Route[] = [
  { method: 'GET', path: '/v3/auth/projects', handle: listEnterable },
  { method: 'GET', path: '/v3/projects', handle: listProjects },
  { method: 'GET', path: '/v3/projects/:id', handle: showProject },
  { method: 'GET', path: '/v3/users/:user/projects', handle: listOfUser },
]
