import { expect, test } from 'vitest'
import { grantCreated, grantList } from '#ims/keys'
import { KEYS } from './seed-images.ts'
import { createTestCloud } from './test-client.ts'

const ACCOUNT = 'a'.repeat(32)
const OPERATIONS = ['describe-key', 'decrypt-datakey']

async function keys() {
  const world = createTestCloud()
  const operator = await world.operator()
  const kms = (call: string, body: unknown, project = operator.project) =>
    operator.request('POST', `/v1.0/${project}/kms/${call}`, body)
  const grant = (key_id: string, grantee_principal = ACCOUNT, operations = OPERATIONS) =>
    kms('create-grant', { key_id, grantee_principal, grantee_principal_type: 'domain', operations })
  return { ...world, operator, kms, grant }
}

test('a recipient has an encrypted image as long as its account has a grant', async () => {
  const { operator, kms, grant, signIn } = await keys()
  const { project } = await signIn('tenant', 'tenant-001')
  const { projects } = await operator.get<{ projects: { id: string; domain_id: string }[] }>(
    '/v3/auth/projects',
  )
  const account = projects.find(({ id }) => id === project)?.domain_id
  const { id } = await operator.imageNamed('vault-base-custom-key')
  const share = async () => (await operator.finish('POST', [id], [project])).error_code
  expect(await share()).toBe('IMG.0099')
  await grant(KEYS.ungranted, account, ['describe-key', 'create-grant'])
  await kms('create-grant', { key_id: KEYS.ungranted, grantee_principal: account, operations: OPERATIONS })
  expect(await share()).toBe('IMG.0099')
  const { grant_id } = grantCreated.parse(await (await grant(KEYS.ungranted, account)).json())
  expect(grant_id).toMatch(/^[0-9a-f]{64}$/)
  expect(await share()).toBeNull()
  await operator.finish('DELETE', [id], [project])
  const revoked = await kms('revoke-grant', { key_id: KEYS.ungranted, grant_id })
  expect([revoked.status, await revoked.json()]).toEqual([200, {}])
  expect(await share()).toBe('IMG.0099')
})

test('grants are listed in pages with the strings of the API', async () => {
  const { kms, grant } = await keys()
  for (const name of 'bcdef') await grant(KEYS.ungranted, name.repeat(32))
  const seen: string[] = []
  for (let marker = '', truncated = 'true'; truncated === 'true'; ) {
    const response = await kms('list-grants', { key_id: KEYS.ungranted, limit: '2', marker })
    const page = grantList.parse(await response.json())
    seen.push(...page.grants.map((one) => one.grantee_principal.charAt(0)))
    marker = page.next_marker ?? ''
    truncated = String(page.truncated)
  }
  expect(seen.sort().join('')).toBe('bcdef')
})

test('a grant that is not possible is refused in the shape of the key service', async () => {
  const { kms, grant, operator, signIn } = await keys()
  const refusals: [Response, number, string][] = [
    [await grant(KEYS.default), 400, 'KMS.0211'],
    [await grant('no key'), 400, 'KMS.0205'],
    [await grant('12345678-0000-4000-8000-000000000000'), 400, 'KMS.0205'],
    [await grant(KEYS.ungranted, ACCOUNT, ['create-grant']), 400, 'KMS.2401'],
    [await grant(KEYS.ungranted, 'not an account'), 400, 'KMS.2403'],
    [await kms('retire-grant', { key_id: KEYS.ungranted, grant_id: 'f'.repeat(64) }), 400, 'KMS.2502'],
    [await kms('list-grants', { key_id: KEYS.ungranted }, ACCOUNT), 403, 'KMS.0306'],
  ]
  const viewer = await signIn('viewer', 'golden-images')
  const path = `/v1.0/${operator.project}/kms/list-grants`
  refusals.push([await viewer.request('POST', path, { key_id: KEYS.ungranted }), 403, 'KMS.0307'])
  for (const [response, status, error_code] of refusals)
    expect([response.status, await response.json()]).toMatchObject([status, { error: { error_code } }])
})

test('a key takes 100 grants', async () => {
  const { grant } = await keys()
  const statuses: number[] = []
  for (let index = 0; index < 101; index++) statuses.push((await grant(KEYS.ungranted, `a${index}`)).status)
  expect(statuses.lastIndexOf(200)).toBe(99)
  expect(statuses[100]).toBe(400)
})
