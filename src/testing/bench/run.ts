import type { ImageList } from '#contract/image'
import type { JobDetail } from '#contract/job'
import { startConsole } from './console.ts'
import { ms, report } from './stats.ts'

const IMAGES = 50
const PROJECTS = 256

/** One job of 50 images × 256 projects: how soon its ID comes, how fast its pairs arrive, what memory it takes. */
export async function benchRun() {
  const server = await startConsole({ images: 200 })
  const headers = { 'x-console': '1', 'content-type': 'application/json' }
  const get = async <T>(where: string) => (await (await fetch(server.url + where, { headers })).json()) as T
  const { images } = await get<ImageList>('/console/images')
  const chosen = images
    .filter((i) => !i.obstacle && !i.keyId && i.recipients === 0 && i.kind !== 'full-ecs')
    .slice(0, IMAGES)
  const projects = Array.from({ length: PROJECTS }, (_, n) => `b${n.toString(16).padStart(31, '0')}`)
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
  report('answer with the job_id', ms(answered), '≤ 50 ms')
  report('pairs confirmed', `${job.pairs.done} of ${job.pairs.total}`)
  report('pairs a second, the cloud’s own pace included', Math.round(job.pairs.total / seconds).toString())
  report(
    'memory before / after / peak',
    `${Math.round(before.now)} / ${Math.round(after.now)} / ${Math.round(after.peak)} MB`,
    '≤ 200 MB',
  )
}
