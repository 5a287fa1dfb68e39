import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'libsql'
import { type ExportFormat, exportPath } from '#contract/downloads'
import type { Settings } from '#contract/settings'
import { openStore } from '#gateway/store/database'
import { type BenchConsole, startConsole } from './console.ts'
import { fillHistory, JOBS } from './fill-history.ts'
import { median, ms, quantile, report } from './stats.ts'

const HEADERS = { 'x-console': '1' }
const ROUNDS = 3
/** As twenty open consoles would poll. */
const POLL_MS = 75

/** Exports of a whole history from a console in a process of its own, while somebody else polls it. */
export async function benchExport() {
  const data = await mkdtemp(path.join(tmpdir(), 'bench-export-'))
  const first = await startConsole({ images: 20, data })
  const answer = await fetch(`${first.url}/console/settings`, { headers: HEADERS })
  const { project } = (await answer.json()) as Settings
  await first.stop()
  await fill(path.join(data, 'console.db'), project)

  for (const format of ['csv', 'json'] as const) {
    const server = await startConsole({ images: 20, data })
    await poll(server.url)
    const speeds: number[] = []
    const growths: number[] = []
    const delays: number[] = []
    let rows = 0
    for (let round = 0; round < ROUNDS; round++) {
      const run = await exportOnce(server, format)
      rows = run.rows
      speeds.push(run.rows / run.seconds)
      growths.push(run.growth)
      delays.push(...run.delays)
    }
    await server.stop()
    report(`${format}: rows`, rows.toLocaleString('en'))
    report('  rows a second', Math.round(median(speeds)).toLocaleString('en'), '≥ 100,000')
    report('  more memory, at the most', `${Math.round(Math.max(...growths))} MB`, '≤ 50 MB')
    report('  a poll meanwhile, median', ms(median(delays)))
    report('  a poll meanwhile, p95', ms(quantile(delays, 0.95)))
  }
  await rm(data, { recursive: true })
}

/** A history in which everything has ended well; written at once, as running 1,000 jobs would take minutes. */
async function fill(file: string, project: { id: string; name: string }) {
  const store = await openStore({ path: file, now: Date.now })
  await fillHistory(store, project)
  await store.close()
  const db = new Database(file)
  const now = Date.now()
  db.exec(`
    update pairs set state = 4, claim = 1, present = 1, read_at = ${now};
    update jobs set status = 'succeeded', waiting = 0, done = total, started_at = ${now}, ended_at = ${now};`)
  db.close()
}

/** One export, read as fast as it comes; memory is looked at, and the live list asked for, all the time. */
async function exportOnce(server: BenchConsole, format: ExportFormat) {
  const before = (await server.memory()).now
  const delays: number[] = []
  let growth = 0
  let going = true
  const others = (async () => {
    while (going) {
      delays.push(await poll(server.url))
      await sleep(POLL_MS)
      growth = Math.max(growth, (await server.memory()).now - before)
    }
  })()
  const start = performance.now()
  const { body } = await fetch(server.url + exportPath(format, {}), { headers: HEADERS })
  let lines = 0
  for await (const chunk of body ?? [])
    lines += lineEnds(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))
  const seconds = (performance.now() - start) / 1000
  going = false
  await others
  // Besides the rows: the header, or the line of each bracket.
  return { rows: lines - (format === 'csv' ? 1 : 2), seconds, growth, delays }
}

function lineEnds(chunk: Buffer): number {
  let found = 0
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) found++
  return found
}

/** How long the gateway takes to say that there is nothing new in the live list, in ms. */
async function poll(url: string): Promise<number> {
  const start = performance.now()
  await (await fetch(`${url}/console/jobs/changes?since=${JOBS}`, { headers: HEADERS })).arrayBuffer()
  return performance.now() - start
}
