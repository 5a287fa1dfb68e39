import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { type JobFilter, PANEL_JOBS, UNSEEN_MS } from '#contract/job'
import type { Pair, PairState } from '#contract/pair'
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
/** Stores a job; what is not told is the same for all. */
async function create(more: Partial<NewJob> = {}): Promise<string> {
  count += 1
  const { id } = await store.requests.create(newJob({ id: `${count}`.padStart(32, '0'), ...more }))
  return id
}

/** Ends a job with every pair in one state. */
async function end(id: string, state: PairState) {
  const run = await store.runs.load(id)
  await store.runs.begin(run.seq)
  await store.runs.savePairs(
    run.seq,
    run.open.map((pair) => ({ ...pair, state })),
  )
  return store.runs.finish(run.seq)
}

const ids = (page: { jobs: { id: string }[] }) => page.jobs.map((job) => job.id)

describe('the history', () => {
  const page = async (filter: JobFilter) => ids(await store.jobs.page(READER, filter, undefined, 100))

  test('is newest first, and its pages neither repeat nor drop a job', async () => {
    const all = []
    for (let n = 0; n < 7; n += 1) all.unshift(await create())
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const part = await store.jobs.page(READER, {}, cursor, 3)
      seen.push(...ids(part))
      cursor = part.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(all)
  })

  test('takes and finds texts with a character that PostgreSQL has no place for', async () => {
    const id = await create({ images: [{ id: 'image-a', name: 'Ubu\0ntu' }], reason: 'CHG\0' })
    expect(await page({ text: 'CHG\0' })).toEqual([id])
    expect(await page({ text: 'x\0', image: '\0', user: '\0' })).toEqual([])
    expect(await store.jobs.detail('golden', '\0')).toBeFalsy()
    expect(await store.jobs.detail('golden', id)).toMatchObject({ id })
  })

  test('with a cursor that is not one starts at the first page', async () => {
    const id = await create()
    await fc.assert(
      fc.asyncProperty(fc.string(), async (cursor) => {
        fc.pre(!/^[0-9a-z.]+$/.test(cursor))
        expect(ids(await store.jobs.page(READER, {}, cursor, 10))).toEqual([id])
      }),
    )
  })

  test('can be filtered by everything, and filters combine', async () => {
    const share = await create({ reason: 'CHG-17 100%', images: [{ id: 'image-b', name: 'Rocky' }] })
    const unshare = await create({ action: 'unshare', projects: [{ id: 'tenant-b', name: '' }] })
    now += HOUR
    const late = await create({ user: { id: 'u2', name: 'Grace' } })
    await end(late, 'failed')
    expect(await page({ action: 'unshare' })).toEqual([unshare])
    expect(await page({ status: 'failed' })).toEqual([late])
    expect(await page({ image: 'IMAGE-B' })).toEqual([share])
    expect(await page({ project: 'tenant-b' })).toEqual([unshare])
    expect(await page({ user: 'u2' })).toEqual([late])
    expect(await page({ user: 'Grace' })).toEqual([late])
    expect(await page({ text: 'chg-17' })).toEqual([share])
    expect(await page({ text: '0%' })).toEqual([share])
    expect(await page({ text: '_' })).toEqual([])
    expect(await page({ text: 'rocky' })).toEqual([share])
    expect(await page({ from: now })).toEqual([late])
    expect(await page({ to: now })).toEqual([unshare, share])
    expect(await page({ action: 'share', to: now })).toEqual([share])
    expect(await page({ action: 'unshare', user: 'u2' })).toEqual([])
  })

  test('of another project is out of sight in every way', async () => {
    const id = await create({ key: 'k' })
    expect(await store.jobs.detail('other', id)).toBeNull()
    expect(await store.jobs.byKey('other', 'k')).toBeNull()
    expect(await store.jobs.pairs('other', id, { limit: 10 })).toBeNull()
    expect(ids(await store.jobs.page({ ...READER, project: { id: 'other' } }, {}, undefined, 10))).toEqual([])
    expect(await store.jobs.changes({ ...READER, project: { id: 'other' } }, 0)).toMatchObject({
      jobs: [],
      running: 0,
      failed: 0,
    })
    expect(await store.recipients.earlier('other')).toEqual([])
  })
})

