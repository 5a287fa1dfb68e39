import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { createTestClock } from '#testing/clock'
import { CloudFailure } from './driver.ts'
import { createUpstream, path } from './upstream.ts'

const schema = z.object({ images: z.array(z.object({ id: z.string() })) })

function setUp(answer: (request: Request) => Promise<Response>) {
  const clock = createTestClock(Date.UTC(2026, 10, 24))
  const send = createUpstream({ fetch: answer, clock, timeoutMs: 30_000 })
  const list = (signal?: AbortSignal) =>
    send({
      name: 'list images',
      method: 'GET',
      url: 'http://cloud.test/v2/cloudimages',
      token: 'secret',
      schema,
      signal,
    })
  return { clock, list }
}

test('sends the token, asks for JSON, follows no redirect', async () => {
  let sent: Request | undefined
  const { list } = setUp(async (request) => {
    sent = request
    return Response.json({ images: [] }, { headers: { 'x-request-id': 'r1' } })
  })
  expect(await list()).toMatchObject({ data: { images: [] }, requestId: 'r1' })
  expect(sent?.headers.get('x-auth-token')).toBe('secret')
  expect(sent?.headers.get('accept')).toBe('application/json')
  expect(sent?.redirect).toBe('manual')
})

describe('fails with', () => {
  const failure = async (answer: () => Promise<Response>) => {
    const error = await setUp(answer)
      .list()
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(CloudFailure)
    return error as CloudFailure
  }

  test('the code, words and request ID of the cloud', async () => {
    expect(
      await failure(async () =>
        Response.json({ error: { code: 'IMG.0026', message: 'No <b>permission</b>.' } }, { status: 403 }),
      ),
    ).toMatchObject({ call: 'list images', status: 403, code: 'IMG.0026', message: 'No permission .' })
    expect(
      await failure(async () =>
        Response.json({ error_code: 'APIGW.0308', error_msg: 'slow', request_id: 'r2' }, { status: 429 }),
      ),
    ).toMatchObject({ code: 'APIGW.0308', requestId: 'r2' })
  })
  test('the status in place of a sentence', async () => {
    const body = { message: 'No.', code: '403 Forbidden', title: 'Forbidden' }
    expect(await failure(async () => Response.json(body, { status: 403 }))).toMatchObject({ code: '403' })
  })
  test.each([
    ['7', 7000],
    ['Tue, 24 Nov 2026 00:01:00 GMT', 60_000],
    ['Mon, 23 Nov 2026 00:01:00 GMT', 0],
    ['soon', null],
  ])('Retry-After %s as %s ms', async (value, ms) => {
    const headers = { 'retry-after': value }
    expect(await failure(async () => new Response('', { status: 503, headers }))).toMatchObject({
      retryAfterMs: ms,
    })
  })
  test('Retry-After as a date by the clock that wrote it', async () => {
    const headers = {
      date: 'Tue, 24 Nov 2026 05:00:00 GMT',
      'retry-after': 'Tue, 24 Nov 2026 05:00:30 GMT',
    }
    expect(await failure(async () => new Response('', { status: 503, headers }))).toMatchObject({
      retryAfterMs: 30_000,
    })
  })
  test('a redirect as an answer that nobody can read', async () => {
    const headers = { location: 'http://elsewhere.test/' }
    expect(await failure(async () => new Response('', { status: 302, headers }))).toMatchObject({
      status: 502,
      code: 'CONSOLE.UNREADABLE',
      message: expect.stringContaining('"list images" is a redirect'),
    })
  })
  test('the call and the place when an answer is not understood', async () => {
    expect(await failure(async () => Response.json({ images: [{ id: 7 }] }))).toMatchObject({
      status: 502,
      code: 'CONSOLE.UNREADABLE',
      message: expect.stringMatching(/"list images".*images\.0\.id/),
    })
    expect(await failure(async () => new Response('<html>'))).toMatchObject({ code: 'CONSOLE.UNREADABLE' })
  })
  test('the size of an answer that would fill the memory, and reads no further', async () => {
    let made = 0
    const endless = () =>
      new ReadableStream({
        pull(controller) {
          made += 1
          controller.enqueue(new Uint8Array(1024 * 1024))
        },
      })
    for (const status of [200, 500])
      expect(await failure(async () => new Response(endless(), { status }))).toMatchObject({
        code: 'CONSOLE.UNREADABLE',
        message: 'The cloud\'s answer to "list images" is larger than 64 MB.',
      })
    expect(made).toBeLessThan(2 * 70)
    const claims = { headers: { 'content-length': String(1e12) } }
    expect(await failure(async () => new Response('{}', claims))).toMatchObject({ status: 502 })
  })
  test('status 0 when nothing comes, within the time limit', async () => {
    expect(await failure(() => new Promise(() => {}))).toMatchObject({
      status: 0,
      code: 'CONSOLE.UNREACHABLE',
      message: 'No answer within 30 s.',
    })
  })
  test('the reason behind a broken connection', async () => {
    const error = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })
    expect(await failure(() => Promise.reject(error))).toMatchObject({
      status: 0,
      message: 'fetch failed: connect ECONNREFUSED',
    })
  })
  test('no token in its words, even if the cloud repeats it', async () => {
    const echo = { error: { code: 'IMG.0087', message: 'The token secret is wrong.' } }
    expect((await failure(async () => Response.json(echo, { status: 400 }))).message).not.toContain('secret')
    expect((await failure(() => Promise.reject(new Error('bad header secret')))).message).not.toContain(
      'secret',
    )
  })
})

