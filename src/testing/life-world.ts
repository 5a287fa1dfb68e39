import { expect } from 'vitest'
import type { PairState } from '#contract/pair'
import type { Plan, PlanRequest } from '#contract/plan'
import { projectId } from '#embedded/seed-projects'
import type { Identity } from '#gateway/cloud/driver'
import { checkSet } from '#gateway/jobs/check-set'
import type { Store } from '#gateway/store/database'
import {
  type CloudWorld,
  type Core,
  carryOut,
  createCloudWorld,
  createCore,
  type SeenRequest,
} from './core-world.ts'
import { demoLogin, OPERATOR } from './demo-login.ts'
import type { Model } from './life-model.ts'
import { openTestStore } from './stores.ts'

/** The project of the tenant who answers. */
export const TENANT = projectId('tenant-001')

export type Flavour = 'ims' | 'glance'

type Result = { state: PairState; unproven: boolean }

/** A gateway's core over a cloud, for tests of the whole life of shares. */
export type Real = {
  flavour: Flavour
  world: CloudWorld
  store: Store
  core: Core
  who: Identity
  images: string[]
  /** IDs of the jobs, in the model's order. */
  ids: string[]
  resultsOf(jobId: string): Promise<Map<string, Result>>
  planOf(request: Omit<PlanRequest, 'fresh'>): Promise<Plan>
  /** The tenant answers; whether the cloud took it. */
  answer(image: string, status: 'accepted' | 'rejected'): Promise<boolean>
}

export async function createReal(flavour: Flavour): Promise<Real> {
  const world = createCloudWorld({ projects: 12, images: 1, flavour })
  const store = await openTestStore(world.clock.now)
  const core = await createCore(world, { store })
  const who = await world.driver.signIn(OPERATOR)
  const tenant = await world.driver.signIn(demoLogin('tenant', { project: 'tenant-001' }))
  const images = (await core.cloudCache.images(who))
    .filter((image) => !image.obstacle && !image.keyId && image.recipients === 0 && image.kind === 'system')
    .slice(0, 3)
    .map((image) => image.id)
  if (flavour === 'glance') for (const image of images) await makeShared(world, who, image)
  const real: Real = {
    flavour,
    world,
    store,
    core,
    who,
    images,
    ids: [],
    async resultsOf(jobId) {
      const job = await store.jobs.detail(who.project.id, jobId)
      const page = await store.jobs.pairs(who.project.id, jobId, { limit: 1000 })
      return new Map(
        (page?.pairs ?? []).map(({ image, project, state, unproven }) => [
          `${job?.images[image]?.id} ${job?.projects[project]?.id}`,
          { state, unproven },
        ]),
      )
    },
    async planOf(request) {
      const set = checkSet('plan', request)
      return real.core.planner.planAfresh(who, { ...set, action: request.action })
    },
    answer: async (image, status) => {
      const path = `/v2/images/${image}/members/${TENANT}`
      const request = { method: 'PUT', path, token: tenant.token, body: JSON.stringify({ status }) }
      return (await carryOut(world.cloud, request)).ok
    },
  }
  return real
}

export async function closeReal({ core, store, world }: Real): Promise<void> {
  await core.runner.stop()
  await store.close()
  world.cloud.close()
}

async function makeShared(world: CloudWorld, who: Identity, image: string) {
  const body = JSON.stringify([{ op: 'replace', path: '/visibility', value: 'shared' }])
  const headers = {
    'X-Auth-Token': who.token,
    'Content-Type': 'application/openstack-images-v2.1-json-patch',
  }
  await world.cloud.fetch(
    new Request(`http://cloud.test/v2/images/${image}`, { method: 'PATCH', headers, body }),
  )
}

/** Somebody shares or stops by the cloud's own API; whether that changed anything. */
export async function colleague(real: Real, name: string, present: boolean): Promise<boolean> {
  const [image, project] = name.split(' ')
  real.world.clock.advance(2000)
  const path = `/v2/images/${image}/members`
  const token = real.who.token
  const answer = present
    ? await carryOut(real.world.cloud, {
        method: 'POST',
        path,
        token,
        body: JSON.stringify({ member: project }),
      })
    : await carryOut(real.world.cloud, { method: 'DELETE', path: `${path}/${project}`, token, body: '' })
  expect([200, 204, 404, 409]).toContain(answer.status)
  return answer.ok
}

