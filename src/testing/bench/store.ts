import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { JobFilter } from '#contract/job'
import { openStore } from '#gateway/store/database'
import { fillHistory, id } from './fill-history.ts'
import { median, ms, report } from './stats.ts'

const FILTERS: [what: string, filter: (round: number) => JobFilter][] = [
  ['one recipient', (n) => ({ project: id(300 + n) })],
  ['one image', (n) => ({ image: id(300 + n) })],
  ['one user', () => ({ user: 'operator' })],
  ['a status that no job has', () => ({ status: 'failed' })],
  ['text: a ticket', (n) => ({ text: `CHG-${n}` })],
  ['text: a name of an image', (n) => ({ text: `name-${5000 + n}` })],
  ['text: a whole ID', (n) => ({ text: id(300 + n) })],
  ['text: the beginning of every ID', () => ({ text: '0000' })],
  ['text: nowhere', (n) => ({ text: `nowhere ${n}` })],
]

/** Reads of a store that holds 1,000,000 pairs in 1,000 jobs, from a file. */
export async function benchStore() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-store-'))
  const store = await openStore({ path: path.join(folder, 'console.db'), now: Date.now })
  const project = { id: id(1), name: 'golden-images' }
  await fillHistory(store, project)
  const reader = { project, user: { id: 'reader' } }
  const timed = async (what: string, target: string, act: (round: number) => Promise<unknown>) => {
    const times: number[] = []
    for (let round = 0; round < 15; round++) {
      const start = performance.now()
      await act(round)
      times.push(performance.now() - start)
    }
    report(what, ms(median(times)), target)
  }
  const { cursor } = await store.jobs.changes(reader, 0)
  await timed('history, first page of 100', '≤ 20 ms', () => store.jobs.page(reader, {}, undefined, 100))
  for (const [what, filter] of FILTERS)
    await timed(`history, ${what}`, '≤ 30 ms', (n) => store.jobs.page(reader, filter(n), undefined, 100))
  await timed('live list from nothing', '≤ 20 ms', () => store.jobs.changes(reader, 0))
  await timed('live list, 5 jobs changed', '', () => store.jobs.changes(reader, cursor - 5))
  await timed('first 1,000 pairs of a job of 12,800', '', () =>
    store.jobs.pairs(project.id, id(1_000_000), { limit: 1000 }),
  )
  await store.close()
  await rm(folder, { recursive: true })
}
