import { expect } from 'vitest'
import type { World } from './harness.ts'

type Asked = Awaited<ReturnType<typeof shareRequest>>

/** A share that would be made, ready to be asked for. */
export async function shareRequest(world: World) {
  const who = await world.tokenFor('operator')
  const headers = { 'x-auth-token': who.token, 'content-type': 'application/json' }
  const { images } = await (await world.app.request('/console/images', { headers })).json()
  const { id: image } = images.find(
    (one: { obstacle: unknown; keyId: unknown; recipients: number }) =>
      !one.obstacle && !one.keyId && one.recipients === 0,
  )
  expect((await world.app.request('/readyz')).status).toBe(200)
  return { who, headers, image: image as string }
}

/** A share and `/readyz` say that the store cannot be used, and why; the cloud is asked to change nothing. */
export async function expectNothingSent(world: World, { who, headers, image }: Asked, why: RegExp) {
  const body = JSON.stringify({ images: [image], projects: ['f'.repeat(32)] })
  const share = await world.app.request('/v1/cloudimages/members', { method: 'POST', headers, body })
  const { error_code: code, error_msg: message } = await share.json()
  expect({ status: share.status, code, message }).toEqual({
    status: 503,
    code: 'CONSOLE.STORE',
    message: expect.stringMatching(why),
  })
  expect(message).toMatch(/Nothing was sent\.$/)
  const ready = await world.app.request('/readyz')
  expect([ready.status, (await ready.json()).status]).toEqual([503, expect.stringMatching(why)])
  expect(await world.driver.listMembers(who, image)).toEqual([])
}

/** The jobs cannot be read either. */
export async function expectUnreadable(world: World, { headers }: Asked) {
  const jobs = await world.app.request('/console/jobs', { headers })
  expect(await jobs.json()).toMatchObject({ status: 503, code: 'CONSOLE.STORE' })
}
