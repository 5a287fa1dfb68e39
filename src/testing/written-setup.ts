import type { WrittenSetup } from './compare-settings.ts'

export const URL = 'https://keystone.example.org:5000/v3'
export const WHO =
  'username: alice, password: x, project_name: golden, user_domain_name: corp, project_domain_name: corp'
export const FULL = `auth: { auth_url: '${URL}', ${WHO} }`
export const CREDENTIAL =
  'application_credential_id: 9c2e6f1b7d0a4f7e8a1b2c3d4e5f6a7b, application_credential_secret: x'

/** A `clouds.yaml` in the working folder. */
export const file = (text: string, env: Record<string, string> = {}): WrittenSetup => ({
  files: { 'work/clouds.yaml': text },
  env,
})
/** One cloud with these settings beside a complete `auth`. */
export const beside = (lines: string, env = {}) => file(`clouds:\n  c:\n    ${FULL}\n    ${lines}\n`, env)
/** One cloud with these settings in `auth`, and others beside it. */
export const inAuth = (auth: string, top = '', env = {}) =>
  file(`clouds: { c: { ${top} auth: { auth_url: '${URL}', ${auth} } } }`, env)
export const only = (cloud: string, env = {}) => file(`clouds: { c: { ${cloud} } }`, env)
export const withEnv = (env: Record<string, string>): WrittenSetup => ({ env: { OS_AUTH_URL: URL, ...env } })
export const USER = {
  OS_USERNAME: 'alice',
  OS_PASSWORD: 'x',
  OS_PROJECT_NAME: 'golden',
  OS_USER_DOMAIN_NAME: 'corp',
}
