import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type Pair, pairState } from '#contract/pair'
import { countStages, MAX_CELLS, type Stage, stageOf, stageOfLetter } from '#contract/picture'
import { newJob } from '#testing/new-job'
import { openTestStore } from '#testing/stores'
import type { Store } from '../database.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore(() => 1000)
})

const named = (kind: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `${kind}-${n}`, name: '' }))

let made = 0
/** Stores a job of 3 × 4, of these pairs only where they are given. */
async function create(pairs?: { image: number; project: number }[]): Promise<string> {
  made += 1
  const id = `job-${made}`
  const lists = { images: named('image', 3), projects: named('project', 4) }
  await store.requests.create(newJob({ id, ...lists, ...(pairs && { pairs }) }))
  return id
}

const pictureOf = async (id: string, since?: number) => {
  const picture = await store.jobs.picture('golden', id, since)
  if (!picture) throw new Error('There is no such job.')
  return picture
}

async function pairsOf(id: string): Promise<Pair[]> {
  const page = await store.jobs.pairs('golden', id, { limit: 1000 })
  return page?.pairs ?? []
}

const position = fc.record({ image: fc.nat(2), project: fc.nat(3) })
const result = fc.record({
  state: fc.constantFrom(...pairState.options),
  claim: fc.constantFrom('success', 'failed', null),
  present: fc.constantFrom(true, false, null),
})

test('the letters of a picture say the same as the pairs, whatever came of them', async () => {
  const positions = fc.uniqueArray(position, {
    minLength: 1,
    selector: ({ image, project }) => `${image} ${project}`,
  })
  await fc.assert(
    fc.asyncProperty(
      positions,
      fc.array(result, { minLength: 12, maxLength: 12 }),
      async (asked, results) => {
        const id = await create(asked)
        const run = await store.runs.load(id)
        await store.runs.begin(run.seq)
        await store.runs.savePairs(
          run.seq,
          run.open.map((pair, n) => ({ ...pair, ...results[n] })),
        )
        const expected = Array.from({ length: 3 }, () => Array.from({ length: 4 }, (): Stage => 'notAsked'))
        for (const pair of await pairsOf(id)) {
          const row = expected[pair.image]
          if (row) row[pair.project] = stageOf('share', { ...pair, withdrawn: false })
        }
        const { rows } = await pictureOf(id)
        expect(rows?.map((row) => Array.from(row.padEnd(4), stageOfLetter))).toEqual(expected)
      },
    ),
    { numRuns: 30 },
  )
})

test('a picture is read again only when its job has changed', async () => {
  const id = await create()
  const { revision, rows } = await pictureOf(id)
  expect(rows).toEqual(['wwww', 'wwww', 'wwww'])
  expect(await pictureOf(id, revision)).toEqual({ revision, rows: null })
  const run = await store.runs.load(id)
  await store.runs.begin(run.seq)
  const [first] = run.open
  if (!first) throw new Error('The job has no pairs.')
  await store.runs.savePairs(run.seq, [{ ...first, state: 'sent', claim: 'success' }])
  const next = await pictureOf(id, revision)
  expect(next.rows).toEqual(['cwww', 'wwww', 'wwww'])
  expect(countStages(next.rows ?? [])).toEqual([
    ['waiting', 11],
    ['claimed', 1],
  ])
})

test('what was done and undone since is told apart from what is done', async () => {
  const id = await create([
    { image: 0, project: 0 },
    { image: 0, project: 1 },
  ])
  const run = await store.runs.load(id)
  await store.runs.begin(run.seq)
  await store.runs.savePairs(
    run.seq,
    run.open.map((pair, n) => ({ ...pair, state: n === 0 ? 'done' : 'unchanged' })),
  )
  await store.runs.finish(run.seq)
  const job = await store.jobs.undoable('golden', id, () => null)
  if (!job || typeof job === 'string') throw new Error('The job cannot be undone.')
  const undo = newJob({ id: `${id}-undo`, key: id, images: [], projects: [] })
  const withdraws = run.open.map(({ image, project }) => ({ image, project }))
  const { mark, moved } = job
  await store.requests.createUndo({ ...undo, pairs: [], undoOf: id, mark, moved, withdraws })
  expect((await pictureOf(id)).rows?.[0]).toBe('bu')
})

test('a job of another project has no picture, nor has one whose lists are too long for it', async () => {
  const id = await create()
  expect(await store.jobs.picture('other', id, undefined)).toBeNull()
  const lists = { images: named('image', 1000), projects: named('project', 1 + MAX_CELLS / 1000) }
  await store.requests.create(newJob({ id: 'scattered', ...lists, pairs: [{ image: 0, project: 0 }] }))
  expect((await pictureOf('scattered')).rows).toEqual([])
})
