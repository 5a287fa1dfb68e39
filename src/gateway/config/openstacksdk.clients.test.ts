import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLOUD_SETUPS } from '#testing/cloud-setups'
import { type Compared, compareSettings, type WrittenSetup } from '#testing/compare-settings'
import { SIGN_IN_SETUPS } from '#testing/sign-in-setups'

const SETUPS: Record<string, WrittenSetup & { but?: string }> = { ...CLOUD_SETUPS, ...SIGN_IN_SETUPS }
const compared = await compareSettings(Object.values(SETUPS))
const named = Object.entries(SETUPS).map(([name, { but = '' }], n) => ({ name, but, ...compared[n] }))

const isRefused = (read: Compared['ours']) => 'error' in read

/** Both take it for the same, or neither takes it. */
function expectSame({ ours, sdk }: Partial<Compared>) {
  if (!ours || !sdk) throw new Error('It was not read.')
  expect(isRefused(sdk) ? { isRefused: isRefused(ours), ours } : ours).toEqual(
    isRefused(sdk) ? { isRefused: true, ours } : sdk,
  )
}

test.each(named.filter(({ but }) => but === ''))('$name', expectSame)

test.each(named.filter(({ but }) => but !== ''))('$name differs: $but', (one) => {
  expect(() => expectSame(one)).toThrow()
})

/** Settings that fit together in some way, none of which is among the differences above. */
const words = (...all: string[]) => fc.option(fc.constantFrom(...all), { nil: undefined })
const top = fc.record({
  region_name: words('r1', 'r1,r2', '[r2, r1]'),
  regions: words('[r1, r2]', '[{ name: r1, values: { interface: admin, cacert: } }, r2]', '[]'),
  profile: words('otc', 'ovh', 'nebula', 'ours'),
  cloud: words('otc', 'nebula'),
  interface: words('public', 'internalURL', '[internal, public]'),
  endpoint_type: words('admin', 'publicURL'),
  verify: words('yes', 'no', 'on', 'off', '/etc/ca.pem'),
  insecure: words('yes', 'no', 'off', '"yes"', '"True"'),
  cacert: words('~/ca.pem', '/etc/ca.pem', '~'),
  cert: words('~/cert.pem', '/etc/cert.pem'),
  image_endpoint: words('https://i.example.org', 'https://i.example.org/v2'),
  image_endpoint_override: words('https://o.example.org'),
  image_interface: words('internal', '[admin, public]'),
  image_endpoint_type: words('publicURL'),
  image_region_name: words('r9'),
  'user-domain-name': words('top'),
  tenant_name: words('top'),
  username: words('top'),
})
const auth = fc.record({
  auth_url: fc.constantFrom(
    'https://k.example.org:5000/v3',
    'http://10.0.0.5/identity',
    'https://k.example.org/v3/',
  ),
  password: fc.constant('x'),
  username: words('alice', '1001', 'y', '0899'),
  user_id: words('u-id', '12345678901234567890123456789012'),
  user_domain_name: words('CORP', 'Default', '2026-11-30'),
  user_domain_id: words('default', 'd-id'),
  project_name: words('golden', '1e5', '1.0', '1:30'),
  project_id: words('0123456789012345678901234567e012', 'p-id'),
  tenant_id: words('t-id'),
  'project-name': words('dashed'),
  project_domain_name: words('CORP', 'Other'),
  project_domain_id: words('default', 'd-id'),
})
const setup = fc
  .record({
    top,
    auth,
    merged: top,
    region: words('r1', 'r2', 'r3'),
    secure: words('cacert: /s.pem', 'verify: no'),
  })
  .map(({ top: beside, merged, auth: inAuth, region, secure }): WrittenSetup => {
    const flow = (all: object) => {
      const written = Object.entries(all).filter(([, value]) => value !== undefined)
      return written.map(([key, value]) => `${key}: ${String(value)}`.replace(/: (https?:.*)$/, ': "$1"'))
    }
    const base = `base: &base { ${flow(merged).slice(0, 4).join(', ')} }`
    const lines = ['<<: *base', ...flow(beside), `auth: { ${flow(inAuth).join(', ')} }`]
    return {
      files: {
        'work/clouds.yaml': `${base}\nclouds:\n  c:\n${lines.map((line) => `    ${line}\n`).join('')}`,
        'home/.config/openstack/secure.yaml': secure ? `clouds: { c: { ${secure} } }` : '',
        'work/clouds-public.yaml':
          'public-clouds: { ours: { region_name: r1, interface: internal, verify: no } }',
      },
      env: region === undefined ? {} : { OS_REGION_NAME: region },
    }
  })

test('settings that nobody has thought of are read the same', async () => {
  const setups = fc.sample(setup, { numRuns: 150 })
  const all = await compareSettings(setups)
  const taken = all.filter(({ sdk }) => !isRefused(sdk))
  expect(taken.length).toBeGreaterThan(50)
  for (const [n, one] of all.entries()) {
    try {
      expectSame(one)
    } catch (error) {
      const { files, env } = setups[n] ?? {}
      throw new Error(`${JSON.stringify(env)}\n${files?.['work/clouds.yaml']}\n${JSON.stringify(one.sdk)}`, {
        cause: error,
      })
    }
  }
})
