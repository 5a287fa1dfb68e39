import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countGroups, countOf, type OwnerAction, positionsOf } from '#contract/pair'
import type { Plan } from '#contract/plan'
import { projectId } from '#embedded/seed-projects'
import { agreed } from '#testing/agreed'
import { adopt, begin } from '#testing/life-adopt'
import {
  actOutside,
  createJob,
  createModel,
  type Model,
  observe,
  pairOf,
  pairsOfColleague,
  planUndo,
  stillToDo,
  toggle,
  wants,
} from '#testing/life-model'
import {
  agree,
  closeReal,
  colleague,
  createReal,
  type Flavour,
  type Real,
  refuseAll,
  TENANT,
  troubles,
  untilUnderWay,
} from '#testing/life-world'

/*
 * The whole life of shares, against a model: jobs that overlap, undone in any order and depth; a colleague
 * who acts at the cloud between any two steps; refusals that change nothing, answers that are lost with and
 * without effect, a process that dies. After every step the members at the cloud and the pairs in the history
 * must be what the model says. Beside the model stand two laws: what a job calls its own was nobody else's
 * doing, and no undo changes what a colleague did.
 */

const FAILING = ['fault-pair', 'fault-lie']
const RECIPIENTS = {
  ims: [TENANT, projectId('acme-prod'), projectId('acme-test'), ...FAILING],
  glance: [TENANT, projectId('acme-prod'), projectId('acme-test')],
}

type Command = fc.AsyncCommand<Model, Real>
type Trouble = keyof typeof troubles

/** What a colleague does in the middle of a job: makes these pairs of it as the job wants them. */
type Quick = { pairs: number[] }

const namesOf = (images: readonly string[], projects: readonly string[]) =>
  images.flatMap((image) => projects.map((project) => `${image} ${project}`))

/** Shares or stops, with or without trouble on the way. */
class Change implements Command {
  constructor(
    readonly action: OwnerAction,
    readonly images: number[],
    readonly projects: number[],
    readonly trouble: Trouble,
    readonly quick: Quick,
  ) {}
  check = () => true
  async run(model: Model, real: Real) {
    const images = this.images.map((at) => real.images[at] ?? '')
    const projects = this.projects.map(
      (at) => RECIPIENTS[real.flavour][at % RECIPIENTS[real.flavour].length] ?? '',
    )
    const wanted = namesOf(images, [...new Set(projects)])
    const plan = await real.planOf({ action: this.action, images, projects })
    const at = model.jobs.push(createJob(this.action)) - 1
    const missing = begin(model, at, wanted)
    expect(countGroups(plan)).toMatchObject({ change: missing.length, same: wanted.length - missing.length })

    const mine = this.quick.pairs.flatMap((n) => missing[n] ?? []).filter((name) => !name.includes('fault'))
    const theirs = new Set<string>()
    // That a member was gone before a set call came to it is told by no cloud with batches: nobody can know.
    const isOneCall = missing.length === wanted.length && this.trouble !== 'quick'
    const isUntold = real.flavour === 'ims' && this.action === 'unshare' && !isOneCall
    const interfere = async () => {
      for (const name of isUntold ? [] : mine) {
        if (!(await colleague(real, name, this.action === 'share'))) continue
        actOutside(model, name, this.action === 'share')
        theirs.add(name)
      }
    }
    await troubles[this.trouble](real, interfere, async () => {
      const request = { action: this.action, set: { images, projects }, reason: '', key: null }
      real.ids.push((await real.core.runner.submit(real.who, request)).jobId)
    })
    await real.core.runner.idle()
    real.world.faulty.answer = () => null
    await adopt(model, real, { at, wanted: missing, theirs })
    await agree(model, real)
  }
  toString = () =>
    `${this.action}(${this.images} × ${this.projects}) trouble: ${this.trouble}, quick: ${this.quick.pairs}`
}

/** The tenant answers, which changes no share. */
class Answer implements Command {
  constructor(
    readonly image: number,
    readonly status: 'accepted' | 'rejected',
  ) {}
  check = () => true
  async run(model: Model, real: Real) {
    const image = real.images[this.image] ?? ''
    const isThere = model.pairs.get(`${image} ${TENANT}`)?.present === true
    expect(await real.answer(image, this.status)).toBe(isThere)
    await agree(model, real)
  }
  toString = () => `${this.status}(${this.image})`
}

