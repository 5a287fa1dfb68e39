import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { type AccessEvent, accessEvent } from '#contract/access'
import { isMember, outcomeAt } from '#contract/pair'
import { clientOf } from '#testing/api-client'
import { createWorld } from '#testing/harness'

const world = await createWorld()
afterAll(world.close)
const { token } = await world.tokenFor('operator')
const client = () => clientOf(world, token)

const { images } = (await client().get('/console/images')).json
const named = (name: string): string => images.find((each: { name: string }) => each.name === name).id
const [ROCKY, UBUNTU] = [named('rocky-9.6-2026.11'), named('ubuntu-24.04-lts-2026.10')]
const NEW = 'ab'.repeat(16)

const toEvents = (text: string): AccessEvent[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => accessEvent.parse(JSON.parse(line)))

/** Who has each image of an answer. */
function membersIn(events: readonly AccessEvent[]): Map<string, string[]> {
  const recipients: string[] = []
  const rows = new Map<string, string[]>()
  for (const event of events) {
    if (event.kind !== 'row') continue
    recipients.push(...(event.recipients ?? []))
    rows.set(
      event.image,
      recipients.filter((_, at) => isMember(outcomeAt(event.outcomes, at))),
    )
  }
  return rows
}

const get = async (query = '', encoding = '') => {
  const request = new Request(`http://127.0.0.1/console/access${query}`, {
    headers: { 'x-auth-token': token, ...(encoding && { 'accept-encoding': encoding }) },
  })
  return world.app.fetch(request)
}

describe('GET /console/access', () => {
  test('tells who has which image, line by line', async () => {
    const answer = await get()
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
    expect(answer.headers.get('x-accel-buffering')).toBe('no')
    const events = toEvents(await answer.text())
    expect([events[0]?.kind, events.at(-1)?.kind]).toEqual(['begin', 'end'])
    const rows = membersIn(events)
    expect(events[0]).toEqual({ kind: 'begin', images: rows.size })
    for (const { id, recipients } of images)
      if (rows.has(id)) expect(rows.get(id)).toHaveLength(recipients)
      else expect(recipients).toBe(0)
  })

  test('tells since when, if it is asked to', async () => {
    const events = toEvents(await (await get('?since=true')).text())
    const row = events.find((event) => event.kind === 'row' && event.image === UBUNTU)
    const members = membersIn(events).get(UBUNTU) ?? []
    expect(row).toMatchObject({ since: members.map(() => expect.any(Number)) })
  })

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('is the same compressed with %s', async (encoding, decompress) => {
    const plain = membersIn(toEvents(await (await get()).text()))
    const answer = await get('', encoding)
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    const text = decompress(Buffer.from(await answer.arrayBuffer())).toString()
    expect(membersIn(toEvents(text))).toEqual(plain)
  })

  test('is refused to somebody who is not signed in, and with a parameter that makes no sense', async () => {
    expect((await clientOf(world).call('GET', '/console/access')).status).toBe(401)
    expect((await client().call('GET', '/console/access?since=perhaps')).status).toBe(400)
  })
})

const rowsOf = async (body: object) => {
  const { status, text } = await client().call('POST', '/console/access/rows', { body })
  expect(status).toBe(200)
  return toEvents(text)
}

const exported = async () => {
  const { json, headers } = await client().get('/console/access/export?format=json')
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="access-\d{4}-\d\d-\d\d\.json"$/)
  return json as Record<string, string | null>[]
}

/** Shares through the console, and answers the job. */
async function share(projects: string[], method = 'POST') {
  const body = { images: [ROCKY], projects }
  const { json } = await client().call(method, '/v1/cloudimages/members', {
    body,
    headers: { 'x-reason': 'CHG-1' },
  })
  await world.runner.idle()
  return json.job_id as string
}

const provenanceOf = async (body: { images: string[]; projects: string[] }) =>
  (await client().call('POST', '/console/access/provenance', { body })).json

describe('POST /console/access/rows and /provenance', () => {
  test('a share is in its row, and through its job', async () => {
    expect(membersIn(await rowsOf({ images: [ROCKY], fresh: true })).get(ROCKY)).toEqual([])
    const id = await share([NEW])
    expect(membersIn(await rowsOf({ images: [ROCKY], fresh: true })).get(ROCKY)).toEqual([NEW])
    const job = { id, reason: expect.any(String), user: expect.any(String), createdAt: expect.any(Number) }
    const pair = { image: ROCKY, project: NEW, job: 0, at: expect.any(Number) }
    for (const asked of [
      { images: [ROCKY], projects: [] },
      { images: [], projects: [NEW] },
      { images: [ROCKY], projects: [NEW] },
    ])
      expect(await provenanceOf(asked)).toEqual({ jobs: [job], pairs: [pair] })
  })

  test('what was there before the console, or was stopped, is not through a job', async () => {
    expect((await provenanceOf({ images: [UBUNTU], projects: [] })).pairs).toEqual([])
    await share([NEW], 'DELETE')
    await rowsOf({ images: [ROCKY], fresh: true })
    expect(await provenanceOf({ images: [ROCKY], projects: [] })).toEqual({ jobs: [], pairs: [] })
  })

  /* The console shares, somebody else takes away and shares anew: it is that person’s share, not the console’s. */
  test('what somebody else has shared anew is not through the console’s job', async () => {
    await share([NEW])
    const past = (method: string, path: string, body?: object) =>
      world.cloud.fetch(
        new Request(`http://cloud.test/v2/images/${ROCKY}/members${path}`, {
          method,
          headers: { 'x-auth-token': token },
          ...(body && { body: JSON.stringify(body) }),
        }),
      )
    expect((await past('DELETE', `/${NEW}`)).status).toBeLessThan(300)
    world.clock.advance(60_000)
    expect((await past('POST', '', { member: NEW })).status).toBeLessThan(300)
    await rowsOf({ images: [ROCKY], fresh: true })
    expect((await provenanceOf({ images: [ROCKY], projects: [] })).pairs).toEqual([])
  })

  test('the export has every pair that is shared, with its job', async () => {
    const id = await share([NEW, 'ef'.repeat(16)])
    await rowsOf({ images: [ROCKY], fresh: true })
    const rows = await exported()
    expect(rows.filter((row) => row.imageId === ROCKY && row.projectId !== NEW)).toEqual([
      {
        ...{ imageId: ROCKY, imageName: 'rocky-9.6-2026.11', projectId: 'ef'.repeat(16), projectName: '' },
        ...{ status: 'pending', since: expect.any(String), readAt: expect.any(String) },
        ...{ jobId: id, reason: '', sharedBy: 'operator', problem: null },
      },
    ])
    expect(rows.find((row) => row.imageId === ROCKY && row.projectId === NEW)?.jobId).toBeNull()
    expect(rows.filter((row) => row.imageId === UBUNTU)).toHaveLength(42)
    const { text } = await client().get('/console/access/export?format=csv')
    expect(text.trimEnd().split('\r\n')).toHaveLength(rows.length + 1)
  })
})
