import { describe, expect, test } from 'vitest'
import { readOnly, readSettings, refusalOf } from '#testing/read-settings'

const URL_OF = (name: string) => `https://keystone.${name}.example.org:5000/v3`
const cloud = (lines: string) => `clouds:\n  c:\n    auth: { auth_url: 'https://k.test/v3' }\n    ${lines}\n`
const refusal = (yaml: string, env = {}) => refusalOf({ files: { '/work/clouds.yaml': yaml }, env })

describe('the region', () => {
  // The story: regions were not read, and the catalog then had "several regions".
  test('is the first of the list, or the one of the list that OS_REGION_NAME names', () => {
    const listed = cloud('regions: [central-1, { name: central-2 }]')
    expect(readOnly(listed).region).toBe('central-1')
    expect(readOnly(listed, { OS_REGION_NAME: 'central-2' }).region).toBe('central-2')
    expect(refusal(listed, { OS_REGION_NAME: 'Central-1' })).toBe(
      'The cloud "c" has no region "Central-1", which OS_REGION_NAME names. Its regions: central-1, central-2.',
    )
  })
  test('may have values of its own, also in auth', () => {
    const yaml = `clouds:
  c:
    auth: { username: alice }
    regions:
      - { name: as-b, values: { auth: { auth_url: '${URL_OF('as-b')}' } } }
      - { name: ch-d, values: { interface: internal, auth: { auth_url: '${URL_OF('ch-d')}', username: } } }
`
    expect(readOnly(yaml)).toMatchObject({ authUrl: URL_OF('as-b'), interfaces: ['public'] })
    expect(readOnly(yaml, { OS_REGION_NAME: 'ch-d' })).toMatchObject({
      ...{ region: 'ch-d', authUrl: URL_OF('ch-d'), interfaces: ['internal'] },
    })
  })
  test('as region_name is the only one', () => {
    expect(readOnly(cloud('region-name: one')).region).toBe('one')
    expect(readOnly(cloud('region_name: one,two'), { OS_REGION_NAME: 'two' }).region).toBe('two')
    expect(refusal(cloud('region_name: one'), { OS_REGION_NAME: 'two' })).toContain('Its regions: one.')
    expect(readOnly(cloud('region_name:'), { OS_REGION_NAME: 'two' }).region).toBe('two')
    expect(readOnly(cloud('region_name:')).region).toBeNull()
  })
  test.each([
    'regions: one',
    'regions: [{ values: {} }]',
    'regions: [{ name: a, vlaues: {} }]',
    'regions: [[a]]',
  ])('is refused as %s', (line) =>
    expect(refusal(cloud(line))).toMatch(/^The cloud "c" (must have a list as|has a) region/),
  )
})

describe('a profile', () => {
  const OTC = 'https://iam.eu-de.otc.t-systems.com/v3'
  // The story: without a region the address was iam..otc.t-systems.com.
  test('brings its regions along, of which the first one counts', () => {
    expect(readOnly('clouds: { c: { profile: otc } }')).toMatchObject({
      authUrl: OTC,
      region: 'eu-de',
      driver: 'ims',
    })
    expect(readOnly('clouds: { c: { profile: otc } }', { OS_REGION_NAME: 'eu-nl' }).authUrl).toContain(
      'iam.eu-nl.',
    )
    expect(refusal('clouds: { c: { profile: huawei } }')).toBe(
      'The cloud "c" needs region_name: it belongs into https://iam.{region_name}.myhuaweicloud.com/v3.',
    )
  })
  test('was once called cloud', () => {
    expect(readOnly('clouds: { c: { cloud: otc, region_name: eu-de } }').authUrl).toBe(OTC)
  })
  test('that is not known is a warning beside a complete auth, and an error else', () => {
    expect(readOnly(cloud('profile: betacloud'))).toMatchObject({
      ...{ authUrl: 'https://k.test/v3', region: null, driver: 'glance' },
      warnings: ['The cloud "c" names the profile "betacloud", which is not known here: it adds nothing.'],
    })
    expect(refusal('clouds: { c: { profile: betacloud } }')).toContain('names the profile "betacloud"')
  })
  test('may stand in clouds-public.yaml, before those that are known', () => {
    const files = {
      '/work/clouds.yaml': 'clouds: { c: { profile: otc, auth: { username: alice } } }',
      '/etc/openstack/clouds-public.yaml': `public-clouds: { otc: { auth: { auth_url: 'https://{region_name}.p.test' }, region_name: r1, verify: no } }`,
    }
    const yaml = files['/work/clouds.yaml']
    expect(readOnly(yaml).authUrl).toBe(OTC)
    expect(readSettings({ files })).toMatchObject({ authUrl: 'https://r1.p.test', tls: { verify: false } })
  })
  test('is never fetched over the network', () => {
    expect(refusal(cloud('profile: https://vendor.test'))).toBe(
      'The cloud "c" names a profile of another server, https://vendor.test. Settings are not taken over the network: write them into the file.',
    )
  })
})

