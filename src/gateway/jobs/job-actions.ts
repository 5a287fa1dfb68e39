import { createHash } from 'node:crypto'
import type { ConsoleCode } from '#contract/codes'
import { itemAt } from '#contract/item-at'
import { type UndoRequest, waitsForSignIn } from '#contract/job'
import { CONFIRMATIONS, type Plan } from '#contract/plan'
import type { Access } from '../access/access.ts'
import type { CloudCache } from '../access/cloud-cache.ts'
import type { Credentials } from '../auth/credentials.ts'
import type { Driver, Identity } from '../cloud/driver.ts'
import type { Store } from '../store/database.ts'
import type { StoredDetail } from '../store/history/job-detail.ts'
import { withFingerprint } from './plan/make-plan.ts'
import { refuseChanged, requireConfirmed } from './plan/plan-changed.ts'
import type { Planner } from './plan/planner.ts'
import type { Runner } from './runner.ts'
import { readingOf, resettle } from './settle.ts'
import { makeUndoPlan, pairsToUndo } from './undo/undo-plan.ts'
import { standingOf } from './undo/wishes.ts'

/** Why something cannot be done with a job; the words are in the table of codes. */
export type ActionProblem = Extract<
  ConsoleCode,
  | 'CONSOLE.NOT_FOUND'
  | 'CONSOLE.RUNNING'
  | 'CONSOLE.ENDED'
  | 'CONSOLE.ABLE'
  | 'CONSOLE.NOTHING'
  | 'CONSOLE.ANSWER'
>

/**
 * What can be done with a job: it can be stopped until it has ended, and everything else afterwards. Throws
 * `CloudFailure` when the cloud cannot be asked.
 */
export type JobActions = {
  /** Asks a job to stop; answers at once, before it has ended. */
  stop(who: Identity, id: string): Promise<ActionProblem | 'asked'>
  /** Another attempt at what failed or was not sent. */
  retry(who: Identity, id: string): Promise<{ jobId: string } | ActionProblem>
  /**
   * The rest of a job that waits for its user to sign in goes on with the rights of the user who asks for it.
   */
  takeOver(who: Identity, id: string): Promise<{ jobId: string } | ActionProblem>
  /** Reads the members again for all pairs. */
  recheck(who: Identity, id: string): Promise<ActionProblem | 'done'>
  /** Reads what the projects of a job that is to prove it still have. */
  prove(who: Identity, id: string): Promise<ActionProblem | 'done'>
  undoPlan(who: Identity, id: string): Promise<Plan | ActionProblem>
  /** Makes the job that undoes another, if its plan still is the one with this fingerprint. */
  undo(who: Identity, id: string, confirmed: UndoRequest): Promise<{ jobId: string } | ActionProblem>
}

/** Why nobody else can take a job over; null: the job waits for a sign-in. */
function takeOverProblem(job: StoredDetail | null): ActionProblem | null {
  if (!job) return 'CONSOLE.NOT_FOUND'
  if (job.endedAt !== null) return 'CONSOLE.ENDED'
  return waitsForSignIn(job) ? null : 'CONSOLE.ABLE'
}

