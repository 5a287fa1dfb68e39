import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JobDetail, OwnerAction } from '#contract/job'
import { countFates } from '#contract/plan'
import { projectId } from '#embedded/seed-projects'
import type { Identity } from '#gateway/drivers/driver'
import type { Store } from '#gateway/store/database'
import { type CloudWorld, type Core, createCloudWorld, createCore } from '#testing/core-world'
import { demoLogin, OPERATOR } from '#testing/demo-login'
import { openTestStore } from '#testing/stores'

/*
 * The whole life of shares, as a model: a set of pairs, and for each job what it must have changed. After every step
 * the members at the cloud, the pairs in the history and what screens count must all say the same as the model.
 */

const TENANT = projectId('tenant-001')
const RECIPIENTS = [TENANT, projectId('acme-prod'), projectId('acme-test'), 'fault-pair', 'fault-lie']
const FAILING = new Set(['fault-pair', 'fault-lie'])

type ModelJob = {
  action: OwnerAction
  wanted: Set<string>
  /** What it changed, or found as wanted: what later jobs leave to it. */
  changed: Set<string>
  found: Set<string>
  failed: Set<string>
  /** In which step each pair was changed or found: the last job that saw to a pair owns it. */
  step: Map<string, number>
}
type Model = { shared: Set<string>; jobs: ModelJob[]; steps: number }

type Real = {
  world: CloudWorld
  store: Store
  core: Core
  who: Identity
  tenant: Identity
  images: string[]
  /** IDs of the jobs, in the model's order. */
  ids: string[]
}

const pair = (image: string, project: string) => `${image} ${project}`

async function createReal(): Promise<Real> {
  const world = createCloudWorld({ projects: 12, images: 1 })
  const store = await openTestStore(world.clock.now)
  const core = await createCore(world, { store })
  const who = await world.driver.signIn(OPERATOR)
  const tenant = await world.driver.signIn(demoLogin('tenant', { project: 'tenant-001' }))
  const images = (await core.catalog.images(who))
    .filter((image) => !image.obstacle && !image.keyId && image.recipients === 0 && image.kind === 'system')
    .slice(0, 3)
    .map((image) => image.id)
  return { world, store, core, who, tenant, images, ids: [] }
}

/** Everything that can be looked at says what the model says. */
async function agree(model: Model, { core, who, images, ids, store, world }: Real) {
  const shared = new Set<string>()
  for (const image of images)
    for (const member of await world.driver.listMembers(who, image)) shared.add(pair(image, member.member_id))
  expect([...shared].sort()).toEqual([...model.shared].sort())

  core.catalog.forget(who.project.id, images)
  const listed = (await core.catalog.images(who)).filter(({ id }) => images.includes(id))
  expect(listed.reduce((sum, image) => sum + (image.recipients ?? 0), 0)).toBe(model.shared.size)

  for (const [at, id] of ids.entries()) {
    const expected = model.jobs[at]
    const job = await store.jobs.detail(who.project.id, id)
    const page = await store.jobs.pairs(who.project.id, id, { limit: 1000 })
    if (!job || !page || !expected) throw new Error('a job is gone')
    const { done, unchanged, failed, unconfirmed, total } = job.pairs
    expect({ done, unchanged, bad: failed + unconfirmed, total }, `${expected.action} ${at}`).toEqual({
      done: expected.changed.size,
      unchanged: expected.found.size,
      bad: expected.failed.size,
      total: expected.wanted.size,
    })
    const names = (state: string) =>
      page.pairs.filter((one) => one.state === state).map((one) => named(job, one.image, one.project))
    expect(names('done').sort()).toEqual([...expected.changed].sort())
  }
}

const named = (job: JobDetail, image: number, project: number) =>
  pair(job.images[image]?.id ?? '', job.projects[project]?.id ?? '')

const newJob = (action: OwnerAction, wanted: readonly string[]): ModelJob => ({
  ...{ action, wanted: new Set(wanted), changed: new Set(), found: new Set(), failed: new Set() },
  step: new Map(),
})

/** What a job must do to the model's pairs. `refused`: the cloud takes no call. */
function carryOut(model: Model, job: ModelJob, wanted: Iterable<string>, refused = false) {
  model.steps += 1
  for (const one of wanted) {
    const present = model.shared.has(one)
    const fails = refused || FAILING.has(one.split(' ')[1] ?? '')
    job.step.set(one, model.steps)
    if (present === (job.action === 'share')) job.found.add(one)
    else if (fails) job.failed.add(one)
    else {
      job.changed.add(one)
      if (job.action === 'share') model.shared.add(one)
      else model.shared.delete(one)
    }
  }
}

type Command = fc.AsyncCommand<Model, Real>
const indices = (max: number) => fc.uniqueArray(fc.nat(max), { minLength: 1, maxLength: max + 1 })

