import { describe, expect, test } from 'vitest'
import { clientOf } from '#testing/api-client'
import type { WorldOptions } from '#testing/harness'
import { openWorld } from '#testing/open-world'
import { createRoles } from '../../auth/roles.ts'

/*
 * The cloud decides what somebody may do. The console refused every user with the role "reader" before it
 * asked the cloud, also on clouds where that role may share; and as it let everybody else try, users without
 * rights shared with those of a colleague.
 */

async function setUp(options: WorldOptions = {}) {
  const world = await openWorld({ demoSignIn: false, ...options })
  const viewer = await world.tokenFor('viewer')
  const operator = clientOf(world, (await world.tokenFor('operator')).token)
  const { images } = (await operator.get('/console/images')).json
  const image = images.find(
    (each: { obstacle: unknown; recipients: number; keyId: unknown }) =>
      !each.obstacle && each.recipients === 0 && !each.keyId,
  ).id as string
  /** Runs a call to its end, and gives the pairs of the job that it made. */
  const pairsOf = async ({ status, json }: { status: number; json: { job_id: string } }) => {
    expect(status).toBe(200)
    await world.runner.idle()
    return (await operator.get(`/console/jobs/${json.job_id}/pairs`)).json.pairs
  }
  const share = async (project: string) => {
    const { json } = await operator.share({ images: [image], projects: [project] })
    await world.runner.idle()
    return json.job_id as string
  }
  return {
    world,
    viewer,
    project: viewer.project.id,
    as: clientOf(world, viewer.token),
    image,
    operator,
    pairsOf,
    share,
  }
}

const TENANT = 'ab'.repeat(16)
const REFUSED = {
  state: 'failed',
  code: 'IMG.0026',
  message: expect.stringContaining('The role has no permission'),
}

describe('a role that is taken to only look', () => {
  test('a reader asks the cloud to share, and is refused pair by pair', async () => {
    const { as, image, pairsOf } = await setUp()
    const pairs = await pairsOf(await as.share({ images: [image], projects: [TENANT, 'cd'.repeat(16)] }))
    expect(pairs).toMatchObject([REFUSED, REFUSED])
  })

  test('a reader asks the cloud to stop a share, and the share stays', async () => {
    const { as, image, pairsOf, share, operator } = await setUp()
    await share(TENANT)
    expect(await pairsOf(await as.unshare({ images: [image], projects: [TENANT] }))).toMatchObject([REFUSED])
    const { json } = await operator.call('POST', '/console/shares', {
      body: { images: [image], projects: [] },
    })
    expect(json.projects).toEqual([TENANT])
  })

  test('a reader asks the cloud to undo, and is refused pair by pair', async () => {
    const { as, pairsOf, share } = await setUp()
    const id = await share(TENANT)
    const { fingerprint } = (await as.get(`/console/jobs/${id}/undo`)).json
    const body = { fingerprint, reason: '' }
    expect(await pairsOf(await as.call('POST', `/console/jobs/${id}/undo`, { body }))).toMatchObject([
      REFUSED,
    ])
  })

  test('a reader asks the cloud to try again, and is refused pair by pair', async () => {
    const { as, pairsOf, share } = await setUp()
    const id = await share('fault-pair')
    expect(await pairsOf(await as.call('POST', `/console/jobs/${id}/retry`))).toMatchObject([REFUSED])
  })

  test('a reader reads the members again, as everybody in the project may', async () => {
    const { as, share } = await setUp()
    const id = await share('fault-pair')
    expect((await as.call('POST', `/console/jobs/${id}/recheck`)).status).toBe(200)
  })

  test('a reader who accepts an image is answered by the cloud', async () => {
    const { as, project, image } = await setUp()
    const body = { images: [image], project_id: project, status: 'accepted' }
    const { status, json } = await as.call('PUT', '/v1/cloudimages/members', { body })
    expect({ status, code: json.error.code }).toEqual({ status: 404, code: 'IMG.0027' })
  })

  test('a reader is refused a grant by the key service, in its words', async () => {
    const { as, operator } = await setUp()
    const { images } = (await operator.get('/console/images')).json
    const { keyId } = images.find(({ name }: { name: string }) => name === 'vault-base-custom-key')
    const body = { keyId, accounts: ['ef'.repeat(16)] }
    const { status, json } = await as.call('POST', '/console/grants', { body })
    expect({ status, code: json.code }).toEqual({ status: 403, code: 'KMS.0307' })
  })

  test('a reader may not write the recipient book, as no cloud can be asked about it', async () => {
    const { as } = await setUp()
    const entry = { id: TENANT, name: 'x', accountId: '', owner: '', notes: '', groups: [] }
    for (const { status, json } of [
      await as.call('PUT', `/console/recipients/${TENANT}`, { body: entry }),
      await as.call('DELETE', `/console/recipients/${TENANT}`),
      await as.call('POST', '/console/recipients/import', { body: { entries: [entry] } }),
    ]) {
      expect({ status, code: json.code }).toEqual({ status: 403, code: 'CONSOLE.READ_ONLY' })
      expect(json.detail).toBe('The role reader may look, and not change the recipient book.')
    }
  })
})

test('a setting names the roles that only look; without any, everybody may write the book', async () => {
  const entry = { id: TENANT, name: 'x', accountId: '', owner: '', notes: '', groups: [] }
  const open = await setUp({ readOnlyRoles: [] })
  expect((await open.as.get('/console/settings')).json.mayShare).toBe(true)
  expect((await open.as.call('PUT', `/console/recipients/${TENANT}`, { body: entry })).status).toBe(200)

  const strict = await setUp({ readOnlyRoles: ['reader', 'ims_adm'] })
  const { operator, image, pairsOf } = strict
  expect((await operator.get('/console/settings')).json.mayShare).toBe(false)
  // The guess is wrong here, and does no harm: the cloud takes the share.
  expect(await pairsOf(await operator.share({ images: [image], projects: [TENANT] }))).toMatchObject([
    { state: 'done' },
  ])
})

test.each([
  [['reader'], ['Reader'], false],
  [['reader'], ['reader', 'reader'], false],
  [['reader'], ['reader', 'member'], true],
  [['reader'], ['readers'], true],
  [['reader', 'auditor'], ['auditor', 'Reader'], false],
  [[], ['reader'], true],
  // A cloud that names no roles says nothing.
  [['reader'], [], true],
])('with %j set, somebody with %j may change something: %s', (readOnly, roles, may) => {
  expect(createRoles(readOnly).mayChange({ roles })).toBe(may)
})
