import { beforeEach, expect, test } from 'vitest'
import { newJob, READER } from '#testing/new-job'
import { nextActor } from '#testing/next-actor'
import { openTestStore } from '#testing/stores'
import type { Store } from '../database.ts'
import type { ExportPair } from './exports.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore(() => 1000)
})

const named = (kind: string, n: number) =>
  Array.from({ length: n }, (_, i) => ({ id: `${kind}-${i}`, name: '' }))
const create = (id: string, images = 1, projects = 1, project = 'golden') =>
  store.requests.create(
    newJob({
      id,
      project: { id: project, name: '' },
      images: named('image', images),
      projects: named('tenant', projects),
    }),
  )

async function all<T>(chunks: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const chunk of chunks) found.push(chunk)
  return found
}
const places = (pairs: readonly ExportPair[]) => pairs.map(({ image, project }) => `${image} ${project}`)

test('a job’s pairs come in the order of its lists, each once, also when they change meanwhile', async () => {
  await create('job', 3, 1234)
  const run = await store.runs.load('job')
  const chunks: ExportPair[][] = []
  for await (const chunk of store.exports.pairs('golden', 'job')) {
    if (chunks.length === 0)
      await store.runs.savePairs(
        run.seq,
        run.open.map((pair) => ({ ...pair, state: 'done' })),
      )
    chunks.push(chunk)
  }
  expect(places(chunks.flat())).toEqual(run.open.map(({ image, project }) => `${image} ${project}`))
  expect(chunks[0]?.every(({ state }) => state === 'waiting')).toBe(true)
  expect(
    chunks
      .slice(1)
      .flat()
      .every(({ state }) => state === 'done'),
  ).toBe(true)
  expect(chunks.length).toBeGreaterThan(3)
})

test('a pair that was tried again comes with its earlier results in full', async () => {
  await create('job', 2, 3)
  const { seq, open } = await store.runs.load('job')
  await store.runs.begin(seq)
  await store.runs.savePairs(
    seq,
    open.map((pair) => ({
      ...pair,
      ...(pair.project === 1
        ? { state: 'failed', code: 'IMG.0112', message: 'no', claim: 'failed', present: false, readAt: 7 }
        : { state: 'done' }),
    })),
  )
  await store.runs.finish(seq)
  expect(await store.requests.retry({ projectId: 'golden', id: 'job' }, nextActor())).toMatchObject({
    outcome: 'opened',
    pairs: 2,
  })
  const [pairs = []] = await all(store.exports.pairs('golden', 'job'))
  const earlier = { attempt: 1, state: 'failed', code: 'IMG.0112', message: 'no', claim: 'failed' }
  for (const pair of pairs)
    expect(pair).toMatchObject(
      pair.project === 1
        ? { attempt: 2, state: 'waiting', earlier: [{ ...earlier, present: false, readAt: 7 }] }
        : { attempt: 1, state: 'done', earlier: [] },
    )
})

test('jobs come newest first, without those that were made meanwhile or belong to others', async () => {
  for (let n = 0; n < 150; n += 1) await create(`job-${n}`)
  await create('foreign', 1, 1, 'other')
  const ids: string[] = []
  for await (const job of store.exports.jobs(READER, {})) {
    if (ids.length === 0) await create('late')
    ids.push(job.id)
  }
  expect(ids).toEqual(Array.from({ length: 150 }, (_, n) => `job-${149 - n}`))
  expect(await all(store.exports.pairs('golden', 'foreign'))).toEqual([])
})
