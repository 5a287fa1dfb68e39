import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import pMap from 'p-map'
import type { JobDetail } from '#contract/job'
import type { Identity } from '#gateway/cloud/driver'
import { createOpenstackCloud, missingCloud, type OpenstackCloud } from '../openstack-cloud.ts'
import { POLL_MS, startConsole } from './console.ts'
import { interleave, median, ms, ratio, report } from './stats.ts'

const IMAGES = 12
const PROJECTS = 29
const ROUNDS = 5
/** The best of these is the raw limit. */
const PARALLEL = [2, 4, 8, 16] as const
/** Each takes more than a second: the rest is reckoned. */
const CLI_PAIRS = 4

const run = promisify(execFile)

type Work = { cloud: OpenstackCloud; who: Identity; images: string[]; projects: string[] }

/**
 * Shares 12 images with 29 projects on a real cloud: with the whole console and with its driver, against a bare client
 * that already knows how many calls to make at a time, a loop with openstacksdk, and one with the command line.
 */
export async function benchOpenstack() {
  const missing = missingCloud()
  if (missing) {
    process.stdout.write(`  left out: ${missing}\n`)
    return
  }
  const cloud = await createOpenstackCloud()
  const who = await cloud.driver.signIn(cloud.login)
  const server = await startConsole({ cloud: process.env })
  // Glance takes any ID for a project; nobody has these.
  const projects = Array.from({ length: PROJECTS }, () => randomBytes(16).toString('hex'))
  /** Makes images, and answers what `share` tells of the time for all pairs, in ms. */
  const prepared = (share: (work: Work) => Promise<number>) => async () => {
    const images = await pMap(Array.from({ length: IMAGES }), () => cloud.makeImage(who), { concurrency: 4 })
    const time = await share({ cloud, who, images, projects })
    await cloud.clear(who)
    return time
  }
  const timed = (share: (work: Work) => Promise<void>) =>
    prepared(async (work) => {
      const start = performance.now()
      await share(work)
      return performance.now() - start
    })
  const bare = PARALLEL.map((concurrency) => [
    `bare client, ${concurrency} calls at a time`,
    timed((work) => shareBare(work, concurrency)),
  ])
  const has = (program: string, ...words: string[]) => spawnSync(program, words).status === 0
  // Debian's packages are for its own Python only.
  const python = ['python3', '/usr/bin/python3'].find((name) => has(name, '-c', 'import openstack'))
  const peers: Record<string, () => Promise<number>> = {
    ...(python && { 'a loop with openstacksdk': prepared((work) => shareBySdk(work, python)) }),
    ...(has('openstack', '--version') && {
      [`the command line, reckoned from ${CLI_PAIRS} pairs`]: prepared(shareByCommands),
    }),
  }
  const proving = 'bare client, 8 calls at a time, members read back'
  const tasks: Record<string, () => Promise<number>> = {
    ...Object.fromEntries(bare),
    [proving]: timed(async (work) => {
      await shareBare(work, 8)
      await pMap(work.images, (image) => cloud.driver.listMembers(who, image), { concurrency: 8 })
    }),
    ...peers,
    // A new driver each time: it has to find its pace again.
    driver: timed(shareByDriver),
    console: prepared((work) => shareByConsole(work, server.url)),
  }
  const times = await interleave(ROUNDS, tasks)
  await server.stop()
  const of = (name: string) => median(times[name] ?? [])
  for (const name of Object.keys(tasks)) report(name, ms(of(name)))
  const best = Math.min(...bare.map(([name]) => of(String(name))))
  report('driver against the best bare client', ratio(of('driver') / best), '≤ 1.15 ×')
  report('console, with readings, proof and history, against it', ratio(of('console') / best), '≤ 1.15 ×')
  report('  against one that reads back as well', ratio(of('console') / of(proving)))
  for (const name of Object.keys(peers))
    report(`${name}, against the console`, ratio(of(name) / of('console')))
}

async function shareBare({ cloud, who, images, projects }: Work, concurrency: number) {
  const pairs = images.flatMap((image) => projects.map((project) => ({ image, project })))
  await pMap(
    pairs,
    async ({ image, project }) => {
      const reply = await cloud.glance(who, 'POST', `/images/${image}/members`, { member: project })
      if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`)
      await reply.json()
    },
    { concurrency },
  )
}

async function shareByDriver({ cloud, who, images, projects }: Work) {
  for await (const event of cloud.makeDriver().share(who, { images, projects }))
    if ('outcome' in event && event.outcome === 'failed') throw new Error(event.message)
}

/** The whole way: stored, read, sent, read back; watched as a page watches it. */
async function shareByConsole({ who, images, projects }: Work, url: string): Promise<number> {
  const headers = { 'x-auth-token': who.token, 'content-type': 'application/json' }
  const body = JSON.stringify({ images, projects })
  const answer = await fetch(`${url}/v1/cloudimages/members`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(await answer.text())
  const { job_id } = (await answer.json()) as { job_id: string }
  for (;;) {
    const job = (await (await fetch(`${url}/console/jobs/${job_id}`, { headers })).json()) as JobDetail
    if (job.endedAt === null) await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    else if (job.status === 'succeeded') return job.endedAt - job.createdAt
    else throw new Error(`the job has ended ${job.status}`)
  }
}

/** The loop alone: neither the start of Python nor the sign-in counts. */
const SDK_LOOP = `
import sys, time, openstack
images, projects = (part.split(',') for part in sys.argv[1:])
cloud = openstack.connect()
cloud.image.get_image(images[0])
start = time.perf_counter()
for image in images:
    for project in projects:
        cloud.image.add_member(image, member_id=project)
print((time.perf_counter() - start) * 1000)
`

async function shareBySdk({ images, projects }: Work, python: string): Promise<number> {
  const { stdout } = await run(python, ['-c', SDK_LOOP, images.join(), projects.join()])
  return Number(stdout)
}

async function shareByCommands({ images, projects }: Work): Promise<number> {
  const [image = ''] = images
  const start = performance.now()
  for (const project of projects.slice(0, CLI_PAIRS))
    await run('openstack', ['image', 'add', 'project', image, project])
  return ((performance.now() - start) / CLI_PAIRS) * images.length * projects.length
}
