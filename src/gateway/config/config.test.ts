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
