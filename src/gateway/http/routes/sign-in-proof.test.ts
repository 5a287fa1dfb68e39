import { expect, test } from 'vitest'
import { createProofs } from './sign-in-proof.ts'

const HEX = '3a6f0e9b5d7c4c1f9e2d8b7a6c5d4e3f'
const NONE = { user: '', domain: '', project: '', projectDomain: '', id: '' }

const proofs = (over: Partial<typeof NONE> = {}, ids: string[] = []) =>
  createProofs({ prefill: { method: 'password', ...NONE, ...over }, ids })

const withPassword = (over: object) => ({
  method: 'password' as const,
  ...{ user: 'alice', domain: '', password: 'p', passcode: '', project: '', projectDomain: '' },
  ...over,
})
const withCredential = (over: object) => ({
  ...{ method: 'application_credential' as const, id: HEX, secret: 's', user: '', domain: '' },
  ...over,
})

// The story: a domain or a project that the settings give by ID was looked for by that name, and every sign-in failed.
test('what has the form of an ID, or is one by the settings, is sent as an ID', () => {
  const { proofOf, projectOf } = proofs({ domain: 'corp-id', project: 'p-id', user: 'u-id' }, [
    ...['domain', 'project', 'user'],
  ])
  const byId = withPassword({ user: 'u-id', domain: 'corp-id', project: ' p-id ' })
  expect([proofOf(byId), projectOf(byId)]).toMatchObject([{ user: { id: 'u-id' } }, { id: 'p-id' }])
  const other = withPassword({ domain: 'corp-id', project: 'another' })
  expect([proofOf(other), projectOf(other)]).toMatchObject([
    { user: { name: 'alice', domain: { id: 'corp-id' } } },
    { name: 'another', domain: { id: 'corp-id' } },
  ])
  const hex = withPassword({ user: HEX, domain: HEX, project: HEX })
  expect([proofs().proofOf(hex), proofs().projectOf(hex)]).toMatchObject([
    { user: { name: HEX, domain: { id: HEX } } },
    { id: HEX },
  ])
  expect(proofs().proofOf(byId)).toMatchObject({ user: { name: 'u-id', domain: { name: 'corp-id' } } })
})

test('the project is in the domain of the user unless another one is named', () => {
  const { projectOf } = proofs()
  const at = (domain: string, projectDomain: string) =>
    projectOf(withPassword({ project: 'golden', domain, projectDomain }))
  expect(at('CORP', '')).toEqual({ name: 'golden', domain: { name: 'CORP' } })
  expect(at('CORP', 'Default')).toEqual({ name: 'golden', domain: { name: 'Default' } })
  expect(at('', '')).toEqual({ name: 'golden', domain: { id: 'default' } })
  expect(projectOf(withPassword({ project: ' ' }))).toBeNull()
})

// The story: an application credential could be given by ID alone.
test('an application credential goes by ID, or by name beside its user', () => {
  const known = proofs({ id: 'own-id' }, ['id'])
  expect(known.proofOf(withCredential({}))).toEqual({
    method: 'application_credential',
    id: HEX,
    secret: 's',
  })
  expect(known.proofOf(withCredential({ id: 'own-id', user: 'alice' }))).toMatchObject({ id: 'own-id' })
  expect(known.proofOf(withCredential({ id: 'short' }))).toMatchObject({ id: 'short' })
  expect(known.proofOf(withCredential({ id: 'images', user: 'alice', domain: 'corp' }))).toEqual({
    ...{ method: 'application_credential', name: 'images', secret: 's' },
    user: { name: 'alice', domain: { name: 'corp' } },
  })
})
