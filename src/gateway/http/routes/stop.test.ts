import { afterEach, beforeEach, expect, test } from 'vitest'
import { evidencePath, exportPath } from '#contract/downloads'
import { clientOf } from '#testing/api-client'
import { createWorld, type World } from '#testing/harness'

const PROJECTS = ['9c61004714024f9586705d090530f9fa', 'fault-stall']

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.close())

const as = async (user: string) => clientOf(world, (await world.tokenFor(user)).token)

/** A job of the operator that does not end by itself. */
async function createStalledJob() {
  const operator = await as('operator')
  const { json } = await operator.get('/console/images')
  const image = json.images.find(({ name }: { name: string }) => name === 'rocky-9.6-2026.11')
  world.clock.hold()
  const { job_id: id } = (await operator.share({ images: [image.id], projects: PROJECTS })).json
  while (!(await operator.get(`/console/jobs/${id}`)).json.calls[0]?.cloudJobId)
    await new Promise(setImmediate)
  const path = `/console/jobs/${id}/stop`
  return { operator, id, path, stop: (client: typeof operator) => client.call('POST', path) }
}

test('a stop is answered at once, does no harm twice, and is in history, evidence and export', async () => {
  const { operator, id, stop } = await createStalledJob()
  for (const _ of [1, 2]) {
    const { status, json } = await stop(operator)
    expect(status).toBe(200)
    expect(json).toMatchObject({ id, endedAt: null, stop: { by: { name: 'operator' } } })
  }
  world.clock.release()
  await world.runner.idle()
  const [job] = (await operator.get('/console/jobs')).json.jobs
  expect(job).toMatchObject({ id, stop: { by: { name: 'operator' }, at: expect.any(Number) } })
  const evidence = (await operator.get(evidencePath(id))).json
  const stopped = { by: expect.objectContaining({ name: 'operator' }), at: expect.stringMatching(/^2026-/) }
  expect(evidence).toMatchObject({ job: { stopped }, attempts: [{ stop: stopped }] })
  const rows = (await operator.get(exportPath('json', {}))).json
  expect(rows).toHaveLength(2)
  for (const row of rows) expect(row).toMatchObject({ stoppedBy: 'operator', stoppedAt: stopped.at })
})

test('a job that has ended, or is of another project, is not stopped', async () => {
  const { operator, stop } = await createStalledJob()
  await stop(operator)
  world.clock.release()
  await world.runner.idle()
  const ended = await stop(operator)
  expect(ended).toMatchObject({ status: 409, json: { code: 'CONSOLE.ENDED' } })
  expect(ended.json.detail ?? ended.json.message).toContain('has ended already')
  expect((await operator.call('POST', `/console/jobs/${'0'.repeat(32)}/stop`)).status).toBe(404)
})

test('a colleague who may only look cannot stop the job of another; one who may share can', async () => {
  const { stop } = await createStalledJob()
  expect((await stop(await as('viewer'))).status).toBe(403)
  const { status, json } = await stop(await as('alice'))
  expect(status).toBe(200)
  expect(json.stop.by.name).toBe('alice')
})
