import { randomBytes } from 'node:crypto'
import pMap from 'p-map'
import type { Identity } from '#gateway/drivers/driver'
import { createOpenstackCloud, missingCloud, type OpenstackCloud } from '../openstack-cloud.ts'
import { interleave, median, ms, ratio, report } from './stats.ts'

const IMAGES = 12
const PROJECTS = 29
const ROUNDS = 5
/** The best of these is the raw limit. */
const PARALLEL = [2, 4, 8, 16] as const

/** Shares 12 images with 29 projects on a real cloud: the driver against a bare client that already knows how many calls to make at a time. */
export async function benchOpenstack() {
  const missing = missingCloud()
  if (missing) {
    process.stdout.write(`  left out: ${missing}\n`)
    return
  }
  const cloud = await createOpenstackCloud()
  const who = await cloud.driver.signIn(cloud.login)
  // Glance takes any ID for a project; nobody has these.
  const projects = Array.from({ length: PROJECTS }, () => randomBytes(16).toString('hex'))
  const timed = (share: (images: string[]) => Promise<void>) => async () => {
    const images = await pMap(Array.from({ length: IMAGES }), () => cloud.makeImage(who), { concurrency: 4 })
    const start = performance.now()
    await share(images)
    const time = performance.now() - start
    await cloud.clear(who)
    return time
  }
  const bare = PARALLEL.map((concurrency) => [
    `bare client, ${concurrency} calls at a time`,
    timed((images) => shareBare({ cloud, who, images, projects, concurrency })),
  ])
  const tasks: Record<string, () => Promise<number>> = {
    ...Object.fromEntries(bare),
    // A new driver each time: it has to find its pace again.
    driver: timed((images) => shareByDriver({ cloud, who, images, projects })),
  }
  const { driver = [], ...others } = await interleave(ROUNDS, tasks)
  for (const [name, times] of Object.entries(others)) report(name, ms(median(times)))
  report('driver', ms(median(driver)))
  const best = Math.min(...Object.values(others).map(median))
  report('driver against the best bare client', ratio(median(driver) / best), '≤ 1.15 ×')
}

type Work = { cloud: OpenstackCloud; who: Identity; images: string[]; projects: string[] }

async function shareBare({ cloud, who, images, projects, concurrency }: Work & { concurrency: number }) {
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
