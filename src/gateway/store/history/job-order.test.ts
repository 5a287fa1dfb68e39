import { beforeEach, expect, test } from 'vitest'
import type { JobOrder } from '#contract/job'
import { newJob, READER } from '#testing/new-job'
import { nextActor } from '#testing/next-actor'
import { openTestStore } from '#testing/stores'
import type { NewJob } from '../../jobs/model/request.ts'
import type { Store } from '../database.ts'

const HOUR = 60 * 60 * 1000
let now = 0
let store: Store
beforeEach(async () => {
  now = Date.UTC(2026, 10, 24)
  store = await openTestStore(() => now)
})

let count = 0
async function create(more: Partial<NewJob> = {}): Promise<string> {
  count += 1
  const { id } = await store.requests.create(newJob({ id: `${count}`.padStart(32, '0'), ...more }))
  return id
}

/** Ends a job, all of whose pairs have failed. */
async function fail(id: string) {
  const run = await store.runs.load(id)
  await store.runs.begin(run.seq)
  await store.runs.savePairs(
    run.seq,
    run.open.map((pair) => ({ ...pair, state: 'failed' })),
  )
  await store.runs.finish(run.seq)
}

const ids = (page: { jobs: { id: string }[] }) => page.jobs.map((job) => job.id)

type Made = { id: string; created: number; ended: number; pairs: number; who: string }

async function createMany(): Promise<Made[]> {
  const jobs = [
    { who: 'Zoe', pairs: 2, ends: true },
    { who: 'ada', pairs: 1, ends: true },
    { who: 'Bob', pairs: 2, ends: false },
    { who: 'Ada', pairs: 3, ends: true },
    { who: 'ada', pairs: 1, ends: false },
    { who: 'bob', pairs: 2, ends: true },
  ]
  const made: Made[] = []
  for (const [created, { who, pairs, ends }] of jobs.entries()) {
    now += HOUR
    const projects = Array.from({ length: pairs }, (_, at) => ({ id: `tenant-${at}`, name: '' }))
    const id = await create({ user: { id: who, name: who }, projects })
    if (ends) await fail(id)
    made.push({
      id,
      created,
      ended: ends ? created : Number.POSITIVE_INFINITY,
      pairs,
      who: who.toLowerCase(),
    })
  }
  return made
}

async function readAll(order: JobOrder): Promise<string[]> {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const part = await store.jobs.page(READER, {}, cursor, 2, order)
    seen.push(...ids(part))
    cursor = part.nextCursor ?? undefined
  } while (cursor && seen.length < 100)
  return seen
}

const compare = (a: string | number, b: string | number) => Number(a > b) - Number(a < b)

test.each(['created', 'ended', 'pairs', 'who'] as const)(
  'the order by "%s" has each job once, page by page, with equal ones in the order in which they were made',
  async (sort) => {
    const made = await createMany()
    const expected = made
      .toSorted((a, b) => compare(a[sort], b[sort]) || a.created - b.created)
      .map(({ id }) => id)
    expect(await readAll({ sort, order: 'asc' })).toEqual(expected)
    expect(await readAll({ sort, order: 'desc' })).toEqual(expected.toReversed())
  },
)

test('the order stays as it was between two pages, also when the last job of a page changes meanwhile', async () => {
  const [first, second, third] = [await create(), await create(), await create()]
  for (const id of [first, second, third]) {
    now += HOUR
    await fail(id)
  }
  const byEnd = { sort: 'ended', order: 'asc' } as const
  const page = await store.jobs.page(READER, {}, undefined, 1, byEnd)
  expect(ids(page)).toEqual([first])
  await store.requests.retry({ projectId: 'golden', id: first }, nextActor())
  const rest = await store.jobs.page(READER, {}, page.nextCursor ?? undefined, 10, byEnd)
  expect(ids(rest)).toEqual([second, third, first])
})
