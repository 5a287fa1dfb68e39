import { expect, test } from 'vitest'
import { IMAGE_FAULTS, RECIPIENT_FAULTS, type RecipientFault, type RecipientFaultName } from './faults.ts'
import { createTestCloud, ORIGIN } from './test-client.ts'

const FOREIGN = 'f'.repeat(32)
const PATH = '/v1/cloudimages/members'
const PACE = { initMs: 100, baseMs: 100, perPairMs: 10 }

async function withFault(name: RecipientFaultName) {
  const world = createTestCloud({ pace: PACE })
  const operator = await world.operator()
  const { id } = await operator.imageNamed('rocky-9.6-2026.11')
  const projects = ['e'.repeat(32), name, FOREIGN]
  const memberIds = async () => (await operator.members(id)).map((member) => member.member_id)
  return { ...world, ...operator, image: id, projects, body: { images: [id], projects }, memberIds }
}

const refusing = Object.entries(RECIPIENT_FAULTS as Record<RecipientFaultName, RecipientFault>)
  .filter(([name, fault]) => fault.refuses && name !== 'fault-throttle')
  .map(([name, fault]) => [name as RecipientFaultName, fault.refuses] as const)

test.each(refusing)('%s refuses every member call, and nothing is changed', async (name, fault) => {
  const { request, image, body, memberIds } = await withFault(name)
  const native = `/v2/images/${image}/members`
  for (const response of [
    await request('POST', PATH, body),
    await request('DELETE', PATH, body),
    await request('POST', native, { member: name }),
    await request('DELETE', `${native}/${name}`),
  ]) {
    expect(response.status).toBe(fault?.status)
    expect(await response.text()).toContain(fault?.code)
  }
  expect(await memberIds()).toEqual([])
})

test('fault-throttle refuses two calls with the same images, then works', async () => {
  const { request, body, imageNamed } = await withFault('fault-throttle')
  const statuses: number[] = []
  for (let call = 0; call < 4; call++) {
    const response = await request('POST', PATH, body)
    statuses.push(response.status)
    expect(response.headers.get('retry-after')).toBe(call < 2 ? '2' : null)
  }
  expect(statuses).toEqual([429, 429, 200, 200])
  const other = { ...body, images: [(await imageNamed('sles-15-sp7-sap')).id] }
  expect((await request('POST', PATH, other)).status).toBe(429)
  expect((await request('DELETE', PATH, body)).status).toBe(429)
})

test('fault-hang never answers before the client gives up', async () => {
  const { cloud, token, body, memberIds } = await withFault('fault-hang')
  const client = new AbortController()
  const call = cloud.fetch(
    new Request(ORIGIN + PATH, {
      method: 'POST',
      headers: { 'x-auth-token': token },
      body: JSON.stringify(body),
      signal: client.signal,
    }),
  )
  let settled = false
  const outcome = call.catch((reason: unknown) => reason).finally(() => (settled = true))
  expect(await memberIds()).toEqual([])
  expect(settled).toBe(false)
  client.abort(new Error('gave up'))
  expect(await outcome).toEqual(new Error('gave up'))
})

test('fault-pair fails its own pairs and no others, both ways', async () => {
  const { finish, image, projects, memberIds } = await withFault('fault-pair')
  const added = await finish('POST', [image], projects)
  expect([added.status, added.error_code]).toEqual(['FAIL', 'IMG.0112'])
  expect(added.entities?.results?.map((one) => one.status)).toEqual(['success', 'fail', 'success'])
  expect(await memberIds()).toEqual(['e'.repeat(32), FOREIGN])
  expect((await finish('DELETE', [image], projects)).error_code).toBe('IMG.0113')
  expect(await memberIds()).toEqual([])
})

test('fault-lose-job does its work, and is never found', async () => {
  const { clock, request, project, submit, image, projects, memberIds } = await withFault('fault-lose-job')
  const id = await submit('POST', [image], projects)
  clock.now += 1000
  for (const path of [`/v1/${project}/jobs/${id}`, `/v1/cloudimages/job/${id}`]) {
    const response = await request('GET', path)
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'IMG.0023' } }])
  }
  expect(await memberIds()).toHaveLength(3)
})

test('fault-stall never gets past its recipient', async () => {
  const { clock, finish, job, image, projects, memberIds } = await withFault('fault-stall')
  const { job_id } = await finish('POST', [image], projects)
  clock.now += 23 * 60 * 60 * 1000
  const { status, end_time, entities } = await job(job_id)
  expect([status, end_time, entities?.results?.length]).toEqual(['RUNNING', '', 1])
  expect(await memberIds()).toEqual(['e'.repeat(32)])
})

test('fault-lie claims success for a recipient that is not there', async () => {
  const { finish, image, projects, memberIds } = await withFault('fault-lie')
  const { status, entities } = await finish('POST', [image], projects)
  expect([status, entities?.results?.map((one) => one.status)]).toEqual([
    'SUCCESS',
    ['success', 'success', 'success'],
  ])
  expect(await memberIds()).toEqual(['e'.repeat(32), FOREIGN])
})

test('fault-no-results answers without results', async () => {
  const { finish, image, projects, memberIds } = await withFault('fault-no-results')
  expect(await finish('POST', [image], projects)).toMatchObject({ status: 'SUCCESS', entities: {} })
  expect((await finish('POST', [image], projects)).entities?.results).toBeUndefined()
  expect(await memberIds()).toHaveLength(3)
})

test('fault-unknown-status is PAUSED before SUCCESS', async () => {
  const { clock, submit, job, image, projects } = await withFault('fault-unknown-status')
  const id = await submit('POST', [image], projects)
  const seen: string[] = []
  for (let ms = 0; ms < 240; ms += 10, clock.now += 10) seen.push((await job(id)).status)
  expect([...new Set(seen)]).toEqual(['INIT', 'RUNNING', 'PAUSED', 'SUCCESS'])
})

test('fault-slow takes ten times as long', async () => {
  const { clock, submit, job, image, projects } = await withFault('fault-slow')
  const id = await submit('POST', [image], projects)
  clock.now += 2299
  expect((await job(id)).status).toBe('RUNNING')
  clock.now += 1
  expect((await job(id)).status).toBe('SUCCESS')
})

test.each(Object.entries(IMAGE_FAULTS))('image %s answers its status', async (id, { status, code }) => {
  const { request } = await createTestCloud().operator()
  for (const path of [`/v2/images/${id}`, `/v2/images/${id}/members`]) {
    const response = await request('GET', path)
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(code)
  }
  expect(id).toContain(String(status))
})
