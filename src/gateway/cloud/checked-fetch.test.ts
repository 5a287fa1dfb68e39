import { expect, test } from 'vitest'
import { createCheckedFetch } from './checked-fetch.ts'
import { CloudFailure } from './driver.ts'

/*
 * An image service believes a token for minutes after it was revoked: a user who had been deleted at noon was still
 * sharing at five past, as the gateway asked nobody but the image service.
 */

function setUp(check: (token: string) => Promise<unknown>) {
  const sent: string[] = []
  const clock = { now: 0 }
  const fetch = createCheckedFetch({
    async fetch({ method, url }) {
      sent.push(`${method} ${new URL(url).pathname}`)
      return Response.json({})
    },
    check,
    now: () => clock.now,
  })
  const send = (method: string, path: string, token: string | null = 'token') =>
    fetch(
      new Request(`http://cloud.test${path}`, { method, headers: token ? { 'x-auth-token': token } : {} }),
    )
  return { send, sent, clock }
}

const MEMBERS = '/v2/images/i/members'

test('changes are sent with a token that is valid, each after its check', async () => {
  const asked: string[] = []
  const { send, sent } = setUp(async (token) => asked.push(token))
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) await send(method, MEMBERS)
  expect(asked).toHaveLength(4)
  expect(sent).toHaveLength(4)
})

test('no change is sent with a token that the cloud does not know', async () => {
  const { send, sent } = setUp(async () => {
    throw new CloudFailure('check token', 401, 'APIGW.0301', 'gone')
  })
  const answer = await send('POST', MEMBERS)
  expect([answer.status, await answer.json()]).toEqual([401, { error_code: 'APIGW.0301', error_msg: 'gone' }])
  expect(sent).toEqual([])
})

test('no change is sent while nobody can say whether the token is valid: the answer says that nothing was sent', async () => {
  const { send, sent } = setUp(async () => {
    throw new CloudFailure('check token', 503, 'APIGW.0201', 'down')
  })
  const answer = await send('DELETE', MEMBERS)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1'])
  expect(sent).toEqual([])
})

test('no change is sent whose check took long: the lease that allowed it may have ended meanwhile', async () => {
  const { send, sent, clock } = setUp(async () => {
    clock.now += 1001
  })
  expect((await send('POST', MEMBERS)).status).toBe(429)
  expect(sent).toEqual([])
})

test('reads, sign-ins and the check itself need none', async () => {
  const { send, sent } = setUp(async () => {
    throw new CloudFailure('check token', 401, 'APIGW.0301', 'gone')
  })
  await send('GET', MEMBERS)
  await send('POST', '/v3/auth/tokens', null)
  await send('POST', '/v3/auth/tokens')
  await send('DELETE', '/v3/auth/tokens')
  expect(sent).toHaveLength(4)
})
