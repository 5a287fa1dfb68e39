import { expect, test } from 'vitest'
import { createTestClock } from '#testing/clock'
import { chunks } from './chunks.ts'

const collect = async <T>(stream: AsyncIterable<T>) => {
  const all: T[] = []
  for await (const item of stream) all.push(item)
  return all
}

test('what comes at once is one chunk, a pause ends it', async () => {
  const clock = createTestClock()
  async function* stream() {
    yield* [1, 2, 3]
    await clock.sleep(1000)
    yield* [4, 5]
  }
  expect(await collect(chunks(stream(), 100))).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
})

test('a chunk is never larger than asked for', async () => {
  async function* stream() {
    yield* [1, 2, 3, 4, 5]
  }
  expect(await collect(chunks(stream(), 2))).toEqual([[1, 2], [3, 4], [5]])
})

test('nothing that came before an error is lost', async () => {
  async function* stream() {
    yield* [1, 2, 3]
    throw new Error('broken')
  }
  const seen: number[][] = []
  const reading = (async () => {
    for await (const chunk of chunks(stream(), 2)) seen.push(chunk)
  })()
  await expect(reading).rejects.toThrow('broken')
  expect(seen).toEqual([[1, 2], [3]])
})