/** The members at the cloud are those of the model, and so is what lists of images count. */
export async function agree(model: Model, { core, who, images, world }: Real): Promise<void> {
  const shared: string[] = []
  for (const image of images)
    for (const member of await world.driver.listMembers(who, image))
      shared.push(`${image} ${member.member_id}`)
  const expected = [...model.pairs].filter(([, { present }]) => present).map(([name]) => name)
  expect(shared.sort()).toEqual(expected.sort())
  core.cloudCache.forget(who.project.id)
  // What was done past the console is in the snapshot once it is read again.
  await core.access.read(who, images, { from: 'cloud' })
  const listed = (await core.cloudCache.images(who)).filter(({ id }) => images.includes(id))
  expect(listed.reduce((sum, image) => sum + (image.recipients ?? 0), 0)).toBe(expected.length)
}

/** Whether a request changes who has an image. */
const isChange = ({ method, path }: SeenRequest) => method !== 'GET' && path.includes('/members')

const refusal = (status: number, code: string) =>
  Response.json({ error_code: code, error_msg: 'No.' }, { status })

/** Every change is answered so, and not carried out. */
function answerAll({ world }: Real, status: number, code: string): void {
  world.faulty.answer = (request) => (isChange(request) ? refusal(status, code) : null)
}

/** The cloud takes no change. */
export const refuseAll = (real: Real): void => answerAll(real, 403, 'IMG.0026')

type Run = (real: Real, interfere: () => Promise<void>, submit: () => Promise<void>) => Promise<void>

/** The first change is met so; a colleague acts right afterwards, before the job looks again. */
const firstChange =
  (meet: (real: Real, request: SeenRequest) => Promise<Response | Error | null>): Run =>
  async (real, interfere, submit) => {
    let isFirst = true
    real.world.faulty.answer = async (request) => {
      if (!isChange(request) || !isFirst) return null
      isFirst = false
      const answer = await meet(real, request)
      await interfere()
      // Members tell whole seconds: within the same one nobody can tell who was first.
      real.world.clock.advance(2000)
      return answer
    }
    await submit()
    await real.core.runner.idle()
  }

/** What goes wrong while a job runs. */
export const troubles = {
  none: async (_real, _interfere, submit) => submit(),
  /** A colleague acts between the reading and the call, which then is carried out. */
  quick: firstChange(async () => null),
  throttled: firstChange(async () => refusal(429, 'APIGW.0308')),
  /** The answer says nothing about what was done: nothing. */
  unavailable: firstChange(async () => refusal(503, 'APIGW.0201')),
  broken: firstChange(async () => new Error('socket hang up')),
  /** The call is carried out, and the answer is lost. */
  lost: firstChange(async ({ world }, request) => {
    await carryOut(world.cloud, request)
    world.clock.advance(5000)
    return new Error('socket hang up')
  }),
  refused: async (real, _interfere, submit) => {
    refuseAll(real)
    await submit()
  },
  /** Nobody knows how any of its calls ended: its pairs may yet come. */
  silent: async (real, _interfere, submit) => {
    answerAll(real, 503, 'APIGW.0201')
    await submit()
    await real.core.runner.idle()
  },
  /**
   * The process dies after some steps, and another goes on; meanwhile a colleague acts, except where the cloud itself goes
   * on with the call: then nobody can tell whose doing it is.
   */
  crash: async (real, interfere, submit) => {
    real.world.clock.hold()
    await submit()
    await new Promise(setImmediate)
    await real.core.runner.stop()
    if (real.flavour === 'glance') await interfere()
    real.core = await createCore(real.world, { store: real.store })
    real.core.runner.resume()
    real.world.clock.release()
  },
} satisfies Record<string, Run>

/** Settles once a job has a call at the cloud, or has ended without one. */
export async function untilUnderWay({ store, who }: Real, jobId: string): Promise<void> {
  for (;;) {
    const job = await store.jobs.detail(who.project.id, jobId)
    if (job?.endedAt || job?.calls.some(({ cloudJobId }) => cloudJobId !== null)) return
    await new Promise(setImmediate)
  }
}
