import { expect, test } from 'vitest'
import { newJob } from '#testing/new-job'
import { nextActor } from '#testing/next-actor'
import { openTestStore } from '#testing/stores'
import type { Store } from '../database.ts'

/** The job at the front of the line, as this gateway sees it. */
async function front(store: Store) {
  const [job] = await store.leases.open()
  if (!job) throw new Error('the line is empty')
  return job
}

test('the line is in the order of submissions; another attempt goes to its end', async () => {
  const store = await openTestStore(() => 1000)
  for (const id of ['a', 'b'])
    await store.requests.create(
      newJob({
        id,
        images: [
          { id: 'image-a', name: '' },
          { id: 'image-b', name: '' },
        ],
      }),
    )
  const { seq } = await store.runs.load('a')
  await store.runs.begin(seq)
  const { open } = await store.runs.load('a')
  await store.runs.savePairs(
    seq,
    open.map((pair) => ({ ...pair, state: 'failed' })),
  )
  await store.runs.finish(seq)
  await store.requests.retry({ projectId: 'golden', id: 'a' }, nextActor())
  const line = await store.leases.open()
  expect(line.map(({ id }) => id)).toEqual(['b', 'a'])
  expect(line[0]?.images).toEqual(['image-a', 'image-b'])
})

test('a job that has moved since it was looked at is not taken', async () => {
  const store = await openTestStore(() => 1000)
  await store.requests.create(newJob({ id: 'a' }))
  const job = await front(store)
  expect(await store.leases.take({ ...job, place: job.place - 1 })).toBe(false)
  await store.runs.finish(job.seq)
  expect(await store.leases.take(job)).toBe(false)
})

test('a job is held from the moment at which it was taken until it is given back', async () => {
  const store = await openTestStore(() => 1000)
  await store.requests.create(newJob({ id: 'a' }))
  const job = await front(store)
  expect(store.leases.holds(job)).toBe(false)
  await store.leases.take(job)
  expect(store.leases.holds(job)).toBe(true)
  await store.leases.release(job)
  expect(store.leases.holds(job)).toBe(false)
})
