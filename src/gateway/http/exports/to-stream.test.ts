import { get } from 'node:http'
import { expect, test } from 'vitest'
import { listen } from '../../listen.ts'
import { toStream } from './to-stream.ts'

/** Endless text that records how much was produced, and whether it was told to stop. */
function endless() {
  let stop = () => {}
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  const seen = { made: 0, stopped: false }
  async function* chunks() {
    try {
      for (;;) {
        seen.made += 1
        yield `${seen.made};`
      }
    } finally {
      seen.stopped = true
      stop()
    }
  }
  return { seen, stopped, chunks: chunks() }
}
const turns = async (n: number) => {
  for (let turn = 0; turn < n; turn += 1) await new Promise(setImmediate)
}

test('nothing is produced ahead of a client that does not read', async () => {
  const { seen, chunks } = endless()
  const reader = toStream(chunks, () => {}).getReader()
  await reader.read()
  await turns(50)
  expect(seen.made).toBeLessThanOrEqual(3)
})

test('producing stops when the client goes away', async () => {
  const { seen, chunks } = endless()
  const reader = toStream(chunks, () => {}).getReader()
  await reader.read()
  await reader.cancel()
  expect(seen.stopped).toBe(true)
})

test('producing stops when the connection of a client breaks', async () => {
  const { seen, stopped, chunks } = endless()
  const fetch = () => new Response(toStream(chunks, () => {}))
  const server = await listen({ fetch, host: '127.0.0.1', port: 0 })
  const request = get({ host: '127.0.0.1', port: server.port }, (response) =>
    response.once('data', () => request.destroy()),
  )
  request.on('error', () => {})
  await stopped
  expect(seen.made).toBeGreaterThan(0)
  await server.close()
})

test('other work gets its turn between any two chunks', async () => {
  const { seen, chunks } = endless()
  const reader = toStream(chunks, () => {}).getReader()
  let counting = true
  let others = 0
  const count = () => {
    others += 1
    if (counting) setImmediate(count)
  }
  setImmediate(count)
  for (let n = 0; n < 100; n += 1) await reader.read()
  counting = false
  await reader.cancel()
  expect(others).toBeGreaterThanOrEqual(seen.made - 2)
})

test('an error in the middle breaks the answer off and is reported', async () => {
  const fault = new Error('the disk is gone')
  async function* broken() {
    yield 'first'
    throw fault
  }
  const reported: unknown[] = []
  const stream = toStream(broken(), (error) => reported.push(error))
  await expect(new Response(stream).text()).rejects.toBe(fault)
  expect(reported).toEqual([fault])
})