/**
 * Somebody shares or stops past the console. On Glance nothing tells a pair that was taken and given anew.
 */
class Outside implements Command {
  constructor(
    readonly image: number,
    readonly project: number,
    readonly present: boolean,
  ) {}
  check = () => true
  async run(model: Model, real: Real) {
    const name = `${real.images[this.image]} ${RECIPIENTS[real.flavour][this.project % 3]}`
    const pair = pairOf(model, name)
    const isBackUnseen = pair.left === this.present && pair.present !== this.present
    if (pair.present === this.present || (isBackUnseen && !(real.flavour === 'ims' && this.present))) return
    actOutside(model, name, this.present)
    await colleague(real, name, this.present)
    await agree(model, real)
  }
  toString = () => `colleague ${this.present ? 'shares' : 'stops'}(${this.image}, ${this.project})`
}

/** Another attempt at what failed. */
class Retry implements Command {
  constructor(readonly job: number) {}
  check = (model: Readonly<Model>) => model.jobs.length > this.job
  async run(model: Model, real: Real) {
    const failed = [...(model.jobs[this.job]?.bad ?? [])]
    const id = real.ids[this.job] ?? ''
    const made = await real.core.actions.retry(real.who, id)
    const isLeft = stillToDo(model, this.job, { tellsAge: real.flavour === 'ims' })
    expect(made).toEqual(failed.some(isLeft) ? { jobId: id } : 'CONSOLE.NOTHING')
    if (typeof made === 'string') return
    await real.core.runner.idle()
    const asWanted = new Set(
      failed.filter((name) => pairOf(model, name).present === wants(model.jobs[this.job])),
    )
    for (const name of failed) observe(pairOf(model, name))
    await adopt(model, real, { at: this.job, wanted: failed, theirs: asWanted })
    await agree(model, real)
  }
  toString = () => `retry(${this.job})`
}

/** The members are read again for all pairs: what failed may have arrived meanwhile. */
class Recheck implements Command {
  constructor(readonly job: number) {}
  check = (model: Readonly<Model>) => model.jobs.length > this.job
  async run(model: Model, real: Real) {
    const job = model.jobs[this.job]
    const failed = [...(job?.bad ?? [])]
    const done = await real.core.actions.recheck(real.who, real.ids[this.job] ?? '')
    const { size } = await real.resultsOf(real.ids[this.job] ?? '')
    expect(done).toBe(size === 0 ? 'CONSOLE.NOTHING' : 'done')
    const arrived = new Set(failed.filter((name) => pairOf(model, name).present === wants(job)))
    for (const name of failed) observe(pairOf(model, name))
    await adopt(model, real, { at: this.job, wanted: failed, theirs: arrived })
    await agree(model, real)
  }
  toString = () => `recheck(${this.job})`
}

const unprovenOf = (plan: Plan) =>
  plan.images.flatMap(({ id, outcomes }) =>
    positionsOf(outcomes, 'unproven').map((at) => ({ image: id, project: plan.projects[at]?.id ?? '' })),
  )