/** Stop, retry, recheck and undo over the store and the runner. */
export function createJobActions(o: {
  driver: Driver
  access: Access
  cloudCache: CloudCache
  store: Store
  planner: Planner
  runner: Pick<Runner, 'look' | 'startJob' | 'stopJob'>
  credentials: Pick<Credentials, 'identify' | 'keep' | 'discard' | 'settle' | 'takeOver'>
}): JobActions {
  const { driver, access, cloudCache, store, planner, runner, credentials } = o

  /** The plan of an undo, with what is needed to carry it out. */
  const planUndo = async (who: Identity, id: string) => {
    const job = await store.jobs.undoable(who.project.id, id, standingOf)
    if (!job) return 'CONSOLE.NOT_FOUND'
    if (job === 'CONSOLE.ANSWER') return 'CONSOLE.ANSWER'
    if (!job.ended) return 'CONSOLE.RUNNING'
    const ids = [...new Set(job.pairs.map(({ image }) => itemAt(job.images, image).id))]
    cloudCache.forget(who.project.id)
    const images = await planner.read(who, ids, { from: 'cloud' })
    const known = new Map((await cloudCache.recipients(who)).map((recipient) => [recipient.id, recipient]))
    const { grantsPerKey, tellsAge } = driver.capabilities
    const facts = { owner: who.project.id, images, known, grantsPerKey, tellsAge }
    const { plan, withdraws } = makeUndoPlan({ job, ...facts })
    const whole = { ...plan, idleGrants: await planner.idleGrants(who, plan) }
    return { plan: withFingerprint(whole, job.mark), withdraws, mark: job.mark, moved: job.moved }
  }

  /**
   * The pairs of an undo that are still to be changed back; later jobs may want some of them as they are now.
   * Undefined for a job that is no undo.
   */
  const stillToUndo = async (who: Identity, id: string) => {
    const job = await store.jobs.detail(who.project.id, id)
    if (!job?.undoOf || job.endedAt === null) return undefined
    const planned = await planUndo(who, job.undoOf)
    if (typeof planned === 'string') return []
    // The undo has unproven pairs only if they were ticked.
    const { images, projects, pairs } = pairsToUndo(planned.plan, () => true)
    const imageAt = new Map(job.images.map((image, at) => [image.id, at]))
    const projectAt = new Map(job.projects.map((project, at) => [project.id, at]))
    return pairs.map(({ image, project }) => ({
      image: imageAt.get(itemAt(images, image).id) ?? -1,
      project: projectAt.get(itemAt(projects, project).id) ?? -1,
    }))
  }

  return {
    stop: runner.stopJob,

    async retry(who, id) {
      await credentials.settle()
      const only = await stillToUndo(who, id)
      const actor = await credentials.keep(who, id)
      const retry = await store.requests.retry({ projectId: who.project.id, id, only }, actor)
      if (retry.outcome !== 'opened') {
        await credentials.discard(actor, id)
        return retry.outcome
      }
      runner.look()
      return { jobId: id }
    },

    async takeOver(who, id) {
      const why = async () => takeOverProblem(await store.jobs.detail(who.project.id, id))
      const reason = await why()
      if (reason !== null) return reason
      if (await credentials.takeOver(who, id)) return { jobId: id }
      // Somebody else was first, or its user has signed in.
      return (await why()) ?? 'CONSOLE.ABLE'
    },

    async recheck(who, id) {
      const job = await store.requests.loadWhole({ projectId: who.project.id, id })
      if (job === null) return 'CONSOLE.NOT_FOUND'
      if (!job.ended) return 'CONSOLE.RUNNING'
      if (job.open.length === 0) return 'CONSOLE.NOTHING'
      const images = [...new Set(job.open.map(({ image }) => image))]
      const ids = images.map((at) => itemAt(job.images, at))
      const members = await access.readFor(job.action, who, ids)
      const failures = members.flatMap((reading) => ('failure' in reading ? [reading.failure] : []))
      const fatal = failures.find(({ status }) => status === 401)
      if (fatal || failures.length === members.length) throw fatal ?? failures[0]
      const byImage = new Map(images.map((image, at) => [image, members[at]]))
      const pairs = job.open.map((pair) => {
        const reading = byImage.get(pair.image)
        return reading
          ? resettle(job.action, pair, readingOf(job.action, reading, itemAt(job.projects, pair.project)))
          : pair
      })
      // The token may have been revoked while the members were read.
      await credentials.identify(who.token)
      await store.requests.recheck(job, pairs, who.user)
      return 'done'
    },

    async prove(who, id) {
      const job = await store.jobs.detail(who.project.id, id)
      if (!job) return 'CONSOLE.NOT_FOUND'
      if (job.endedAt === null) return 'CONSOLE.RUNNING'
      if (!job.proves) return 'CONSOLE.NOTHING'
      const projects = job.projects.map((project) => project.id)
      const read = await access.readProof(who, projects)
      // The token may have been revoked while the members were read.
      await credentials.identify(who.token)
      await store.requests.prove({ projectId: who.project.id, id }, { ...read, user: who.user })
      return 'done'
    },

    async undoPlan(who, id) {
      const planned = await planUndo(who, id)
      return typeof planned === 'string' ? planned : planned.plan
    },

    async undo(who, id, { fingerprint, reason, revokeGrants = false, unproven = [] }) {
      // A second click makes no second job, but an undo that failed, or another user's, can be confirmed once
      // more.
      const ended = await store.jobs.endedUndos(who.project.id, id)
      const wish = createHash('sha256').update(JSON.stringify([who.user.id, revokeGrants, unproven]))
      const key = `undo ${id} ${fingerprint} ${ended} ${wish.digest('hex')}`
      const earlier = await store.jobs.byKey(who.project.id, key)
      if (earlier) return { jobId: earlier.id }
      const planned = await planUndo(who, id)
      if (typeof planned === 'string') return planned
      const { plan, withdraws, mark, moved } = planned
      requireConfirmed(plan, { fingerprint, kinds: CONFIRMATIONS })
      const ticked = new Set(unproven.map(({ image, project }) => `${image} ${project}`))
      const undone = pairsToUndo(plan, (image, project) => ticked.has(`${image} ${project}`))
      if (undone.pairs.length + withdraws.length === 0) return 'CONSOLE.NOTHING'
      const named = ({ id, name }: { id: string; name: string }) => ({ id, name })
      const made = await runner.startJob(who, (job) =>
        store.requests.createUndo({
          ...job,
          key,
          action: plan.action,
          reason,
          images: undone.images.map(named),
          projects: undone.projects.map(named),
          pairs: undone.pairs,
          confirmed: undone.outcomes,
          withdraws,
          mark,
          moved,
          undoOf: id,
          firstTime: [],
          revokeGrants: revokeGrants && plan.action === 'unshare',
        }),
      )
      if (made !== 'CONSOLE.CHANGED') return { jobId: made.id }
      const now = await planUndo(who, id)
      return typeof now === 'string' ? now : refuseChanged(now.plan)
    },
  }
}