test('an aborted call rejects with the reason of its signal', async () => {
  const over = new AbortController()
  const { list } = setUp(
    (request) =>
      new Promise((_, reject) => {
        request.signal.addEventListener('abort', () => reject(new Error('aborted')))
        over.abort(new Error('stopping'))
      }),
  )
  await expect(list(over.signal)).rejects.toThrow('stopping')
  await expect(list(over.signal)).rejects.toThrow('stopping')
})

test('a value is one segment of a path, whatever it contains', () => {
  expect(path`/v2/images/${'a/b?c#d'}/members`).toBe('/v2/images/a%2Fb%3Fc%23d/members')
  expect(new URL(path`/v1/x/${'..'}/y`, 'http://cloud.test').pathname).toBe('/v1/x/-/y')
})

describe('whether a failed call was certainly not carried out', () => {
  const json = (status: number) => () => Response.json({ code: status, message: 'No.' }, { status })
  const page = (status: number) => () => new Response('<html>No.</html>', { status })
  const isDefinite = async (answer: () => Response | Error) => {
    const fetch = async () => {
      const met = answer()
      if (met instanceof Error) throw met
      return met
    }
    const error = await setUp(fetch)
      .list()
      .catch((thrown: unknown) => thrown)
    return (error as CloudFailure).isDefinite
  }
  const cut = () =>
    new Response(new ReadableStream({ start: (body) => body.error(new Error('cut')) }), { status: 400 })

  test.each([401, 403, 429])('%i tells that it was not, whoever says so', async (status) => {
    expect([await isDefinite(json(status)), await isDefinite(page(status))]).toEqual([true, true])
  })
  test.each([400, 404, 409, 413, 422])('%i tells so in the words of the API alone', async (status) => {
    expect([await isDefinite(json(status)), await isDefinite(page(status))]).toEqual([true, false])
  })
  // A gateway before the API writes a time-out as JSON, too.
  test.each([302, 408, 500, 502, 503, 504])('%i leaves that open', async (status) => {
    expect([await isDefinite(json(status)), await isDefinite(page(status))]).toEqual([false, false])
  })
  test('a broken connection, an answer that is cut and one that is not understood leave it open', async () => {
    const notUnderstood = () => Response.json({ images: 'none' })
    const answers = [() => new Error('socket hang up'), cut, notUnderstood]
    expect(await Promise.all(answers.map(isDefinite))).toEqual([false, false, false])
  })
})