describe('changes', () => {
  test('begin with the newest jobs, then tell only of what has changed', async () => {
    const old = await create()
    for (let n = 0; n < PANEL_JOBS; n += 1) await create()
    const start = await store.jobs.changes(READER, 0)
    expect(start.jobs).toHaveLength(PANEL_JOBS)
    expect(ids(start)).not.toContain(old)
    expect(start.running).toBe(PANEL_JOBS + 1)

    expect((await store.jobs.changes(READER, start.cursor)).jobs).toEqual([])
    await end(old, 'done')
    const next = await store.jobs.changes(READER, start.cursor)
    expect(next).toMatchObject({ jobs: [{ id: old, status: 'succeeded' }], running: PANEL_JOBS })
    expect(next.cursor).toBeGreaterThan(start.cursor)
  })

  test('with a cursor of another store begin anew', async () => {
    const id = await create()
    expect(ids(await store.jobs.changes(READER, 1_000_000))).toEqual([id])
  })

  test('more than fit in one answer are told in several, and none is missed', async () => {
    const first = await create()
    const { cursor } = await store.jobs.changes(READER, 0)
    for (let n = 0; n < 1100; n += 1) await create()
    const seen = new Set<string>()
    let since = cursor
    for (;;) {
      const part = await store.jobs.changes(READER, since)
      if (part.jobs.length === 0) break
      for (const id of ids(part)) seen.add(id)
      since = part.cursor
    }
    expect(seen.size).toBe(1100)
    expect(seen).not.toContain(first)
  })

  test('count and show what failed until its reader has seen it, and what fails again once more', async () => {
    const failed = await create()
    await end(failed, 'failed')
    await end(await create(), 'unchanged')
    for (let n = 0; n < PANEL_JOBS; n += 1) await create()
    const start = await store.jobs.changes(READER, 0)
    expect(start).toMatchObject({ running: PANEL_JOBS, failed: 1 })
    expect(start.jobs).toContainEqual(expect.objectContaining({ id: failed, seen: false }))

    expect(await store.requests.see({ projectId: 'golden', id: failed }, READER.user)).toBe('seen')
    const next = await store.jobs.changes(READER, start.cursor)
    expect(next).toMatchObject({ jobs: [{ id: failed, seen: true }], failed: 0 })
    const colleague = { ...READER, user: { id: 'somebody-else' } }
    expect(await store.jobs.changes(colleague, start.cursor)).toMatchObject({
      jobs: [{ seen: false }],
      failed: 1,
    })

    now += HOUR
    await store.requests.retry({ projectId: 'golden', id: failed }, nextActor())
    await end(failed, 'failed')
    expect(await store.jobs.changes(READER, 0)).toMatchObject({ failed: 1 })
    now += UNSEEN_MS
    expect(await store.jobs.changes(READER, 0)).toMatchObject({ failed: 0 })
  })

  test('of a job that has not ended, or is none, nothing is to be seen', async () => {
    const id = await create()
    expect(await store.requests.see({ projectId: 'golden', id }, READER.user)).toBe('CONSOLE.RUNNING')
    expect(await store.requests.see({ projectId: 'other', id }, READER.user)).toBe('CONSOLE.NOT_FOUND')
  })
})

describe('pairs', () => {
  test('come with what needs a look first, page by page, and by state', async () => {
    const named = (kind: string, n: number) =>
      Array.from({ length: n }, (_, i) => ({ id: `${kind}-${i}`, name: '' }))
    const id = await create({ images: named('image', 3), projects: named('tenant', 4) })
    const run = await store.runs.load(id)
    const states: PairState[] = ['done', 'failed', 'sent', 'impossible', 'unchanged', 'unconfirmed']
    await store.runs.savePairs(
      run.seq,
      run.open.map((pair, n) => ({ ...pair, state: states[n % 6] ?? 'done' })),
    )
    const seen: Pair[] = []
    let cursor: string | undefined
    do {
      const part = await store.jobs.pairs('golden', id, { cursor, limit: 5 })
      seen.push(...(part?.pairs ?? []))
      cursor = part?.nextCursor ?? undefined
    } while (cursor)
    expect(seen.map((pair) => pair.state)).toEqual(
      ['impossible', 'unconfirmed', 'failed', 'sent', 'done', 'unchanged'].flatMap((state) => [state, state]),
    )
    expect(new Set(seen.map((pair) => `${pair.image} ${pair.project}`)).size).toBe(12)
    expect((await store.jobs.pairs('golden', id, { state: 'sent', limit: 5 }))?.pairs).toHaveLength(2)
    expect((await store.jobs.pairs('golden', id, { cursor: '??', limit: 50 }))?.pairs).toHaveLength(12)
    const ofTenant = await store.jobs.pairs('golden', id, { text: 'ANT-3', limit: 50 })
    expect(ofTenant?.pairs.map(({ project }) => project)).toEqual([3, 3, 3])
    const ofImage = await store.jobs.pairs('golden', id, { text: 'image-1', state: 'sent', limit: 50 })
    expect(ofImage?.pairs.every(({ image, state }) => image === 1 && state === 'sent')).toBe(true)
  })
})

describe('a job', () => {
  test('that failed as a whole says why; one that failed for several reasons does not', async () => {
    const projects = ['a', 'b'].map((id) => ({ id, name: '' }))
    for (const [codes, problem] of [
      [['IMG.0026', 'IMG.0026'], { code: 'IMG.0026', message: 'no' }],
      [['IMG.0026', 'IMG.0112'], null],
    ] as const) {
      const id = await create({ projects })
      const run = await store.runs.load(id)
      await store.runs.savePairs(
        run.seq,
        run.open.map((pair, n) => ({ ...pair, state: 'failed', code: codes[n] ?? null, message: 'no' })),
      )
      expect(await store.runs.finish(run.seq)).toBe('failed')
      expect(await store.jobs.detail('golden', id)).toMatchObject({ problem, pairs: { failed: 2 } })
    }
  })

  test('with thousands of images and projects is stored whole', async () => {
    const projects = Array.from({ length: 20_000 }, (_, n) => ({ id: `tenant-${n}`, name: '' }))
    const id = await create({ projects })
    expect(await store.jobs.detail('golden', id)).toMatchObject({ pairs: { total: 20_000, waiting: 20_000 } })
    expect(await end(id, 'done')).toBe('succeeded')
    expect(await store.recipients.earlier('golden')).toHaveLength(20_000)
  })
})

describe('earlier recipients', () => {
  test('keep a name once known, and come with the latest use', async () => {
    await create({ projects: [{ id: 'tenant-x', name: 'Acme' }] })
    now += HOUR
    await create({ projects: [{ id: 'tenant-x', name: '' }] })
    expect(await store.recipients.earlier('golden')).toEqual([
      { id: 'tenant-x', name: 'Acme', firstUsedAt: now - HOUR, lastUsedAt: now },
    ])
  })
  test('are those that something was shared with', async () => {
    await create({ action: 'unshare' })
    expect(await store.recipients.earlier('golden')).toEqual([])
  })
})