/** Undoes a job, be it an undo itself. `ticked`: unproven pairs too; `refused`: the cloud takes no call. */
class Undo implements Command {
  constructor(
    readonly job: number,
    readonly ticked: boolean,
    readonly refused: boolean,
    readonly open: Change | null,
  ) {}
  check = (model: Readonly<Model>) => model.jobs.length > this.job
  async run(model: Model, real: Real) {
    const other = this.open && real.flavour === 'ims' ? await this.beginOther(model, real, this.open) : null
    const isOpen = (name: string) => other?.missing.includes(name) ?? false
    const expected = planUndo(model, this.job, { isOpen, tellsAge: real.flavour === 'ims' })
    const theirs = pairsOfColleague(model)

    const id = real.ids[this.job] ?? ''
    const plan = agreed(await real.core.actions.undoPlan(real.who, id))
    const counts = { ...countGroups(plan), unproven: countOf(plan.images, 'unproven') }
    expect(counts).toMatchObject({
      change: expected.change.length,
      same: expected.found.length,
      unproven: expected.unproven.length,
    })
    if (this.refused) refuseAll(real)
    const unproven = this.ticked ? unprovenOf(plan) : []
    const { fingerprint } = plan
    const made = await real.core.actions.undo(real.who, id, { fingerprint, reason: '', unproven })
    real.world.clock.release()
    await real.core.runner.idle()
    real.world.faulty.answer = () => null
    const ticked = this.ticked ? expected.unproven : []
    const sent = [...expected.change, ...ticked]
    const isNothing = sent.length + expected.found.length + expected.atOnce.length === 0
    expect(made === 'CONSOLE.NOTHING').toBe(isNothing)
    const adoptOther = async () => {
      if (other) await adopt(model, real, { at: other.at, wanted: other.missing, theirs: new Set() })
    }
    if (typeof made === 'string') await adoptOther()
    else {
      const action = wants(model.jobs[this.job]) ? 'unshare' : 'share'
      const at = model.jobs.push(createJob(action, expected.undo)) - 1
      real.ids.push(made.jobId)
      for (const name of expected.atOnce) toggle(model, at, name)
      await adoptOther()
      const asWanted = new Set(expected.found)
      await adopt(model, real, { at, wanted: [...sent, ...expected.found], theirs: asWanted })
    }
    const left = theirs.filter(([name]) => !ticked.includes(name) && !other?.missing.includes(name))
    const now = left.map(([name]) => [name, pairOf(model, name).present])
    expect(now, 'what a colleague did').toEqual(left)
    await agree(model, real)
  }
  /** Another job whose calls are under way while the undo is planned and confirmed. */
  private async beginOther(model: Model, real: Real, { action, images, projects }: Change) {
    const set = {
      images: images.map((at) => real.images[at] ?? ''),
      projects: [...new Set(projects.map((at) => RECIPIENTS.ims[at % 3] ?? ''))],
    }
    real.world.clock.hold()
    const { jobId } = await real.core.runner.submit(real.who, { action, set, reason: '', key: null })
    real.ids.push(jobId)
    await untilUnderWay(real, jobId)
    const at = model.jobs.push(createJob(action)) - 1
    return { at, missing: begin(model, at, namesOf(set.images, set.projects)) }
  }
  toString = () =>
    `undo(${this.job})${this.ticked ? ' ticked' : ''}${this.refused ? ' refused' : ''}${this.open ? ` while ${this.open}` : ''}`
}

const change = fc
  .record({
    action: fc.constantFrom<OwnerAction>('share', 'share', 'unshare'),
    images: fc.uniqueArray(fc.nat(2), { minLength: 1 }),
    projects: fc.uniqueArray(fc.nat(4), { minLength: 1 }),
    trouble: fc.constantFrom(...(Object.keys(troubles) as Trouble[]), 'none' as const, 'none' as const),
    quick: fc.record({ pairs: fc.uniqueArray(fc.nat(5), { maxLength: 3 }) }),
  })
  .map(({ action, images, projects, trouble, quick }) => new Change(action, images, projects, trouble, quick))

const undo = fc
  .record({
    job: fc.nat(5),
    ticked: fc.boolean(),
    refused: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    open: fc.option(change, { freq: 4 }),
  })
  .map(({ job, ticked, refused, open }) => new Undo(job, ticked, refused, open))

const commands = fc.commands(
  [
    change,
    change,
    undo,
    undo,
    fc.tuple(fc.nat(2), fc.nat(2), fc.boolean()).map((args) => new Outside(...args)),
    fc.tuple(fc.nat(2), fc.constantFrom('accepted', 'rejected')).map(([image, s]) => new Answer(image, s)),
    fc.nat(4).map((job) => new Retry(job)),
    fc.nat(4).map((job) => new Recheck(job)),
  ],
  { maxCommands: 14, size: 'max' },
)

describe.each<Flavour>(['ims', 'glance'])('on %s', (flavour) => {
  test('members at the cloud, pairs in the history and what an undo does always agree', async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (steps) => {
        const real = await createReal(flavour)
        await fc.asyncModelRun(() => ({ model: createModel(), real }), steps)
        await closeReal(real)
      }),
      { numRuns: Number(process.env.LIFE_RUNS ?? 15) },
    )
  }, 600_000)
})