describe('old and special names', () => {
  test('endpoint_type is interface, and goes before it', () => {
    expect(readOnly(cloud('endpoint_type: internalURL')).interfaces).toEqual(['internal'])
    expect(readOnly(cloud('endpoint_type: admin\n    interface: public')).interfaces).toEqual(['admin'])
    expect(readOnly(cloud('interface: [internal, public]')).interfaces).toEqual(['internal', 'public'])
    expect(readOnly(cloud('interface:')).interfaces).toEqual(['public'])
  })
  // The story: image_interface was read by nobody, and the public address was called from inside.
  test('a service has settings of its own', () => {
    const { services } = readOnly(
      cloud(`region_name: r1
    image_endpoint_type: internal
    image_region_name: r2
    image_service_name: glance-two
    image_endpoint: 'https://{region_name}.image.test'
    kms_service_type: kms-v3`),
    )
    expect(services).toEqual({
      image: {
        ...{ endpoint: 'https://r1.image.test', region: 'r2', interfaces: ['internal'], type: null },
        name: 'glance-two',
      },
      keys: { endpoint: null, region: 'r1', interfaces: ['public'], type: 'kms-v3', name: null },
    })
    const both = cloud("image_endpoint: 'https://a.test'\n    image_endpoint_override: 'https://b.test'")
    expect(readOnly(both).services.image.endpoint).toBe('https://b.test')
  })
  test.each(['username', 'project_name'])('a %s that YAML takes for a switch is told', (key) => {
    expect(refusal(`clouds: { c: { auth: { auth_url: 'https://k.test', ${key}: on } } }`)).toBe(
      `The cloud "c" has a ${key} that is no text. YAML takes words like yes, no, on and off for switches: quote it.`,
    )
  })
  test('an address with a password in it is refused without it', () => {
    const text = refusal("clouds: { c: { auth: { auth_url: 'https://alice:s3cret@k.test' } } }")
    expect(text).toContain('has an address with a user in it')
    expect(text).not.toContain('s3cret')
  })
})

describe('certificates', () => {
  test.each([
    ['verify: no', false],
    ['verify: False', false],
    ['verify: "false"', false],
    ['verify:', true],
    ['insecure: yes', false],
    ['insecure: "true"', false],
    ['insecure: "yes"', true],
    ['insecure: 1', true],
    ['verify: yes\n    insecure: on', false],
  ])('%s', (line, verify) => expect(readOnly(cloud(line)).tls.verify).toBe(verify))

  test('a switch that is none is told', () => {
    expect(readOnly("clouds: { c: { auth: { auth_url: 'https://k.test' } } }").warnings).toEqual([])
    expect(readOnly(cloud('insecure: 1')).warnings).toEqual([
      'The cloud "c" has an insecure that is neither true nor false: certificates are checked.',
    ])
  })
  test('files may be at home, and the authorities may stand under verify', () => {
    expect(readOnly(cloud('cacert: ~/ca.pem\n    cert: ~/me.pem\n    key: /etc/me.key')).tls).toEqual({
      ...{ verify: true, caFile: '/home/op/ca.pem', certFile: '/home/op/me.pem', keyFile: '/etc/me.key' },
    })
    expect(readOnly(cloud('verify: /etc/ca.pem')).tls).toMatchObject({ verify: true, caFile: '/etc/ca.pem' })
    expect(refusal(cloud('key: /etc/me.key'))).toBe('The cloud "c" has a key and no cert.')
  })
  test('a merged cacert counts', () => {
    const yaml = `base: &base { cacert: /etc/ca.pem, verify: no }\n${cloud('<<: *base\n    verify: yes')}`
    expect(readOnly(yaml).tls).toMatchObject({ verify: true, caFile: '/etc/ca.pem' })
  })
})
