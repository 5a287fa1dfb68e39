import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openStore } from '#gateway/store/database'
import { median, ms, report } from './stats.ts'

const IMAGES = 50
const PROJECTS = 256

const id = (n: number) => n.toString(16).padStart(32, '0')
const named = (count: number, from: number) =>
  Array.from({ length: count }, (_, i) => ({ id: id(from + i), name: `name-${from + i}` }))

/** Reads of a store that holds 1,000,000 pairs in 1,000 jobs, from a file. */
export async function benchStore() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-store-'))
  let time = 1_700_000_000_000
  const store = await openStore({ path: path.join(folder, 'console.db'), now: () => time++ })
  const project = { id: id(1), name: 'golden-images' }
  const user = { id: id(2), name: 'operator' }
  for (let n = 0; n < 1000; n++) {
    const large = n % 20 === 0
    await store.runs.create({
      id: id(1_000_000 + n),
      key: null,
      action: 'share',
      reason: `CHG-${n}`,
      user,
      project,
      // 50 jobs of 12,800 pairs and 950 of 380 make 1,001,000.
      images: named(large ? IMAGES : 20, n * 7),
      projects: named(large ? PROJECTS : 19, n * 3),
      firstTime: [],
    })
  }
  const timed = async (what: string, target: string, act: (round: number) => Promise<unknown>) => {
    const times: number[] = []
    for (let round = 0; round < 15; round++) {
      const start = performance.now()
      await act(round)
      times.push(performance.now() - start)
    }
    report(what, ms(median(times)), target)
  }
  const { cursor } = await store.jobs.changes(project.id, 0)
  await timed('history, first page of 100', '≤ 20 ms', () => store.jobs.page(project.id, {}, undefined, 100))
  await timed('history of one recipient', '≤ 20 ms', (n) =>
    store.jobs.page(project.id, { project: id(300 + n) }, undefined, 100),
  )
  await timed('live list from nothing', '≤ 20 ms', () => store.jobs.changes(project.id, 0))
  await timed('live list, 5 jobs changed', '', () => store.jobs.changes(project.id, cursor - 5))
  await timed('first 1,000 pairs of a job of 12,800', '', () =>
    store.jobs.pairs(project.id, id(1_000_000), { limit: 1000 }),
  )
  await store.close()
  await rm(folder, { recursive: true })
}
