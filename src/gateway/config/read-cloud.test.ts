import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { HOME, readSettings as read, refusalOf as refusal } from '#testing/read-settings'

const OTC = `clouds:
  otc:
    profile: otc
    region_name: eu-de
    auth: { username: alice, password: s3cret, project_name: eu-de_images, user_domain_name: OTC0001 }
`

describe('which cloud', () => {
  const plain = (name: string, url: string) => `clouds: { ${name}: { auth: { auth_url: '${url}' } } }`
  test('without any settings it is the embedded one, and by its name always', () => {
    expect(read({})).toBeNull()
    expect(read({ files: { '/work/clouds.yaml': OTC }, named: 'embedded' })).toBeNull()
    expect(read({ files: { '/work/clouds.yaml': OTC }, env: { OS_CLOUD: 'embedded' } })).toBeNull()
  })
  test('files are looked for in the working folder, then at home, then in /etc', () => {
    const files = {
      '/etc/openstack/clouds.yaml': plain('etc', 'https://etc.test'),
      [`${HOME}/.config/openstack/clouds.yml`]: plain('home', 'https://home.test'),
    }
    expect(read({ files })?.name).toBe('home')
    expect(read({ files: { ...files, '/work/clouds.yaml': plain('here', 'https://here.test') } })?.name).toBe(
      'here',
    )
    const env = { OS_CLIENT_CONFIG_FILE: '/etc/openstack/clouds.yaml' }
    expect(read({ files, env })?.name).toBe('etc')
    expect(refusal({ files, env: { OS_CLIENT_CONFIG_FILE: '/none' } })).toBe('There is no file /none.')
  })
  // The story: the folder that XDG_CONFIG_HOME names was not looked into.
  test.each([
    [{ XDG_CONFIG_HOME: '/conf' }, '/conf/openstack/clouds.yaml'],
    [{ SNAP_REAL_HOME: '/real' }, '/real/.config/openstack/clouds.yaml'],
    [{}, '/etc/xdg/openstack/clouds.yaml'],
    [{ XDG_CONFIG_DIRS: '/site' }, '/site/openstack/clouds.yaml'],
  ])('with %j also in %s', (env, file) => {
    expect(read({ env, files: { [file]: OTC } })?.source).toBe(file)
  })
  test('the only one is taken, of several one must be named', () => {
    const files = {
      '/work/clouds.yaml': `clouds: { a: { auth: { auth_url: 'https://a.test' } }, b: { auth: { auth_url: 'https://b.test' } } }`,
    }
    expect(refusal({ files })).toBe(
      '/work/clouds.yaml has several clouds. Name one with --cloud or OS_CLOUD: a, b, embedded.',
    )
    expect(read({ files, env: { OS_CLOUD: 'a' } })?.name).toBe('a')
    expect(read({ files, env: { OS_CLOUD: 'a' }, named: 'b' })?.name).toBe('b')
    expect(refusal({ files, named: 'c' })).toBe('There is no cloud "c". /work/clouds.yaml has: a, b.')
    expect(refusal({ named: 'c' })).toBe('There is no cloud "c". No clouds.yaml was found.')
  })
  test('OS_ variables make one of their own, which a name overrules', () => {
    const env = { OS_AUTH_URL: 'https://env.test/v3', OS_USERNAME: 'bob', OS_PROJECT_NAME: 'p' }
    expect(read({ env })).toMatchObject({
      ...{ name: 'envvars', source: 'the OS_* variables' },
      signIn: { prefill: { user: 'bob', project: 'p' } },
    })
    const files = { '/work/clouds.yaml': OTC }
    expect(read({ env, files })?.name).toBe('envvars')
    expect(read({ env: { ...env, OS_CLOUD: 'otc' }, files })?.name).toBe('otc')
    // These two only choose.
    expect(read({ env: { OS_CLOUD: 'otc', OS_REGION_NAME: 'eu-de' }, files })?.source).toBe(
      '/work/clouds.yaml',
    )
  })
  test('variables of the logs and tests of OpenStack make none', () => {
    expect(read({ env: { OS_LOG_CAPTURE: '1', OS_STDOUT_CAPTURE: '1', OS_TEST_TIMEOUT: '9' } })).toBeNull()
  })
  test('one name for a cloud of the file and for that of the variables is none', () => {
    const files = { '/work/clouds.yaml': OTC }
    expect(refusal({ env: { OS_AUTH_URL: 'https://env.test', OS_CLOUD_NAME: 'otc' }, files })).toBe(
      '/work/clouds.yaml has a cloud "otc", and so have the OS_* variables. Rename one: OS_CLOUD_NAME names the latter.',
    )
  })
})

