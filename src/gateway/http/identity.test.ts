import { expect, test } from 'vitest'
import { tokenBody } from '#ims/identity'
import { clientOf } from '#testing/api-client'
import { openWorld } from '#testing/open-world'

/* The catalog of the console's own sign-in led image clients to the console, which answered with its page. */
test('the sign-in of the console offers no service that the console does not serve', async () => {
  const client = clientOf(await openWorld())
  const user = { name: 'operator', password: 'operator', domain: { name: 'demo' } }
  const identity = { methods: ['password'], password: { user } }
  const body = { auth: { identity, scope: { project: { name: 'golden-images' } } } }
  const { json } = await client.call('POST', '/v3/auth/tokens', { body })
  expect(tokenBody.parse(json).token.catalog).toMatchObject([
    { type: 'identity', endpoints: [{ url: 'http://127.0.0.1:8080/v3' }] },
  ])
  for (const path of ['/v3', '/v3/'])
    expect((await client.get(path)).json).toMatchObject({ version: { status: 'stable' } })
})

/* Behind a proxy clients were sent to the address that the proxy asks, and a filter of a list was lost on the way. */
test('behind a proxy it tells the public address, and lists are narrowed as asked', async () => {
  const world = await openWorld({ door: { publicUrl: new URL('https://console.example/images/') } })
  const { token } = await world.tokenFor('operator')
  const { json } = await clientOf(world, token).get('/images/v3/auth/projects?name=acme-prod')
  expect(json.projects.map(({ name }: { name: string }) => name)).toEqual(['acme-prod'])
  expect(json.links.self).toBe('https://console.example/images/v3/auth/projects')
})
