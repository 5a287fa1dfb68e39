import { expect, test } from 'vitest'
import type { World } from '#testing/harness'
import { openWorld } from '#testing/open-world'

const sum = (text: string, line: RegExp) =>
  text.split('\n').reduce((total, each) => total + (line.test(each) ? Number(each.split(' ').at(-1)) : 0), 0)

async function share(world: World, projects: string[]) {
  const { token } = await world.tokenFor('operator')
  const headers = { 'x-auth-token': token, 'content-type': 'application/json' }
  const { images } = await (await world.app.request('/console/images', { headers })).json()
  const image = images.find(
    (one: { obstacle: unknown; keyId: unknown; recipients: number }) =>
      !one.obstacle && !one.keyId && one.recipients === 0,
  )
  const body = JSON.stringify({ images: [image.id], projects })
  const answer = await world.app.request('/v1/cloudimages/members', { method: 'POST', headers, body })
  const { job_id } = await answer.json()
  await world.runner.idle()
  return { token, image: image.id as string, job: job_id as string, headers }
}

test('the metrics count what was done, and tell nothing about anybody', async () => {
  const world = await openWorld()
  const tenants = ['f'.repeat(32), 'e'.repeat(32), 'fault-pair']
  const { token, image, job } = await share(world, tenants)
  const response = await world.app.request('/metrics')
  expect(response.headers.get('content-type')).toContain('text/plain')
  const text = await response.text()
  expect(sum(text, /^image_share_pairs_settled_total\{result="done"\}/)).toBe(2)
  expect(sum(text, /^image_share_pairs_settled_total\{result="failed"\}/)).toBe(1)
  expect(sum(text, /^image_share_jobs_ended_total\{status="partial"\}/)).toBe(1)
  expect(sum(text, /^image_share_jobs\{/)).toBe(0)
  expect(sum(text, /^image_share_upstream_seconds_count\{call="POST batch",status="2xx"\}/)).toBe(1)
  expect(sum(text, /^image_share_upstream_seconds_count\{call="GET job",status="2xx"\}/)).toBeGreaterThan(0)
  expect(sum(text, /^image_share_poll_lag_seconds_count/)).toBeGreaterThan(0)
  expect(text).not.toContain('other')
  for (const secret of [token, image, job, 'golden', 'operator', ...tenants])
    expect(text).not.toContain(secret)
})

test('metrics count jobs that have not ended by status, and answers of the cloud by class', async () => {
  const world = await openWorld()
  await share(world, ['fault-503'])
  world.clock.hold()
  const { token } = await world.tokenFor('operator')
  const headers = { 'x-auth-token': token, 'content-type': 'application/json' }
  const { images } = await (await world.app.request('/console/images', { headers })).json()
  await world.app.request('/v1/cloudimages/members', {
    method: 'POST',
    headers,
    body: JSON.stringify({ images: [images[0].id], projects: ['f'.repeat(32)] }),
  })
  const text = await (await world.app.request('/metrics')).text()
  expect(sum(text, /^image_share_jobs\{/)).toBe(1)
  expect(sum(text, /^image_share_upstream_seconds_count\{call="POST batch",status="5xx"\}/)).toBeGreaterThan(
    1,
  )
})

test('the cloud is asked no more often with more viewers, as they read the store', async () => {
  const world = await openWorld()
  const { headers, job } = await share(world, ['f'.repeat(32)])
  const asked = async () =>
    sum(await (await world.app.request('/metrics')).text(), /^image_share_upstream_seconds_count/)
  const before = await asked()
  for (let viewer = 0; viewer < 100; viewer += 1)
    for (const path of [
      '/console/jobs/changes?since=0',
      `/console/jobs/${job}`,
      `/console/jobs/${job}/pairs`,
    ]) {
      const { status } = await world.app.request(path, { headers })
      expect([path, status]).toEqual([path, 200])
    }
  expect(await asked()).toBe(before)
})

test('a gateway is ready until it stops, and alive to the end', async () => {
  const world = await openWorld()
  const status = async (path: string) => {
    const response = await world.app.request(path)
    return [response.status, (await response.json()).status]
  }
  expect(await status('/readyz')).toEqual([200, 'ready'])
  await world.drain()
  expect(await status('/readyz')).toEqual([503, 'stopping'])
  expect(await status('/healthz')).toEqual([200, 'ok'])
})
