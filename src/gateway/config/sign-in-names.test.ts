import { expect, test } from 'vitest'
import { readOnly, readSettings } from '#testing/read-settings'

const namesOf = (auth: string, top = '') =>
  readOnly(`clouds: { c: { ${top} auth: { auth_url: 'https://k.test/v3', ${auth} } } }`).signIn

test.each([
  ['user_domain_id: d1, project_id: p1', { domain: 'd1', project: 'p1' }, ['domain', 'project']],
  ['user_domain_name: CORP, project_id: 12345', { domain: 'CORP', project: '12345' }, ['project']],
  ['user_id: u1', { user: 'u1', domain: '' }, ['user']],
  ['tenant_name: t, tenant_id: p1', { project: 'p1' }, ['project']],
  ['project-name: p, user-domain-name: d', { project: 'p', domain: 'd' }, []],
  ['default_domain_name: d, project_name: p', { domain: 'd', projectDomain: '' }, []],
  ['domain_name: d, project_name: p', { domain: 'd', projectDomain: '' }, []],
  ['domain_id: d', { domain: 'd', project: '' }, ['domain']],
])('%s', (auth, prefill, ids) => {
  expect(namesOf(auth)).toMatchObject({ prefill, ids })
})

// The story: the project was looked for in the domain of the user.
test('the domain of the project is filled in where it is another one', () => {
  const domains = (user: string, project: string) =>
    namesOf(`project_name: p, user_domain_name: ${user}, ${project}`).prefill.projectDomain
  expect(domains('CORP', 'project_domain_name: Default')).toBe('Default')
  expect(domains('CORP', 'project_domain_name: CORP')).toBe('')
  expect(domains('Default', 'project_domain_id: default')).toBe('')
  expect(domains('CORP', 'project_domain_id: d2')).toBe('d2')
})

// The story: a file for an application credential opened the form on user and password, and filled in nothing.
test('the page opens on what the settings sign in with', () => {
  const type = (name: string) => `auth_type: ${name},`
  const credential = 'application_credential_id: c1, application_credential_secret: s3cret'
  expect(namesOf(credential, type('v3applicationcredential'))).toMatchObject({
    ...{ prefill: { method: 'application_credential', id: 'c1', user: '' }, ids: ['id'] },
  })
  expect(namesOf(credential).prefill.method).toBe('application_credential')
  expect(namesOf(credential, type('password')).prefill.method).toBe('password')
  expect(namesOf('token: t', type('v3token')).prefill.method).toBe('token')
  expect(namesOf('username: alice').prefill.method).toBe('password')
  const byName = 'application_credential_name: images, username: alice, user_domain_name: corp'
  expect(namesOf(byName, type('v3applicationcredential'))).toEqual({
    prefill: {
      ...{ method: 'application_credential', id: 'images', user: 'alice', domain: 'corp' },
      ...{ project: '', projectDomain: '' },
    },
    ids: [],
  })
})

test('the variables do the same', () => {
  const env = {
    ...{ OS_AUTH_TYPE: 'v3applicationcredential', OS_AUTH_URL: 'https://k.test/v3' },
    ...{ OS_APPLICATION_CREDENTIAL_ID: 'c1', OS_APPLICATION_CREDENTIAL_SECRET: 's3cret' },
  }
  expect(readSettings({ env })?.signIn).toMatchObject({
    ...{ prefill: { method: 'application_credential', id: 'c1' }, ids: ['id'] },
  })
})

test('no secret of the settings is in what the page gets', () => {
  const secrets =
    'password: s3cret-1, application_credential_secret: s3cret-2, token: s3cret-3, passcode: s3cret-4'
  for (const type of ['password', 'v3applicationcredential', 'v3token'])
    expect(JSON.stringify(namesOf(`username: alice, ${secrets}`, `auth_type: ${type},`))).not.toContain(
      's3cret',
    )
})

test('a way of signing in that the console has not is told', () => {
  const yaml = "clouds: { c: { auth_type: v3oidcpassword, auth: { auth_url: 'https://k.test' } } }"
  expect(readOnly(yaml).warnings).toEqual([
    'The cloud "c" has the auth_type v3oidcpassword. The console signs in to Keystone v3 with user and password, an application credential or a token.',
  ])
})