describe('what is read of it', () => {
  test('a profile tells the address, the driver and the limits', () => {
    expect(read({ files: { '/work/clouds.yaml': OTC } })).toMatchObject({
      authUrl: 'https://iam.eu-de.otc.t-systems.com/v3',
      driver: 'ims',
      limits: { recipientsPerImage: 256, recipientsPerFullEcsImage: 10 },
      signIn: { prefill: { user: 'alice', domain: 'OTC0001', project: 'eu-de_images' } },
    })
  })
  test.each([
    ['https://iam.eu-de.otc.t-systems.com/v3', 'ims', 256],
    ['https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3', 'ims', 128],
    ['https://iam.ap-southeast-1.myhuaweicloud.com', 'ims', 128],
    ['https://keystone.example.org:5000', 'glance', 128],
    ['https://otc.t-systems.com.evil.test/v3', 'glance', 128],
  ])('%s is a cloud of its kind', (url, driver, recipientsPerImage) => {
    expect(read({ env: { OS_AUTH_URL: url } })).toMatchObject({ driver, limits: { recipientsPerImage } })
  })
  test('our own variables overrule what is known', () => {
    const env = { OS_AUTH_URL: 'https://k.test', CLOUD_DRIVER: 'ims', RECIPIENTS_PER_IMAGE: '7' }
    expect(read({ env })).toMatchObject({ driver: 'ims', limits: { recipientsPerImage: 7 } })
    expect(refusal({ env: { ...env, CLOUD_DRIVER: 'nova' } })).toBe('CLOUD_DRIVER must be "ims" or "glance".')
    expect(refusal({ env: { ...env, RECIPIENTS_PER_IMAGE: '0' } })).toContain('RECIPIENTS_PER_IMAGE')
  })
  test('secure.yaml goes over it, setting by setting', () => {
    const files = {
      '/work/clouds.yaml': OTC,
      '/work/secure.yaml': 'clouds: { otc: { auth: { username: carol } } }',
    }
    expect(read({ files })?.signIn.prefill).toMatchObject({ user: 'carol', domain: 'OTC0001' })
  })
  test('addresses, interface and certificates', () => {
    const cloud = `clouds:
  lab:
    auth: { auth_url: 'https://k.test/v3' }
    interface: internalURL
    image_endpoint_override: https://i.test/v2
    verify: false
    cacert: /etc/ca.pem`
    expect(read({ files: { '/work/clouds.yaml': cloud } })).toMatchObject({
      interfaces: ['internal'],
      services: { image: { endpoint: 'https://i.test/v2' }, keys: { endpoint: null } },
      tls: { verify: false, caFile: '/etc/ca.pem' },
    })
    expect(read({ env: { OS_AUTH_URL: 'https://k.test', OS_INSECURE: 'true' } })?.tls.verify).toBe(false)
  })
})

describe('what is wrong is one readable line', () => {
  test.each([
    ['clouds: [', '/work/clouds.yaml is not valid YAML: look at line 1.'],
    ['clouds: 7', '/work/clouds.yaml must have a list "clouds" with the settings of each by name.'],
    ['clouds: { a: { auth: {} } }', 'The cloud "a" has no auth_url.'],
    [
      "clouds: { a: { auth: { auth_url: 'file:///etc' } } }",
      'The cloud "a" has an address that is not one of http or https.',
    ],
    [
      'clouds: { a: { profile: nebula } }',
      'The cloud "a" names the profile "nebula" and has no auth_url; known are openstack, otc-swiss, huawei, otc, auro, catalyst, citycloud, dreamcompute, elastx, fuga, limestonenetworks, ovh, ovh-us, switchengines.',
    ],
  ])('%s', (text, message) => {
    expect(refusal({ files: { '/work/clouds.yaml': text } })).toBe(message)
  })
  test('and never has a secret in it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'clouds: [',
          'clouds: { a: { auth: { password: "SECRET" } } }\n\t',
          'a: "SECRET',
          'clouds: SECRET',
        ),
        fc.stringMatching(/^[a-zA-Z0-9]{12,20}$/),
        (text, secret) => {
          const env = { OS_PASSWORD: secret, OS_USERNAME: 'bob' }
          const files = { '/work/clouds.yaml': text.replace('SECRET', secret) }
          expect(refusal({ files, env })).not.toContain(secret)
        },
      ),
    )
  })
})

// The story: a password with "!" in front is a tag of YAML, and the parser printed the whole line as a warning.
test('a password that YAML takes for something else is never printed, and the place is told', () => {
  const text = 'clouds:\n  x:\n    auth:\n      auth_url: https://x.test\n      password: !Summer2026\n'
  const warned: unknown[] = []
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation((warning) => void warned.push(warning))
  const message = refusal({ files: { '/work/clouds.yaml': text } })
  warn.mockRestore()
  expect(message).toBe(
    '/work/clouds.yaml is not valid YAML: look at line 5; a value with "!" in front belongs in quotes.',
  )
  expect(warned).toEqual([])
})

test('a file whose references lead nowhere, or grow without end, is refused', () => {
  const bomb = [
    'a: &a [x, x]',
    ...'bcdefghi'.split('').map((name, n) => `${name}: &${name} [${`*${'abcdefgh'[n]}, `.repeat(9)}]`),
  ]
  for (const text of ['clouds: *nothing', bomb.join('\n')])
    expect(refusal({ files: { '/work/clouds.yaml': text } })).toMatch(
      /^\/work\/clouds.yaml is not valid YAML/,
    )
})
