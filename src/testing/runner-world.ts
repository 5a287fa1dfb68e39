import type { JobDetail } from '#contract/job'
import type { Pair } from '#contract/pair'
import type { PlanRequest } from '#contract/plan'
import { createCloudWorld, createCore } from './core-world.ts'
import { OPERATOR } from './demo-login.ts'

/** What a test of the runner holds: a core over its own cloud, the operator, images that can be shared, and recipients. */
export async function createRunnerWorld(o: Parameters<typeof createCore>[1] = {}) {
  const world = createCloudWorld({ projects: 20, images: 1 })
  const core = await createCore(world, o)
  const who = await world.driver.signIn(OPERATOR)
  const own = await core.cloudCache.images(who)
  const images = own
    .filter((i) => !i.obstacle && i.kind === 'system' && !i.keyId && i.recipients === 0)
    .map((i) => i.id)
  const projects = (await core.cloudCache.recipients(who)).map((r) => r.id)
  world.seen.length = 0

  const submit = async (
    images: string[],
    projects: string[],
    action: 'share' | 'unshare' = 'share',
    key = null,
  ) => (await core.runner.submit(who, { action, set: { images, projects }, reason: 'CHG-1', key })).jobId
  const detail = async (id: string) => {
    const job = await core.store.jobs.detail(who.project.id, id)
    if (!job) throw new Error('no such job')
    return job
  }
  const finish = async (id: string) => {
    await core.runner.idle()
    const job = await detail(id)
    const page = await core.store.jobs.pairs(who.project.id, id, { limit: 1000 })
    return { job, pairs: page?.pairs ?? [] }
  }
  const pairOf = (
    job: Pick<JobDetail, 'images' | 'projects'>,
    pairs: Pair[],
    image: string,
    project: string,
  ) => pairs.find((p) => job.images[p.image]?.id === image && job.projects[p.project]?.id === project)
  const planOf = async (request: Partial<PlanRequest>) => {
    const events = []
    const whole = { action: 'share' as const, images: [], projects: [], ...request }
    for await (const event of core.planner.plan(who, whole)) events.push(event)
    const last = events.at(-1)
    if (last?.kind !== 'plan') throw new Error('no plan came')
    return { plan: last.plan, events }
  }
  const imageNamed = async (name: string) => {
    const image = (await core.cloudCache.images(who)).find((own) => own.name === name)
    if (!image) throw new Error(`no image ${name}`)
    return image
  }
  const members = async (image: string) =>
    (await world.driver.listMembers(who, image)).map((member) => member.member_id)
  return {
    ...{ world, ...core, who, images, projects, submit, detail, finish, pairOf, members },
    planOf,
    imageNamed,
  }
}
