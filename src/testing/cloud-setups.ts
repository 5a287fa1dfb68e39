import type { WrittenSetup } from './compare-settings.ts'
import { beside, FULL, file, only, URL, USER, WHO, withEnv } from './written-setup.ts'

/** Set-ups of a cloud as they are found in the field; `but`: in what the console differs from openstacksdk, and why. */
export const CLOUD_SETUPS: Record<string, WrittenSetup & { but?: string }> = {
  'nothing but a full auth': beside(''),
  'tilde in cacert': beside('cacert: ~/.config/openstack/rootCA.pem'),
  'tilde alone': beside('cacert: "~"'),
  'cacert with a region in its name': beside("region_name: r1\n    cacert: '/etc/{region_name}.pem'"),
  'certificate and key': beside('cert: ~/me.pem\n    key: /etc/me.key'),
  'certificate alone': beside('cert: /etc/me.pem'),
  'cacert by a merge key': file(`x: &x { cacert: /etc/ca.pem }\nclouds: { c: { <<: *x, ${FULL} } }`),
  'verify by a merge key': file(`x: &x { verify: no }\nclouds: { c: { <<: *x, ${FULL} } }`),
  'two merge keys': file(
    `x: &x { region_name: a }\ny: &y { region_name: b }\nclouds:\n  c:\n    <<: *x\n    <<: *y\n    ${FULL}`,
  ),
  'a list of merges': file(
    `x: &x { region_name: a }\ny: &y { region_name: b }\nclouds: { c: { <<: [*x, *y], ${FULL} } }`,
  ),
  'merge keys in auth': file(
    `x: &x { auth_url: '${URL}', username: alice, user_domain_name: Default }
clouds: { images: { region_name: R, auth: { <<: *x, password: x, project_name: golden-images } } }`,
  ),
  'merge keys, the second cloud': {
    ...file(`x: &x\n  auth: &auth { auth_url: '${URL}', username: a, password: x }
clouds: { images: { <<: *x }, tenants: { <<: *x, auth: { <<: *auth, project_name: tenants } } }`),
    named: 'tenants',
  },
  'a key that is there twice': beside('interface: public\n    region_name: one\n    interface: internal'),
  'auth that is there twice': file(`clouds: { c: { auth: { auth_url: 'https://a.example.org' }, ${FULL} } }`),
  ...Object.fromEntries(
    ['no', 'No', 'off', 'false', 'FALSE', 'yes', 'on', 'true', '/etc/ca.pem', ''].map((word) => [
      `verify: ${word}`,
      beside(`verify: ${word}`),
    ]),
  ),
  ...Object.fromEntries(
    ['yes', 'on', 'true', '"true"', '"True"', 'no', '"no"', '"yes"'].map((word) => [
      `insecure: ${word}`,
      beside(`insecure: ${word}`),
    ]),
  ),
  'insecure and cacert': beside('insecure: yes\n    cacert: /etc/ca.pem'),
  'verify and insecure': beside('verify: yes\n    insecure: true'),
  'verify is y, which is a text': beside('verify: y'),
  'OS_INSECURE=true': withEnv({ ...USER, OS_INSECURE: 'true' }),
  'OS_INSECURE=1': withEnv({ ...USER, OS_INSECURE: '1' }),
  'OS_CACERT, OS_CERT and OS_KEY': withEnv({
    ...USER,
    OS_CACERT: '~/ca.pem',
    OS_CERT: '/c.pem',
    OS_KEY: '/k.pem',
  }),
  'verify as a text': {
    ...beside('verify: "false"'),
    but: 'the word of the operator counts; openstacksdk looks for a file',
  },
  'insecure: 1': {
    ...beside('insecure: 1'),
    but: 'certificates are checked, with a warning; openstacksdk crashes',
  },

  'regions as a list': beside('regions: [central-1, central-2]'),
  'regions and OS_REGION_NAME': beside('regions: [central-1, central-2]', { OS_REGION_NAME: 'central-2' }),
  'OS_REGION_NAME outside of regions': beside('regions: [central-1, central-2]', {
    OS_REGION_NAME: 'central-3',
  }),
  'OS_REGION_NAME in another case': beside('regions: [central-1]', { OS_REGION_NAME: 'Central-1' }),
  'regions with values': only(
    `auth: { ${WHO} }, regions: [{ name: as-b, values: { auth: { auth_url: 'https://as-b.example.org' } } }, { name: ch-d }]`,
  ),
  'the second of regions with values': only(
    `endpoint_type: public, auth: { ${WHO} }, regions: [{ name: as-b }, { name: ch-d, values: { interface: internal, cacert: /d.pem, auth: { auth_url: 'https://ch-d.example.org:5000/v3' } } }]`,
    { OS_REGION_NAME: 'ch-d' },
  ),
  'a region with an empty value': beside('cacert: /a.pem\n    regions: [{ name: a, values: { cacert: } }]'),
  'a region with more than values': beside('regions: [{ name: a, vlaues: {} }]'),
  'a region without a name': beside('regions: [{ values: {} }]'),
  'no regions in the list': beside('regions: []', { OS_REGION_NAME: 'r' }),
  'regions and region_name': beside('regions: [a, b]\n    region_name: b'),
  'region_name with a dash': beside('region-name: one'),
  'region_name and another OS_REGION_NAME': beside('region_name: one', { OS_REGION_NAME: 'two' }),
  'region_name as a list': beside('region_name: [one, two]', { OS_REGION_NAME: 'two' }),
  'region_name with a comma': beside('region_name: one,two'),
  'OS_REGION_NAME alone': beside('', { OS_REGION_NAME: 'r' }),
  'a region that is a number': beside('region_name: "0123"'),
  'an empty region_name': {
    ...beside('region_name:'),
    but: 'it is as if it were not there; openstacksdk crashes',
  },

  'profile otc': only(`profile: otc, auth: { ${WHO} }`),
  'profile otc and a region': only(`profile: otc, region_name: eu-nl, auth: { ${WHO} }`),
  'profile otc and OS_REGION_NAME': only(`profile: otc, auth: { ${WHO} }`, { OS_REGION_NAME: 'eu-nl' }),
  'profile otc and an unknown region': only(`profile: otc, auth: { ${WHO} }`, { OS_REGION_NAME: 'eu-xx' }),
  'the old word for a profile': only(`cloud: otc, region_name: eu-de, auth: { ${WHO} }`),
  'both words for a profile': only(`cloud: nebula, profile: otc, auth: { ${WHO} }`),
  ...Object.fromEntries(
    'auro catalyst citycloud dreamcompute elastx fuga limestonenetworks ovh ovh-us switchengines'
      .split(' ')
      .map((name) => [
        `profile ${name}`,
        only(`profile: ${name}, auth: { username: a, password: x, project_name: p }`),
      ]),
  ),
  'a profile with another address': only(`profile: ovh, ${FULL}`),
  'an unknown profile': beside('profile: nebula'),
  'an unknown profile and no address': only(`profile: nebula, auth: { ${WHO} }`),
  'the profile of a cloud that is gone': {
    ...beside('profile: betacloud'),
    but: 'it adds nothing, with a warning; openstacksdk adds a region that is no more',
  },
  'a profile over the network': beside('profile: https://vendor.example.org'),
  OS_PROFILE: { env: { ...USER, OS_PROFILE: 'otc', OS_REGION_NAME: 'eu-de' } },
  'clouds-public.yaml': {
    files: {
      'work/clouds.yaml': `clouds: { c: { profile: ours, auth: { ${WHO} } } }`,
      'work/clouds-public.yaml': `public-clouds: { ours: { auth: { auth_url: 'https://{region_name}.example.org' }, regions: [r1, r2], verify: off, endpoint_type: internal } }`,
    },
  },
  'clouds-public.yaml before a known profile': {
    files: {
      'work/clouds.yaml': `clouds: { c: { profile: otc, auth: { ${WHO} } } }`,
      'work/clouds-public.yaml': `public-clouds: { otc: { auth: { auth_url: 'https://o.example.org' } } }`,
    },
  },
  'a region in the address': only(
    `region_name: r1, auth: { auth_url: 'https://{region_name}.example.org', ${WHO} }`,
  ),
  'an address with a gap': {
    ...only(`auth: { auth_url: 'https://{region_name}.example.org', ${WHO} }`),
    but: 'it is an error; openstacksdk leaves the gap',
  },
  'an address with a password': {
    ...only(`auth: { auth_url: 'https://a:b@k.example.org', ${WHO} }`),
    but: 'it is an error',
  },
  'an address with a slash': only(`auth: { auth_url: '${URL}/', ${WHO} }`),
  'an address without a version': only(`auth: { auth_url: 'http://10.0.0.5/identity', ${WHO} }`),
  'no address': only(`auth: { ${WHO} }`),
}
