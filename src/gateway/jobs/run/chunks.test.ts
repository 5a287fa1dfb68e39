import { expect, test } from 'vitest'
import { createTestClock } from '#testing/clock'
import { type ChunkLimits, chunks } from './chunks.ts'

const clock = createTestClock()

/** Chunks of at most `size`; 9 is urgent. */
const limits = (size = 100): ChunkLimits<number> => ({
  size,
  lingerMs: 100,
  clock,
  urgent: (item) => item === 9,
})
const collect = async <T>(stream: AsyncIterable<T>) => {
  const all: T[] = []
  for await (const item of stream) all.push(item)
  return all
}

test('what comes within a moment is one chunk, a longer pause ends it', async () => {
  async function* stream() {
    yield* [1, 2]
    await clock.sleep(60)
    yield 3
    await clock.sleep(1000)
    yield* [4, 5]
  }
  expect(await collect(chunks(stream(), limits()))).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
})

test('the moment begins with the first item: a slow stream does not make it longer', async () => {
  async function* stream() {
    for (let n = 1; n <= 6; n += 1) {
      yield n
      await clock.sleep(40)
    }
  }
  const found = await collect(chunks(stream(), limits()))
  expect(found.flat()).toEqual([1, 2, 3, 4, 5, 6])
  expect(Math.max(...found.map((chunk) => chunk.length))).toBe(3)
})

test('an urgent item is not kept waiting, and takes along what is there', async () => {
  const seen: [number[], number][] = []
  const start = clock.now()
  async function* stream() {
    yield* [1, 9]
    await clock.sleep(60)
    yield 2
  }
  for await (const chunk of chunks(stream(), limits())) seen.push([chunk, clock.now() - start])
  expect(seen).toEqual([
    [[1, 9], 0],
    [[2], 60],
  ])
})

test('a chunk is never larger than asked for', async () => {
  async function* stream() {
    yield* [1, 2, 3, 4, 5]
  }
  expect(await collect(chunks(stream(), limits(2)))).toEqual([[1, 2], [3, 4], [5]])
})

test('nothing that came before an error is lost', async () => {
  async function* stream() {
    yield* [1, 2, 3]
    throw new Error('broken')
  }
  const seen: number[][] = []
  const reading = (async () => {
    for await (const chunk of chunks(stream(), limits(2))) seen.push(chunk)
  })()
  await expect(reading).rejects.toThrow('broken')
  expect(seen).toEqual([[1, 2], [3]])
})
