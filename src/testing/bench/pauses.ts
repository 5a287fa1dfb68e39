import type { ImageList } from '#contract/image'
import type { JobDetail } from '#contract/job'
import { MAX_PAIRS } from '#contract/pair'
import { MAX_ENTRIES } from '#contract/recipient'
import { systemClock } from '#gateway/cloud/clock'
import { createImsDriver } from '#gateway/cloud/ims/ims'
import { MAX_BODY_BYTES } from '#ims/members'
import { OPERATOR } from '../demo-login.ts'
import { startCloud, startConsole } from './console.ts'
import { ms, ratio, report } from './stats.ts'

const IMAGES = 40
const PING_MS = 5

/**
 * How long everybody else waits, at the longest, while one request at its documented maximum is answered: what a client
 * sees that asks for nothing but a sign of life, beside the same with nothing else going on.
 */
export async function benchPauses() {
  const cloud = await startCloud()
  const server = await startConsole({
    cloud: { OS_AUTH_URL: `${cloud.url}/v3`, CLOUD_DRIVER: 'ims', OS_CLOUD: '' },
  })
  const endpoints = { identity: cloud.url, image: cloud.url, keys: cloud.url }
  const { token, project } = await createImsDriver({ fetch, endpoints, clock: systemClock }).signIn(OPERATOR)
  const headers = { 'x-auth-token': token, 'content-type': 'application/json' }
  const ask = async (method: string, path: string, body?: string): Promise<string> => {
    const answer = await fetch(server.url + path, { method, headers, ...(body !== undefined && { body }) })
    return answer.text()
  }
  const get = async <T>(path: string) => JSON.parse(await ask('GET', path)) as T

  const { images } = await get<ImageList>('/console/images')
  const chosen = images.filter(({ obstacle, keyId }) => !obstacle && !keyId).slice(0, IMAGES)
  const projects = Array.from({ length: MAX_PAIRS / chosen.length }, (_, n) =>
    n.toString(16).padStart(32, '0'),
  )
  const set = { images: chosen.map(({ id }) => id), projects }
  const entry = { name: 'n'.repeat(255), accountId: '', owner: 'o'.repeat(255), notes: '', groups: [] }
  const entries = Array.from({ length: MAX_ENTRIES }, (_, n) => ({ ...entry, id: `entry-${n}` }))

  const idle = await longestPause(server.url, () => new Promise((resolve) => setTimeout(resolve, 2000)))
  report('nothing', ms(idle))
  const measure = async (what: string, work: () => Promise<unknown>) => {
    const pause = await longestPause(server.url, work)
    report(what, `${ms(pause)}, ${ratio(pause / idle)}`)
  }
  await measure('a body of 12 MB of brackets', () => ask('POST', '/console/plan', '['.repeat(MAX_BODY_BYTES)))
  await measure(`a plan of ${MAX_PAIRS} pairs`, () =>
    ask('POST', '/console/plan', JSON.stringify({ action: 'share', ...set })),
  )
  let id = ''
  await measure(`a share of ${MAX_PAIRS} pairs`, async () => {
    id = JSON.parse(await ask('POST', '/v1/cloudimages/members', JSON.stringify(set))).job_id
  })
  await measure('  its run', async () => {
    while ((await get<JobDetail>(`/console/jobs/${id}`)).endedAt === null)
      await new Promise((resolve) => setTimeout(resolve, 500))
  })
  await measure('  the job as documented', () => ask('GET', `/v1/${project.id}/jobs/${id}`))
  await measure('  the job', () => ask('GET', `/console/jobs/${id}`))
  await measure('  a page of its pairs', () => ask('GET', `/console/jobs/${id}/pairs?limit=1000`))
  await measure('  its evidence', () => ask('GET', `/console/jobs/${id}/evidence`))
  await measure('  the export', () => ask('GET', '/console/jobs/export?format=csv'))
  await measure('  the plan of its undo', () => ask('GET', `/console/jobs/${id}/undo`))
  await measure(`an import of ${MAX_ENTRIES} recipients`, () =>
    ask('POST', '/console/recipients/import', JSON.stringify({ entries })),
  )
  await measure('  a page of recipients', () => ask('GET', '/console/recipients'))
  await server.stop()
  await cloud.stop()
}

/** The longest that a sign of life takes, in ms, asked for all the time while this is done. */
async function longestPause(url: string, work: () => Promise<unknown>): Promise<number> {
  let isOver = false
  let longest = 0
  const ping = async () => {
    while (!isOver) {
      const from = performance.now()
      await (await fetch(`${url}/healthz`)).text()
      longest = Math.max(longest, performance.now() - from)
      await new Promise((resolve) => setTimeout(resolve, PING_MS))
    }
  }
  const pinging = ping()
  await work()
  isOver = true
  await pinging
  return longest
}
