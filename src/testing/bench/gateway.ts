import type { ImageList } from '#contract/image'
import type { JobDetail } from '#contract/job'
import { sessionProjects } from '#contract/session'
import { systemClock } from '#gateway/cloud/clock'
import { createImsDriver } from '#gateway/cloud/ims/ims'
import { OPERATOR } from '../demo-login.ts'
import { type BenchConsole, POLL_MS, startCloud, startConsole } from './console.ts'
import { interleave, median, ms, report } from './stats.ts'

const READS = 300
const VIEWERS = [1, 10, 100] as const

const OWN = { 'x-console': '1', 'content-type': 'application/json' }

/** What a read costs through the gateway more than at the cloud, and whether a job costs the cloud more when many watch. */
export async function benchGateway() {
  await benchReads()
  await benchViewers()
}

/** The projects of the user: one request to the gateway is one to the cloud, as nothing of it is kept. */
async function benchReads() {
  const cloud = await startCloud()
  const server = await startConsole({
    cloud: { OS_AUTH_URL: `${cloud.url}/v3`, CLOUD_DRIVER: 'ims', OS_CLOUD: '' },
  })
  const endpoints = { identity: cloud.url, image: cloud.url, keys: cloud.url }
  const { token } = await createImsDriver({ fetch, endpoints, clock: systemClock }).signIn(OPERATOR)
  const form = { method: 'token', token }
  const signIn = await fetch(`${server.url}/console/sign-in`, {
    method: 'POST',
    headers: OWN,
    body: JSON.stringify(form),
  })
  if (!signIn.ok) throw new Error(`no sign-in: ${await signIn.text()}`)
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const read = (url: string, headers: Record<string, string>) => async () => {
    const from = performance.now()
    const answer = await fetch(url, { headers })
    await answer.json()
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
    return performance.now() - from
  }
  const direct = read(`${cloud.url}/v3/auth/projects`, { 'x-auth-token': token })
  const proxied = read(`${server.url}/console/session/projects`, { ...OWN, cookie })
  const { projects } = sessionProjects.parse(
    await (await fetch(`${server.url}/console/session/projects`, { headers: { ...OWN, cookie } })).json(),
  )
  for (let n = 0; n < READS / 5; n += 1) await direct().then(proxied)
  const times = await interleave(READS, { direct, proxied })
  await server.stop()
  await cloud.stop()
  report(`the user's ${projects.length} projects, at the cloud, p50`, ms(median(times.direct)))
  report('  through the gateway, p50', ms(median(times.proxied)))
  report('  overhead, p50', ms(median(times.proxied) - median(times.direct)), '≤ 3 ms')
}

/** Requests to the cloud from a job's submission to its end, while so many pages show it. */
async function benchViewers() {
  const server = await startConsole({ images: 60 })
  const counts: number[] = []
  // What is read once and remembered is nobody's.
  await countRequests(server, 1, VIEWERS.length)
  for (const [round, viewers] of VIEWERS.entries()) counts.push(await countRequests(server, viewers, round))
  await server.stop()
  for (const [at, viewers] of VIEWERS.entries())
    report(
      `requests to the cloud for a job that ${viewers} ${viewers === 1 ? 'page shows' : 'pages show'}`,
      String(counts[at]),
    )
  report('  most against fewest', (Math.max(...counts) / Math.min(...counts)).toFixed(2), '1.00')
}

async function countRequests({ url }: BenchConsole, viewers: number, round: number): Promise<number> {
  const get = async <T>(where: string) => (await (await fetch(url + where, { headers: OWN })).json()) as T
  const { images } = await get<ImageList>('/console/images')
  const chosen = images.filter((i) => !i.obstacle && !i.keyId && i.kind === 'system').slice(0, 10)
  const projects = Array.from({ length: 20 }, (_, n) => `${'abcd'[round]}${n.toString(16).padStart(31, '0')}`)
  const before = await upstreamRequests(url)
  const body = JSON.stringify({ images: chosen.map(({ id }) => id), projects: [...projects, 'fault-slow'] })
  const answer = await fetch(`${url}/v1/cloudimages/members`, { method: 'POST', headers: OWN, body })
  const { job_id } = (await answer.json()) as { job_id: string }
  const watch = async () => {
    for (;;) {
      await get('/console/jobs/changes?since=1')
      const job = await get<JobDetail>(`/console/jobs/${job_id}`)
      if (job.endedAt !== null) return
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }
  await Promise.all(Array.from({ length: viewers }, watch))
  return (await upstreamRequests(url)) - before
}

/** Requests to the cloud since the start, as the gateway counts them for Prometheus. */
async function upstreamRequests(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const counts = [...text.matchAll(/^image_share_upstream_seconds_count\{[^}]*\} (\d+)/gm)]
  return counts.reduce((sum, [, count]) => sum + Number(count), 0)
}
