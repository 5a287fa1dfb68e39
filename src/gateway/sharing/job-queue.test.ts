import { expect, test } from 'vitest'
import type { QueuedJob } from '../store/runs.ts'
import { createJobQueue } from './job-queue.ts'

/** A queue whose jobs end when the test says so. */
function createQueue() {
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const queue = createJobQueue(({ id }) => {
    started.push(id)
    return new Promise((resolve) => ends.set(id, resolve))
  })
  const add = (id: string, ...images: string[]) => queue.add({ id, projectId: 'golden', images })
  const end = async (id: string) => {
    ends.get(id)?.()
    await new Promise(setImmediate)
  }
  return { queue, started, add, end }
}

test('jobs with different images run together, jobs with the same image one after the other', async () => {
  const { started, add, end } = createQueue()
  add('a', '1')
  add('b', '1', '2')
  add('c', '3')
  expect(started).toEqual(['a', 'c'])
  await end('a')
  expect(started).toEqual(['a', 'c', 'b'])
})

test('a job that waits for an image is not overtaken by a later one with the same image', async () => {
  const { started, add, end } = createQueue()
  add('a', '1')
  add('b', '1', '2')
  add('c', '2')
  expect(started).toEqual(['a'])
  await end('a')
  expect(started).toEqual(['a', 'b'])
  await end('b')
  expect(started).toEqual(['a', 'b', 'c'])
})

test('one project runs four jobs at a time, another is not held up by it', async () => {
  const { queue, started, add, end } = createQueue()
  for (const id of ['a', 'b', 'c', 'd', 'e']) add(id, id)
  queue.add({ id: 'x', projectId: 'other', images: ['a'] } satisfies QueuedJob)
  expect(started).toEqual(['a', 'b', 'c', 'd', 'x'])
  await end('b')
  expect(started.at(-1)).toBe('e')
})

test('idle when nothing runs; stop lets running jobs return and starts no other', async () => {
  const { queue, started, add, end } = createQueue()
  await queue.idle()
  add('a', '1')
  add('b', '1')
  let stopped = false
  const stop = queue.stop().then(() => {
    stopped = true
  })
  await new Promise(setImmediate)
  expect(stopped).toBe(false)
  await end('a')
  await stop
  expect(started).toEqual(['a'])
})
