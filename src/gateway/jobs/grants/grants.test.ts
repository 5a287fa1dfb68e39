import { expect, test } from 'vitest'
import { projectId } from '#embedded/seed-projects'
import { stableHex } from '#embedded/stable'
import { agreed } from '#testing/agreed'
import { createRunnerWorld } from '#testing/runner-world'
import { makeGrants } from './make-grants.ts'

/** Two projects of a foreign account of the demo world. */
const ARBOR = {
  prod: projectId('arbor-prod'),
  test: projectId('arbor-test'),
  account: stableHex('domain:arbor'),
}

/** A world in which a foreign account was granted a key by this console, and has the image. */
async function withGrant() {
  const core = await createRunnerWorld()
  const { imageNamed, store, who, world, submit, finish, cloudCache } = core
  const image = await imageNamed('vault-base-custom-key')
  const accountId = ARBOR.account
  await store.book.save(
    who.project.id,
    [{ id: ARBOR.prod, name: 'Arbor', accountId, owner: '', notes: '', groups: [] }],
    'ada',
  )
  const keyId = image.keyId ?? ''
  const grants = { driver: world.driver, cloudCache, grants: store.grants, newId: () => 'n1' }
  await makeGrants(grants, who, { keyId, accounts: [accountId] })
  const shared = await submit([image.id], [ARBOR.prod])
  await finish(shared)
  const stop = { action: 'unshare' as const, images: [image.id], projects: [ARBOR.prod] }
  const stopAndRevoke = async () => {
    const set = { images: stop.images, projects: stop.projects }
    const request = { ...stop, set, reason: '', key: null, revokeGrants: true }
    return (await core.runner.submit(who, request)).jobId
  }
  return { ...core, driver: world.driver, image, keyId, shared, stop, stopAndRevoke }
}

test('a stop names grants of this console that nothing needs afterwards, takes them back, and says so', async () => {
  const { planOf, store, who, world, driver, stop, stopAndRevoke, keyId, finish } = await withGrant()
  const { plan } = await planOf(stop)
  expect(plan.idleGrants).toMatchObject([{ accountId: ARBOR.account, projects: [ARBOR.prod] }])
  const { job } = await finish(await stopAndRevoke())
  expect(job.revocations).toMatchObject([{ keyId, accountId: ARBOR.account, code: null }])
  expect(await store.grants.made(who.project.id)).toEqual([])
  expect(await driver.listGrants(who, keyId)).toEqual([])
  expect(world.seen.filter(({ path }) => path.endsWith('/revoke-grant'))).toHaveLength(1)
})

test('a grant that another share of the account needs is kept, and the job says so', async () => {
  const { planOf, image, store, who, submit, finish, stop, stopAndRevoke, driver, keyId } = await withGrant()
  await store.book.save(
    who.project.id,
    [{ id: ARBOR.test, name: '', accountId: ARBOR.account, owner: '', notes: '', groups: [] }],
    'ada',
  )
  await finish(await submit([image.id], [ARBOR.test]))
  const { plan } = await planOf(stop)
  expect(plan.idleGrants).toEqual([])
  const { job } = await finish(await stopAndRevoke())
  expect(job.revocations).toMatchObject([{ code: 'CONSOLE.GRANT_NEEDED' }])
  expect(await driver.listGrants(who, keyId)).toHaveLength(1)
})

/*
 * A stop looked at the members of today only: the grant was taken from under a share of another image with
 * the same key that was on its way, and the tenant could not use what had just been shared.
 */
test('a share that is on its way needs its grant as well', async () => {
  const { planOf, image, stop, who, store, world, submit, driver, keyId, runner } = await withGrant()
  await store.book.save(
    who.project.id,
    [{ id: ARBOR.test, name: '', accountId: ARBOR.account, owner: '', notes: '', groups: [] }],
    'ada',
  )
  world.clock.hold()
  await submit([image.id], [ARBOR.test])
  const { plan } = await planOf(stop)
  expect(plan.idleGrants).toEqual([])
  world.clock.release()
  await runner.idle()
  expect(await driver.listGrants(who, keyId)).toHaveLength(1)
})

