import { expect, test } from 'vitest'
import { newJob } from '#testing/new-job'
import { openTestStore } from '#testing/stores'
import { createOpenPairs, savePairs } from '../jobs/run/open-pairs.ts'

/*
 * The story: a job of 100,000 pairs was stored, loaded and saved in one go each. SQLite answers without giving the event
 * loop a turn, so nobody else had an answer for seconds.
 */

const PROJECTS = 20_000

/** How many turns others have while something is done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  await work()
  isOver = true
  return turns
}

test('others have their turn while a long job is stored, loaded, saved, exported and drawn', async () => {
  const store = await openTestStore(() => 1000)
  const named = Array.from({ length: PROJECTS }, (_, n) => ({ id: `project-${n}`, name: '' }))
  const job = newJob({ id: 'long', projects: named, firstTime: named.map(({ id }) => id) })
  expect(await turnsDuring(() => store.requests.create(job))).toBeGreaterThanOrEqual(10)
  expect(await turnsDuring(() => store.runs.load('long'))).toBeGreaterThanOrEqual(10)

  const run = await store.runs.load('long')
  expect(run.open.map(({ project }) => run.projects[project])).toEqual(
    run.images.flatMap(() => named.map(({ id }) => id)),
  )
  const done = run.open.map((pair) => ({ ...pair, state: 'done' as const, present: true }))
  const saving = { job: run, pairs: createOpenPairs(run), runs: store.runs }
  expect(await turnsDuring(() => savePairs(saving, done))).toBeGreaterThanOrEqual(3)
  await store.runs.finish(run.seq)

  const exportAll = async () => {
    let pairs = 0
    for await (const chunk of store.exports.pairs(job.project.id, 'long', ['done'])) pairs += chunk.length
    expect(pairs).toBe(run.open.length)
  }
  expect(await turnsDuring(exportAll)).toBeGreaterThanOrEqual(10)
  const drawn = async () => {
    const picture = await store.jobs.picture(job.project.id, 'long', undefined)
    expect(picture?.rows).toEqual(run.images.map(() => 'd'.repeat(PROJECTS)))
  }
  expect(await turnsDuring(drawn)).toBeGreaterThanOrEqual(10)
  const recipients = await store.recipients.earlier(job.project.id)
  expect(recipients).toHaveLength(PROJECTS)
})
