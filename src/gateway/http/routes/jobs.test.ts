import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '#testing/api-client'
import { createWorld, type World } from '#testing/harness'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const NEW = 'ab'.repeat(16)

/** A signed-in user, and a job of theirs that has ended in part. */
async function begin() {
  const { token } = await world.tokenFor('operator')
  const client = clientOf(world, token)
  const { images } = (await client.get('/console/images')).json
  const image: string = images.find(({ name }: { name: string }) => name === 'rocky-9.6-2026.11').id
  const body = { images: [image], projects: [NEW, 'fault-pair'] }
  const { job_id: id } = (await client.call('POST', '/v1/cloudimages/members', { body })).json
  await world.runner.idle()
  return { client, id }
}

test('the picture of a job is answered once, and again only when the job has changed', async () => {
  const { client, id } = await begin()
  const { revision, rows } = (await client.get(`/console/jobs/${id}/picture`)).json
  expect(rows).toEqual(['df'])
  const again = await client.get(`/console/jobs/${id}/picture?since=${revision}`)
  expect(again.json).toEqual({ revision, rows: null })
  expect((await client.get('/console/jobs/none/picture')).status).toBe(404)
})

test('a failure is seen by the one who says so, and an undo says so, too', async () => {
  const { client, id } = await begin()
  const failed = async () => (await client.get('/console/jobs/changes?since=0')).json.failed
  const before = await failed()
  expect((await client.get('/console/jobs?seen=no')).json.jobs).toContainEqual(
    expect.objectContaining({ id }),
  )
  expect((await client.call('POST', `/console/jobs/${id}/seen`)).json).toMatchObject({ id, seen: true })
  expect(await failed()).toBe(before - 1)
  expect((await client.get('/console/jobs?seen=no')).json.jobs).not.toContainEqual(
    expect.objectContaining({ id }),
  )
  expect((await client.call('POST', '/console/jobs/none/seen')).status).toBe(404)

  const other = await begin()
  const { fingerprint } = (await client.get(`/console/jobs/${other.id}/undo`)).json
  await client.call('POST', `/console/jobs/${other.id}/undo`, { body: { fingerprint, reason: '' } })
  await world.runner.idle()
  expect((await client.get(`/console/jobs/${other.id}`)).json).toMatchObject({ seen: true })
})
