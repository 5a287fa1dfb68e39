import type { WrittenSetup } from './compare-settings.ts'
import { beside, CREDENTIAL, FULL, file, inAuth, URL, USER, WHO, withEnv } from './written-setup.ts'

const ALICE = 'username: alice, password: x'
const BY_CREDENTIAL = 'auth_type: v3applicationcredential,'
const BY_NAME = 'application_credential_name: image-share, application_credential_secret: x'
const CLOUD_C = `clouds: { c: { ${FULL} } }`
const HEX = '9c61004714024f9586705d090530f9fa'

/** Set-ups of who signs in how, of services, and of places; `but`: in what the console differs, and why. */
export const SIGN_IN_SETUPS: Record<string, WrittenSetup & { but?: string }> = {
  'user and project in two domains': inAuth(
    `${ALICE}, user_domain_name: CORP, project_name: g, project_domain_name: Default`,
  ),
  'user in the default domain, project elsewhere': inAuth(
    `${ALICE}, user_domain_id: default, project_name: g, project_domain_name: CORP`,
  ),
  'project domain by ID': inAuth(
    `${ALICE}, user_domain_name: CORP, project_name: g, project_domain_id: ${HEX}`,
  ),
  'domain and project by ID': inAuth(
    `${ALICE}, user_domain_id: 3a6f0e9b5d7c4c1f9e2d8b7a6c5d4e3f, project_id: ${HEX}`,
  ),
  'IDs that are no digits of 16': inAuth(`${ALICE}, user_domain_id: corp-id, project_id: golden-id`),
  'project by ID, domain by name': inAuth(`${ALICE}, user_domain_name: CORP, project_id: ${HEX}`),
  'project by ID and by name': inAuth(
    `${ALICE}, user_domain_name: CORP, project_id: ${HEX}, project_name: g`,
  ),
  'an ID of digits alone': inAuth(
    `${ALICE}, user_domain_name: CORP, project_id: 12345678901234567890123456789012`,
  ),
  'an ID of digits and an e': inAuth(
    `${ALICE}, user_domain_name: CORP, project_id: 1234567890123456789012345678e012`,
  ),
  'an ID that begins with 0': inAuth(
    `${ALICE}, user_domain_name: CORP, project_id: 01234567890123456789012345678901`,
  ),
  'an octal name': inAuth('username: 0123, password: x, user_domain_name: CORP, project_name: g'),
  'a name that is a number': inAuth('username: 1001, password: x, user_domain_name: 7, project_name: 2024'),
  'a name that is a date': inAuth(`${ALICE}, user_domain_name: CORP, project_name: 2026-11-30`),
  'user by ID': inAuth(`user_id: ${HEX}, password: x, project_id: ${HEX}`),
  'user by ID and by name': inAuth(`user_id: ${HEX}, ${ALICE}, project_id: ${HEX}`),
  user_name: inAuth(
    'user_name: alice, password: x, user_domain_name: CORP, project_name: g, project_domain_name: CORP',
  ),
  tenant_name: inAuth(`${ALICE}, tenant_name: g, user_domain_name: CORP, project_domain_name: CORP`),
  'tenant_id and project_name': inAuth(
    `${ALICE}, tenant_id: ${HEX}, project_name: g, user_domain_name: CORP`,
  ),
  'names with dashes': inAuth(
    `${ALICE}, project-name: g, user-domain-name: CORP, project-domain-name: Default`,
  ),
  'names beside auth': file(
    `clouds: { c: { username: alice, password: x, project_name: g, user_domain_name: CORP, project_domain_name: CORP, auth: { auth_url: '${URL}' } } }`,
  ),
  'names in auth and beside it': file(
    `clouds: { c: { project_name: beside, user_domain_name: BESIDE, auth: { auth_url: '${URL}', ${WHO} } } }`,
  ),
  'one domain by name': inAuth(`${ALICE}, domain_name: CORP, project_name: g`),
  'one domain by ID': inAuth(`${ALICE}, domain_id: corp-id, project_name: g`),
  'one domain beside that of the user': inAuth(
    `${ALICE}, domain_name: BOTH, user_domain_name: CORP, project_name: g`,
  ),
  'a default domain by name': inAuth(`${ALICE}, default_domain_name: CORP, project_name: g`),
  'a default domain by ID': inAuth(`${ALICE}, default_domain_id: corp-id, project_name: g`),
  'no domain at all': inAuth(`${ALICE}, project_name: g`),
  'no project': inAuth(`${ALICE}, user_domain_name: CORP`),
  'a domain as scope': inAuth(`${ALICE}, user_domain_name: CORP, domain_name: CORP`),
  'the system as scope': inAuth(`${ALICE}, user_domain_name: CORP, system_scope: all`),
  'a domain as scope alone': {
    ...inAuth(`${ALICE}, domain_name: CORP`),
    but: 'it is filled in as the domain of the user; openstacksdk knows none',
  },
  'a default domain by ID beside that of the user': {
    ...inAuth(
      `${ALICE}, default_domain_id: other-id, user_domain_name: CORP, project_name: g, project_domain_name: CORP`,
    ),
    but: 'what is said for the user goes before',
  },
  'a user that is a switch': {
    ...inAuth('username: on, password: x, user_domain_name: CORP, project_name: g'),
    but: 'it is an error; openstacksdk sends "true"',
  },
  'a project that is a switch': {
    ...inAuth(`${ALICE}, user_domain_name: CORP, project_name: no`),
    but: 'it is an error; openstacksdk looks for "False"',
  },

  'application credential by ID': inAuth(CREDENTIAL, BY_CREDENTIAL),
  'application credential by ID with its user': inAuth(
    `${CREDENTIAL}, username: alice, user_domain_name: corp`,
    BY_CREDENTIAL,
  ),
  'application credential by ID that is no digits of 16': inAuth(
    'application_credential_id: own-id, application_credential_secret: x',
    BY_CREDENTIAL,
  ),
  'application credential by name': inAuth(
    `${BY_NAME}, username: alice, user_domain_name: corp`,
    BY_CREDENTIAL,
  ),
  'application credential by name, IDs': inAuth(
    `${BY_NAME}, username: alice, user_domain_id: corp-id`,
    BY_CREDENTIAL,
  ),
  'application credential by name, user by ID': inAuth(`${BY_NAME}, user_id: ${HEX}`, BY_CREDENTIAL),
  'application credential by ID and by name': inAuth(
    `${CREDENTIAL}, application_credential_name: n, username: alice, user_domain_name: corp`,
    BY_CREDENTIAL,
  ),
  'auth_plugin, which goes for nothing': inAuth(WHO, 'auth_plugin: v3token,'),
  'application credential of the variables': withEnv({
    ...{ OS_AUTH_TYPE: 'v3applicationcredential', OS_APPLICATION_CREDENTIAL_ID: HEX },
    ...{ OS_APPLICATION_CREDENTIAL_SECRET: 'x', OS_REGION_NAME: 'r', OS_INTERFACE: 'public' },
  }),
  'application credential by name of the variables': withEnv({
    ...{ OS_AUTH_TYPE: 'v3applicationcredential', OS_APPLICATION_CREDENTIAL_NAME: 'image-share' },
    ...{ OS_APPLICATION_CREDENTIAL_SECRET: 'x', OS_USERNAME: 'alice', OS_USER_DOMAIN_NAME: 'corp' },
  }),
  'application credential, its secret in secure.yaml': {
    files: {
      'work/clouds.yaml': `clouds: { c: { ${BY_CREDENTIAL} auth: { auth_url: '${URL}', application_credential_id: ${HEX} } } }`,
      'work/secure.yaml': 'clouds: { c: { auth: { application_credential_secret: x } } }',
    },
  },
  'application credential without its auth_type': {
    ...inAuth(CREDENTIAL),
    but: 'the page opens on it; openstacksdk tries a password and has no user',
  },
  v3token: inAuth('token: x, project_name: g, project_domain_name: CORP', 'auth_type: v3token,'),
  token: inAuth('token: x, project_name: g', 'auth_type: token,'),
  'auth_token beside auth': inAuth(`project_id: ${HEX}`, 'auth_type: v3token, auth_token: x,'),
  OS_TOKEN: withEnv({ OS_AUTH_TYPE: 'v3token', OS_TOKEN: 'x', OS_PROJECT_ID: HEX }),
  v3password: inAuth(WHO, 'auth_type: v3password,'),

  endpoint_type: beside('endpoint_type: internalURL'),
  'endpoint-type, which nobody knows': beside('endpoint-type: internal'),
  'interface and endpoint_type': beside('interface: internal\n    endpoint_type: admin'),
  'interfaces by preference': beside('interface: [internal, public]'),
  publicURL: beside('interface: publicURL'),
  OS_ENDPOINT_TYPE: withEnv({ ...USER, OS_ENDPOINT_TYPE: 'internalURL' }),
  OS_INTERFACE: withEnv({ ...USER, OS_INTERFACE: 'internal' }),
  'an empty interface': { ...beside('interface:'), but: 'it is public; openstacksdk takes any' },
  image_interface: beside('interface: public\n    image_interface: internal'),
  image_endpoint_type: beside('image_endpoint_type: internalURL'),
  image_endpoint_override: beside("image_endpoint_override: 'https://i.example.org/v2'"),
  image_endpoint: beside("image_endpoint: 'https://i.example.org'"),
  'both endpoints': beside(
    "image_endpoint: 'https://a.example.org'\n    image_endpoint_override: 'https://b.example.org'",
  ),
  'a region in an endpoint': beside(
    "region_name: r1\n    image_endpoint: 'https://i.{region_name}.example.org'",
  ),
  image_region_name: beside('region_name: r1\n    image_region_name: r2'),
  'image_service_type and image_service_name': beside(
    'image_service_type: imagev2\n    image_service_name: glance-two',
  ),
  OS_IMAGE_ENDPOINT_OVERRIDE: withEnv({ ...USER, OS_IMAGE_ENDPOINT_OVERRIDE: 'https://i.example.org' }),

  'the variables': withEnv(USER),
  'the variables of an openrc': withEnv({
    ...{ ...USER, OS_PROJECT_ID: HEX, OS_PROJECT_DOMAIN_ID: 'default', OS_REGION_NAME: 'RegionOne' },
    ...{ OS_INTERFACE: 'public', OS_IDENTITY_API_VERSION: '3', OS_PROJECT_NAME: 'golden' },
  }),
  'the variables of an old openrc': withEnv({ ...USER, OS_TENANT_NAME: 'golden', OS_TENANT_ID: HEX }),
  'empty variables': withEnv({ ...USER, OS_PROJECT_ID: '', OS_REGION_NAME: '', OS_CACERT: '' }),
  'a name for the variables': withEnv({ ...USER, OS_CLOUD_NAME: 'mine' }),
  'that name in the file as well': file(`clouds: { mine: { ${FULL} } }`, {
    ...{ ...USER, OS_AUTH_URL: URL, OS_CLOUD_NAME: 'mine' },
  }),
  'variables and a file': file(CLOUD_C, { ...USER, OS_AUTH_URL: 'https://env.example.org' }),
  'variables, and OS_CLOUD': file(CLOUD_C, { ...USER, OS_AUTH_URL: 'https://e.example.org', OS_CLOUD: 'c' }),
  'variables of tests and logs': file(CLOUD_C, {
    ...{ OS_TEST_PATH: '/', OS_STDOUT_CAPTURE: '1', OS_LOG_CAPTURE: '1' },
  }),
  'OS_CLOUD that is not there': file(CLOUD_C, { OS_CLOUD: 'd' }),
  'several clouds, one named': {
    ...file(`clouds: { a: { ${FULL} }, b: { region_name: rb, ${FULL} } }`),
    named: 'b',
  },
  'several clouds, none named': file(`clouds: { a: { ${FULL} }, b: { ${FULL} } }`),

  XDG_CONFIG_HOME: {
    files: { 'conf/openstack/clouds.yaml': CLOUD_C },
    env: { XDG_CONFIG_HOME: '$ROOT/conf' },
  },
  'the home folder beside XDG_CONFIG_HOME': {
    files: { 'home/.config/openstack/clouds.yml': CLOUD_C },
    env: { XDG_CONFIG_HOME: '$ROOT/conf' },
  },
  XDG_CONFIG_DIRS: {
    files: { 'site/openstack/clouds.yaml': CLOUD_C },
    env: { XDG_CONFIG_DIRS: '$ROOT/site' },
  },
  'the working folder before the home folder': {
    files: {
      'home/.config/openstack/clouds.yaml': CLOUD_C,
      'work/clouds.yaml': `clouds: { here: { ${FULL} } }`,
    },
  },
  'yaml before yml before json': {
    files: { 'work/clouds.yml': `clouds: { yml: { ${FULL} } }`, 'work/clouds.json': '{"clouds": {}}' },
  },
  'a file in JSON': {
    files: {
      'work/clouds.json': `{\n\t"clouds": {"c": {"verify": false, "auth": {"auth_url": "${URL}", "username": "a", "password": "x"}}}\n}`,
    },
  },
  OS_CLIENT_CONFIG_FILE: {
    files: { 'my.yaml': CLOUD_C, 'work/clouds.yaml': 'clouds: { other: {} }' },
    env: { OS_CLIENT_CONFIG_FILE: '$ROOT/my.yaml' },
  },
  'OS_CLIENT_CONFIG_FILE that is not there': {
    ...file(CLOUD_C, { OS_CLIENT_CONFIG_FILE: '$ROOT/none.yaml' }),
    but: 'it is an error; openstacksdk goes on to the next file',
  },
  'secure.yaml': {
    files: {
      'work/clouds.yaml': `clouds: { c: { region_name: r, auth: { auth_url: '${URL}', username: alice } } }`,
      'home/.config/openstack/secure.yaml':
        'clouds: { c: { cacert: ~/ca.pem, auth: { username: carol, password: x } } }',
    },
  },
  OS_CLIENT_SECURE_FILE: {
    files: {
      'work/clouds.yaml': `clouds: { c: { auth: { auth_url: '${URL}', username: alice } } }`,
      's.yaml': 'clouds: { c: { verify: no, auth: { password: x } } }',
    },
    env: { OS_CLIENT_SECURE_FILE: '$ROOT/s.yaml' },
  },
  'a file with nothing in it': file(''),
  'a file that is no YAML': file('clouds: ['),
  'a tag that nobody knows': inAuth('username: a, password: !secret'),
  'two documents': file(`${CLOUD_C}\n---\nclouds: {}`),
}