/** Shares or stops; with `crash` the process dies in the middle and another goes on; `refused`: the cloud says no. */
class Change implements Command {
  constructor(
    readonly action: OwnerAction,
    readonly images: number[],
    readonly projects: number[],
    readonly trouble: 'none' | 'crash' | 'refused',
  ) {}
  check = () => true
  async run(model: Model, real: Real) {
    const batch = {
      images: this.images.map((at) => real.images[at] ?? ''),
      projects: this.projects.map((at) => RECIPIENTS[at] ?? ''),
    }
    const wanted = batch.images.flatMap((image) => batch.projects.map((project) => pair(image, project)))
    const plan = await lastPlan(real, { action: this.action, ...batch })
    const crash = this.trouble === 'crash'
    const refused = this.trouble === 'refused'
    if (refused)
      real.world.upset.answer = ({ path, method }) =>
        path === '/v1/cloudimages/members' && method !== 'GET'
          ? Response.json({ error: { code: 'IMG.0026', message: 'No.' } }, { status: 403 })
          : null
    if (crash) real.world.clock.hold()
    const { jobId } = await real.core.runner.submit(real.who, {
      action: this.action,
      batch,
      reason: '',
      key: null,
    })
    if (crash) {
      await new Promise(setImmediate)
      await real.core.runner.stop()
      real.core = await createCore(real.world, { store: real.store })
      real.core.runner.resume()
      real.world.clock.release()
    }
    await real.core.runner.idle()
    real.world.upset.answer = () => null
    const job = newJob(this.action, wanted)
    carryOut(model, job, wanted, refused)
    model.jobs.push(job)
    real.ids.push(jobId)
    expect(countFates(plan)).toMatchObject({
      change: job.changed.size + job.failed.size,
      same: job.found.size,
    })
    await agree(model, real)
  }
  toString = () => `${this.action}(${this.images} × ${this.projects}) trouble: ${this.trouble}`
}

async function lastPlan(
  { core, who }: Real,
  request: { action: OwnerAction; images: string[]; projects: string[] },
) {
  for await (const event of core.planner.plan(who, { ...request, fresh: true }))
    if (event.kind === 'plan') return event.plan
  throw new Error('no plan came')
}

/** The tenant answers, which changes no share. */
class Answer implements Command {
  constructor(
    readonly image: number,
    readonly status: 'accepted' | 'rejected',
  ) {}
  check = (model: Readonly<Model>) => model.shared.size > 0
  async run(model: Model, real: Real) {
    const image = real.images[this.image] ?? ''
    const url = `http://cloud.test/v2/images/${image}/members/${TENANT}`
    const answer = await real.world.cloud.fetch(
      new Request(url, {
        method: 'PUT',
        headers: { 'x-auth-token': real.tenant.token },
        body: JSON.stringify({ status: this.status }),
      }),
    )
    expect(answer.ok).toBe(model.shared.has(pair(image, TENANT)))
    await agree(model, real)
  }
  toString = () => `${this.status}(${this.image})`
}

/** Another attempt at what failed: in the model it fails again, or was done meanwhile. */
class Retry implements Command {
  constructor(readonly job: number) {}
  check = (model: Readonly<Model>) => model.jobs.length > this.job
  async run(model: Model, real: Real) {
    const job = model.jobs[this.job]
    const id = real.ids[this.job]
    if (!job || !id) return
    const failed = [...job.failed]
    const made = await real.core.actions.retry(real.who, id)
    await real.core.runner.idle()
    expect(made).toEqual(failed.length === 0 ? 'nothing' : { jobId: id })
    job.failed.clear()
    carryOut(model, job, failed)
    await agree(model, real)
  }
  toString = () => `retry(${this.job})`
}

/** Takes back what a job changed and no other job saw to afterwards. */
class Undo implements Command {
  constructor(readonly job: number) {}
  check = (model: Readonly<Model>) => model.jobs.length > this.job
  async run(model: Model, real: Real) {
    const job = model.jobs[this.job]
    const id = real.ids[this.job] ?? ''
    if (!job) return
    const isClaimed = (one: string) =>
      model.jobs.some(
        ({ changed, found, step }) =>
          (changed.has(one) || found.has(one)) && (step.get(one) ?? 0) > (job.step.get(one) ?? 0),
      )
    const wanted = [...job.changed].filter(
      (one) => !isClaimed(one) && model.shared.has(one) === (job.action === 'share'),
    )
    const plan = await real.core.actions.undoPlan(real.who, id)
    if (typeof plan === 'string') throw new Error(plan)
    expect(countFates(plan).change).toBe(wanted.length)
    const made = await real.core.actions.undo(real.who, id, { fingerprint: plan.fingerprint, reason: '' })
    await real.core.runner.idle()
    if (wanted.length === 0) {
      expect(made).toBe('nothing')
      return
    }
    if (typeof made === 'string') throw new Error(made)
    const action = job.action === 'share' ? 'unshare' : 'share'
    const undone = newJob(action, wanted)
    carryOut(model, undone, wanted)
    model.jobs.push(undone)
    real.ids.push(made.jobId)
    await agree(model, real)
  }
  toString = () => `undo(${this.job})`
}

test('members at the cloud, pairs in the history and counts on screens always agree', async () => {
  const change = fc
    .tuple(
      fc.constantFrom<OwnerAction>('share', 'share', 'unshare'),
      indices(2),
      indices(RECIPIENTS.length - 1),
      fc.constantFrom('none' as const, 'none' as const, 'crash' as const, 'refused' as const),
    )
    .map((args) => new Change(...args))
  const commands = fc.commands(
    [
      change,
      change,
      fc.tuple(fc.nat(2), fc.constantFrom('accepted', 'rejected')).map(([image, s]) => new Answer(image, s)),
      fc.nat(4).map((job) => new Retry(job)),
      fc.nat(4).map((job) => new Undo(job)),
    ],
    { maxCommands: 12, size: 'max' },
  )
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      const real = await createReal()
      await fc.asyncModelRun(
        () => ({ model: { shared: new Set<string>(), jobs: [], steps: 0 }, real }),
        steps,
      )
      await real.core.runner.stop()
      await real.store.close()
      real.world.cloud.close()
    }),
    { numRuns: 15 },
  )
}, 120_000)
