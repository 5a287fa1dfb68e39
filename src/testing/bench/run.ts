import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { JobDetail } from '#contract/job'
import { ms, report } from './stats.ts'

const IMAGES = 50
const PROJECTS = 256

/** A real console in a process of its own, on the embedded cloud. */
async function startConsole() {
  const data = await mkdtemp(path.join(tmpdir(), 'bench-run-'))
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: { ...process.env, PORT: '0', DATA_DIR: data, EMBEDDED_IMAGES: '200', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the console ended: ${out}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const found = /http:\/\/[\w.:[\]]+/.exec(out)
      if (found) resolve(found[0])
    })
  })
  return {
    url,
    /** Resident memory now and at its peak, in MB. */
    memory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      const field = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1000
      return { now: field('VmRSS'), peak: field('VmHWM') }
    },
    stop: async () => {
      child.removeAllListeners('exit')
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
      await rm(data, { recursive: true })
    },
  }
}

/** One job of 50 images × 256 projects: how soon its ID comes, how fast its pairs arrive, what memory it takes. */
export async function benchRun() {
  const server = await startConsole()
  const headers = { 'x-console': '1', 'content-type': 'application/json' }
  const get = async <T>(where: string) => (await (await fetch(server.url + where, { headers })).json()) as T
  const { images } = await get<{
    images: { id: string; recipients: number; obstacle: unknown; kind: string }[]
  }>('/console/images')
  const chosen = images
    .filter((i) => !i.obstacle && i.recipients === 0 && i.kind !== 'full-ecs')
    .slice(0, IMAGES)
  const projects = Array.from({ length: PROJECTS }, (_, n) => (n + 1).toString(16).padStart(32, 'b'))
  const body = JSON.stringify({ images: chosen.map((i) => i.id), projects })
  const before = await server.memory()
  const start = performance.now()
  const answer = await fetch(`${server.url}/v1/cloudimages/members`, { method: 'POST', headers, body })
  const { job_id } = (await answer.json()) as { job_id: string }
  const answered = performance.now() - start
  let job: JobDetail
  do {
    job = await get<JobDetail>(`/console/jobs/${job_id}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  } while (!job.endedAt)
  const seconds = (performance.now() - start) / 1000
  const after = await server.memory()
  await server.stop()
  process.stdout.write(`A job of ${chosen.length} images × ${PROJECTS} projects on the embedded cloud\n`)
  report('answer with the job_id', ms(answered), '≤ 50 ms')
  report('pairs confirmed', `${job.pairs.done} of ${job.pairs.total}`)
  report('pairs a second, the cloud’s own pace included', Math.round(job.pairs.total / seconds).toString())
  report(
    'memory before / after / peak',
    `${before.now | 0} / ${after.now | 0} / ${after.peak | 0} MB`,
    '≤ 200 MB',
  )
}