test('a grant that the cloud does not revoke is told, stays on record, and can be tried again', async () => {
  const { actions, store, who, world, stopAndRevoke, driver, keyId, finish } = await withGrant()
  world.faulty.answer = ({ path }) =>
    path.endsWith('/revoke-grant')
      ? Response.json({ error: { error_code: 'KMS.2501', error_msg: 'No.' } }, { status: 400 })
      : null
  const id = await stopAndRevoke()
  const { job } = await finish(id)
  expect(job).toMatchObject({ status: 'succeeded', revocations: [{ code: 'KMS.2501' }] })
  expect(await store.grants.made(who.project.id)).toHaveLength(1)
  world.faulty.answer = () => null
  expect(await actions.retry(who, id)).toEqual({ jobId: id })
  expect((await finish(id)).job).toMatchObject({
    status: 'succeeded',
    revocations: [{ code: null }],
    attempts: [{ pairs: { done: 1 } }, { pairs: { total: 0 } }],
  })
  expect(await driver.listGrants(who, keyId)).toEqual([])
  expect(await actions.retry(who, id)).toBe('CONSOLE.NOTHING')
})

test('the undo of a share offers to take idle grants back, and does it when it was wanted', async () => {
  const { actions, who, driver, keyId, shared, finish } = await withGrant()
  const plan = agreed(await actions.undoPlan(who, shared))
  expect(plan.idleGrants).toMatchObject([{ accountId: ARBOR.account }])
  const confirmed = { fingerprint: plan.fingerprint, reason: '', revokeGrants: true }
  const made = agreed(await actions.undo(who, shared, confirmed))
  expect((await finish(made.jobId)).job).toMatchObject({
    pairs: { done: 1 },
    revocations: [{ code: null }],
  })
  expect(await driver.listGrants(who, keyId)).toEqual([])
})

/*
 * The console died between the cloud's answer and its own note of it: the grant was there, nobody knew that
 * it was the console's, and no stop ever took it back. It is known by its name.
 */
test('a grant that was made when the console died is found again, and those of others are not taken for it', async () => {
  const { cloudCache, driver, store, who, keyId, planOf, stop } = await withGrant()
  const grants = { ...store.grants, confirm: () => Promise.reject(new Error('crashed')) }
  const [made] = await store.grants.made(who.project.id)
  if (!made) throw new Error('no grant')
  await driver.revokeGrant(who, keyId, made.grantId)
  await store.grants.remove(who.project.id, made.grantId)
  const tools = { driver, cloudCache, grants, newId: () => 'n2' }
  await expect(makeGrants(tools, who, { keyId, accounts: [ARBOR.account] })).rejects.toThrow('crashed')
  await driver.createGrant(who, { keyId, accountId: 'cd'.repeat(16), name: 'image-share-n3' })
  expect(await store.grants.made(who.project.id)).toEqual([])
  const { plan } = await planOf(stop)
  expect(plan.idleGrants).toMatchObject([{ accountId: ARBOR.account }])
  expect(await store.grants.made(who.project.id)).toHaveLength(1)
  expect(await store.grants.pending(who.project.id)).toEqual([])
})

test('a token that ends midway leaves no old reading of the key behind', async () => {
  const { cloudCache, driver, store, who, keyId, world } = await withGrant()
  let calls = 0
  world.faulty.answer = ({ path }) => {
    if (!path.endsWith('/create-grant')) return null
    calls += 1
    return calls === 2 ? Response.json({ error: { error_code: 'KMS.0302' } }, { status: 403 }) : null
  }
  let n = 0
  const newId = () => {
    n += 1
    return `m${n}`
  }
  const tools = { driver, cloudCache, grants: store.grants, newId }
  const accounts = ['cd'.repeat(16), 'ef'.repeat(16)]
  await expect(makeGrants(tools, who, { keyId, accounts })).rejects.toMatchObject({ status: 401 })
  const key = await cloudCache.key(who, keyId)
  expect('accounts' in key && [...key.accounts]).toContain(accounts[0])
  expect(await store.grants.pending(who.project.id)).toEqual([])
})

test('a stop of sharing that is stopped itself revokes nothing more, and a retry does', async () => {
  const { world, who, store, actions, driver, stopAndRevoke, keyId, finish } = await withGrant()
  let id = ''
  world.faulty.answer = async ({ path }) => {
    // Once the pair is done only the grants are left.
    const job = path.endsWith('/members') ? await store.jobs.detail(who.project.id, id) : null
    if (job?.pairs.done === 1) await actions.stop(who, id)
    return null
  }
  id = await stopAndRevoke()
  const { job } = await finish(id)
  expect(job).toMatchObject({ status: 'succeeded', stop: { by: who.user }, pairs: { done: 1 } })
  expect(job.revocations).toMatchObject([{ keyId, code: 'CONSOLE.STOPPED' }])
  world.faulty.answer = () => null
  expect(await driver.listGrants(who, keyId)).toHaveLength(1)
  await actions.retry(who, id)
  expect((await finish(id)).job.revocations).toMatchObject([{ keyId, code: null }])
  expect(await driver.listGrants(who, keyId)).toEqual([])
})
