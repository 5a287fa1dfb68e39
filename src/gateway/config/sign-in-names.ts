import type { SignInInfo } from '#contract/session'
import type { CloudSettings } from './cloud-settings.ts'

/** What the sign-in page fills in: how one signs in, names and IDs, never a secret. */
type Prefill = SignInInfo['prefill']

/** The fields of the page that may hold an ID in place of a name. */
type IdField = 'user' | 'domain' | 'project' | 'projectDomain' | 'id'

/** What is filled in, and which of it are IDs. */
export type SignInNames = { prefill: Prefill; ids: readonly IdField[] }

type Ref = { text: string; isId: boolean }

const NONE: Ref = { text: '', isId: false }

/** Settings in the order in which they count: an ID goes before a name. */
const USER = ['user_id', 'username', 'user_name']
const PROJECT = ['project_id', 'tenant_id', 'project_name', 'tenant_name']
const CREDENTIAL = ['application_credential_id', 'application_credential_name']
const ANY_DOMAIN = ['domain_id', 'domain_name', 'default_domain_id', 'default_domain_name', 'default_domain']
const USER_DOMAIN = ['user_domain_id', 'user_domain_name', ...ANY_DOMAIN]
const PROJECT_DOMAIN = ['project_domain_id', 'project_domain_name', ...ANY_DOMAIN]

/** The first of these settings that there is. The `openstack` command takes `default_domain` for an ID. */
function firstOf(settings: CloudSettings, keys: readonly string[]): Ref {
  const key = keys.find((one) => settings.auth(one))
  return key === undefined
    ? NONE
    : { text: settings.auth(key) ?? '', isId: key.endsWith('_id') || key === 'default_domain' }
}

/** What of a cloud's settings the sign-in page can fill in. */
export function signInNames(settings: CloudSettings): SignInNames {
  const domain = firstOf(settings, USER_DOMAIN)
  const project = firstOf(settings, PROJECT)
  const ofProject = firstOf(settings, PROJECT_DOMAIN)
  const needsDomain = project.text !== '' && !project.isId && !isSameDomain(ofProject, domain)
  const fields: Record<IdField, Ref> = {
    user: firstOf(settings, USER),
    domain,
    project,
    projectDomain: needsDomain ? ofProject : NONE,
    id: firstOf(settings, CREDENTIAL),
  }
  return {
    prefill: {
      method: methodOf(settings),
      user: fields.user.text,
      domain: domain.text,
      project: project.text,
      projectDomain: fields.projectDomain.text,
      id: fields.id.text,
    },
    ids: (Object.keys(fields) as IdField[]).filter((field) => fields[field].isId),
  }
}

/** Whether it is the default domain, whose ID is "default", and whose name is usually "Default". */
const isDefault = ({ text }: Ref) => text === '' || text.toLowerCase() === 'default'

const isSameDomain = (a: Ref, b: Ref) =>
  a.text === '' || (isDefault(a) && isDefault(b)) || (a.text === b.text && a.isId === b.isId)

function methodOf(settings: CloudSettings): Prefill['method'] {
  const type = authTypeOf(settings)
  if (type?.endsWith('applicationcredential')) return 'application_credential'
  if (type?.endsWith('token')) return 'token'
  const isCredential = CREDENTIAL.some(settings.auth) && !settings.auth('password')
  return type === undefined && isCredential ? 'application_credential' : 'password'
}

/** How the `openstack` command would sign in; undefined: it is not told. */
export function authTypeOf({ get }: CloudSettings): string | undefined {
  const type = get('auth_type')
  return typeof type === 'string' ? type : undefined
}
