import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const rolesOf = (text: string | undefined) => readConfig({ READ_ONLY_ROLES: text }).readOnlyRoles

describe('roles that are taken to only look', () => {
  test('are "reader" unless told, and none when the setting is empty', () => {
    expect(rolesOf(undefined)).toEqual(['reader'])
    expect(rolesOf('')).toEqual([])
    expect(rolesOf('  ')).toEqual([])
  })

  test('are names with commas between them, whatever their case and the spaces around them', () => {
    expect(rolesOf('Reader, image auditor ,te_readonly')).toEqual(['reader', 'image auditor', 'te_readonly'])
  })

  test.each([',', 'reader,', ',reader', 'reader,,auditor', 'reader, ,auditor', 'reader\nauditor'])(
    '%j is refused by name',
    (text) => {
      expect(() => rolesOf(text)).toThrow(/^READ_ONLY_ROLES must be names of roles with commas between them/)
    },
  )

  test('are read the same once they are written down again', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_: -]{0,20}[a-z0-9]$/)
    fc.assert(
      fc.property(fc.array(name), (names) => {
        expect(rolesOf(names.join(','))).toEqual(names)
      }),
    )
  })
})

test('other variables that are empty are as if they were not set', () => {
  const empty = { PORT: '', HOST: '', DATABASE_URL: '', SESSION_KEY: '', DEMO_SIGN_IN: '', LOG_LEVEL: '' }
  expect(readConfig(empty)).toEqual(readConfig({}))
})

test('each switch is on with 1, off with 0, and has its own default', () => {
  const switches = ({ trustProxy, demoSignIn, requirePlan }: ReturnType<typeof readConfig>) => [
    trustProxy,
    demoSignIn,
    requirePlan,
  ]
  expect(switches(readConfig({}))).toEqual([false, true, false])
  for (const [at, name] of ['TRUST_PROXY', 'DEMO_SIGN_IN', 'REQUIRE_PLAN'].entries())
    for (const value of ['0', '1']) expect(switches(readConfig({ [name]: value }))[at]).toBe(value === '1')
})

describe('a secret', () => {
  const SECRET = 'a-secret-of-more-than-32-characters!'
  const files: Record<string, string> = { '/run/key': `${SECRET}\n`, '/run/short': 'short' }
  const readFile = (file: string) => {
    const text = files[file]
    if (text === undefined) throw Object.assign(new Error(`no ${file}`), { code: 'ENOENT' })
    return text
  }

  test.each([
    ['SESSION_KEY', 'sessionKey'],
    ['SESSION_KEY_BEFORE', 'olderSessionKey'],
    ['METRICS_TOKEN', 'metricsToken'],
  ] as const)('%s can stand in a file of its own', (name, setting) => {
    expect(readConfig({ [`${name}_FILE`]: '/run/key' }, readFile)[setting]).toBe(SECRET)
    expect(readConfig({ [name]: SECRET }, readFile)[setting]).toBe(SECRET)
  })

  test('is never part of what is said about it', () => {
    const refusal = (env: Record<string, string>) => {
      try {
        readConfig(env, readFile)
      } catch (error) {
        return (error as Error).message
      }
      throw new Error('It was taken.')
    }
    expect(refusal({ SESSION_KEY: SECRET, SESSION_KEY_FILE: '/run/key' })).toBe(
      'Set SESSION_KEY or SESSION_KEY_FILE, not both.',
    )
    expect(refusal({ SESSION_KEY_FILE: '/run/none' })).toMatch(/\/run\/none.*ENOENT/)
    expect(refusal({ METRICS_TOKEN_FILE: '/run/short' })).toBe(
      'METRICS_TOKEN must have at least 32 characters.',
    )
  })
})

test.each([
  'images.example.com',
  'ftp://images.example.com',
  'https://u:p@images.example.com',
  'https://x?y',
  'https://x/y#z',
  'https://x/y"z',
  'https://x/y//z',
])('PUBLIC_URL is a scheme, a name, perhaps a port and a plain path, not %j', (url) => {
  expect(() => readConfig({ PUBLIC_URL: url })).toThrow(/^PUBLIC_URL must be like https:/)
  expect(readConfig({ PUBLIC_URL: 'https://images.example.com:8443' }).publicUrl?.host).toBe(
    'images.example.com:8443',
  )
})

test.each([
  ['https://example.com', '/'],
  ['https://example.com/images', '/images/'],
  ['https://example.com/tools/images/', '/tools/images/'],
  ['http://[::1]:8080/images', '/images/'],
])('the path of PUBLIC_URL %j is %j', (url, path) => {
  expect(readConfig({ PUBLIC_URL: url }).publicUrl?.pathname).toBe(path)
})

test.each(['/console', '/console/', '/v1/images', '/v3', '/assets'])(
  'a path that may be one of the console’s own is refused with that reason: %s',
  (path) => {
    expect(() => readConfig({ PUBLIC_URL: `https://example.com${path}` })).toThrow(
      'PUBLIC_URL must have another path: those below /v1, /v3, /console and /assets are the console’s own.',
    )
  },
)

test('only these domains and projects are those between the commas', () => {
  expect(readConfig({ SIGN_IN_DOMAINS: 'demo, 0123 ,' }).admitted).toEqual({
    domains: ['demo', '0123'],
    projects: null,
  })
  expect(readConfig({}).admitted).toEqual({ domains: null, projects: null })
})

test.each([
  ['::1', '::1'],
  ['[::1]', '::1'],
  ['127.0.0.1', '127.0.0.1'],
])('HOST %s is the address %s', (HOST, host) => {
  expect(readConfig({ HOST }).host).toBe(host)
})
