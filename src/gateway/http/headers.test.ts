import { expect, test } from 'vitest'
import { downloads } from '#contract/downloads'
import type { Endpoint } from '#contract/endpoint'
import { endpoints } from '#contract/endpoints'
import { HEADERS, type Header } from '#contract/headers'
import { browserOf } from '#testing/browser-client'
import { openWorld } from '#testing/open-world'
import { jobCalls } from './routes/cloudimages.ts'
import { readHeaders } from './routes/read-headers.ts'

/**
 * `/openapi.json` documented the headers of a submission on eight calls that ignore them, whose page a call
 * comes from on one that never looks, and lacked the header of a stop that takes key grants back.
 */
const calls: Record<string, Pick<Endpoint, 'path'> & Partial<Pick<Endpoint, 'method'>>> = {
  ...endpoints,
  ...jobCalls,
  ...downloads,
}

/** A browser's own headers are not the console's. */
const OURS = new Set<string>(Object.values(HEADERS))

test('every call reads exactly the headers that the description of the API documents for it', async () => {
  const world = await openWorld()
  const browser = browserOf(world)
  const { paths } = (await browser.get('/openapi.json')).json
  for (const [name, { method = 'GET', path }] of Object.entries(calls)) {
    await browser.signIn('operator')
    const read = new Set<string>()
    const request = new Request(`http://127.0.0.1${path.replace(/\{\w+\}/g, 'abc')}?format=csv&since=0`, {
      method,
      headers: {
        'x-console': '1',
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        cookie: browser.cookie() ?? '',
      },
      ...(method !== 'GET' && { body: '{}' }),
    })
    const { headers } = request
    const get = headers.get.bind(headers)
    headers.get = (header) => {
      read.add(header.toLowerCase())
      return get(header)
    }
    await (await world.app.request(request)).text()
    const parameters: { name: string; in: string }[] = paths[path][method.toLowerCase()].parameters
    const documented = parameters.filter((parameter) => parameter.in === 'header')
    expect({ name, reads: [...read].filter((header) => OURS.has(header)).sort() }).toEqual({
      name,
      reads: documented.map((parameter) => parameter.name).sort(),
    })
  }
})

test('every documented header has words and a schema', async () => {
  const world = await openWorld()
  const { paths } = (await browserOf(world).get('/openapi.json')).json
  const { parameters } = paths['/v1/cloudimages/members'].delete
  expect(parameters).toContainEqual({
    name: 'x-revoke-grants',
    in: 'header',
    description: expect.stringMatching(/grants/),
    schema: { type: 'string', enum: ['1'] },
  })
  for (const parameter of parameters)
    expect(parameter).toMatchObject({ description: expect.any(String), schema: { type: 'string' } })
})

test('a header that a call does not name cannot be read', () => {
  const sent = new Headers({ 'x-make-shared': '1', 'x-share-reason': 'Release%2042' })
  const headers: readonly ('reason' & Header)[] = ['reason']
  const read = readHeaders({ headers }, sent)
  expect(read).toEqual({ reason: 'Release 42' })
  // @ts-expect-error The call does not name it.
  expect(read.makeShared).toBeUndefined()
})
