import { expect, test } from 'vitest'
import { createTestCloud, ORIGIN } from './test-client.ts'

type Version = { id: string; status: string; links: { rel: string; href: string }[] }

async function ask(path: string) {
  const response = await createTestCloud().send('GET', path)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('the root tells of identity and images in the one form that all clients understand', async () => {
  const { status, body } = await ask('/')
  expect(status).toBe(300)
  const { values } = body.versions as { values: Version[] }
  const links = values.map(({ id, links }) => [id.slice(0, 2), links[0]?.href])
  expect(new Map(links as [string, string][])).toEqual(
    new Map([
      ['v3', `${ORIGIN}/v3/`],
      ['v2', `${ORIGIN}/v2/`],
    ]),
  )
  expect(values.filter(({ status }) => /stable|CURRENT/.test(status)).map(({ id }) => id)).toEqual([
    'v3.14',
    'v2.7',
  ])
})

test.each([
  ['/versions', 200],
  ['/v2', 300],
  ['/v2/', 300],
])('%s tells of images as Glance does', async (path, expected) => {
  const { status, body } = await ask(path)
  expect(status).toBe(expected)
  expect((body.versions as Version[]).every(({ links }) => links[0]?.href === `${ORIGIN}/v2/`)).toBe(true)
})

test.each(['/v3', '/v3/'])('%s tells of identity', async (path) => {
  expect(await ask(path)).toMatchObject({ status: 200, body: { version: { id: 'v3.14', status: 'stable' } } })
})

test('a schema describes what a call answers; one that is not there is told', async () => {
  const { operator, send } = createTestCloud()
  const { get, imageNamed } = await operator()
  type Schema = { properties: Record<string, { type: unknown }>; additionalProperties: unknown }
  const image = await get<Schema>('/v2/schemas/image')
  const shown = await get<object>(`/v2/images/${(await imageNamed('rocky-9.6-2026.11')).id}`)
  for (const [name, value] of Object.entries(shown)) {
    const type = image.properties[name]?.type ?? (image.additionalProperties as { type: string }).type
    const found = Array.isArray(value) ? 'array' : typeof value
    expect([type].flat(), name).toContain(found === 'number' ? 'integer' : found)
  }
  for (const name of ['images', 'members'])
    expect(Object.keys((await get<Schema>(`/v2/schemas/${name}`)).properties)).toContain(name)
  expect((await send('GET', '/v2/schemas/constructor')).status).toBe(404)
})
