import { createHash } from 'node:crypto'
import { isAnswer, type JobAction } from '#contract/job'
import type { PairSet } from '#contract/pair'
import type { Recipient } from '#contract/recipient'
import type { CloudCache } from '../access/cloud-cache.ts'
import { CloudFailure, type Driver, type Identity } from '../cloud/driver.ts'
import type { Store } from '../store/database.ts'
import { type Submission, submissionKey } from '../store/history/submissions.ts'
import { checkSet } from './check-set.ts'
import { type Confirmed, requireConfirmed } from './plan/plan-changed.ts'
import type { Planner } from './plan/planner.ts'
import { refuseNames } from './refuse-names.ts'
import type { StartJob } from './start-job.ts'

/**
 * What is asked for: the pairs of a set, for an answer those with the user's own project alone. `key`: the
 * submission's idempotency key; `confirmed`: what was confirmed of the plan that was shown; every pair is wanted
 * when that is not given.
 */
export type ShareRequest = {
  action: JobAction
  set: PairSet
  confirmed?: Confirmed | null
  reason: string
  key: string | null
  /** A stop: take back key grants of this console that no share needs afterwards. */
  revokeGrants?: boolean
  /** A share: private images may be made shared, where the cloud asks for that. It changes the images. */
  makeShared?: boolean
  /** An answer: the vault for the data of full-ECS images. */
  vaultId?: string | undefined
  /** A stop: it ends with a proof of what its projects still have. */
  proves?: boolean | undefined
}

/** How refusals name what a job does. */
const CALL: Record<JobAction, string> = {
  share: 'share images',
  unshare: 'stop sharing images',
  accept: 'accept images',
  reject: 'reject images',
}

/** A request without duplicates and without options that mean nothing to its action. */
const submissionOf = (request: ShareRequest): Submission => ({
  action: request.action,
  set: checkSet(CALL[request.action], request.set),
  revokeGrants: request.action === 'unshare' && request.revokeGrants === true,
  makeShared: request.action === 'share' && request.makeShared === true,
  vaultId: (request.action === 'accept' && request.vaultId) || null,
  proves: request.action === 'unshare' && request.proves === true,
})

/**
 * SHA-256 of what makes two submissions different. The order of the lists does not count, nor does the reason.
 */
const digestOf = ({ set, ...rest }: Submission) =>
  createHash('sha256')
    .update(JSON.stringify([set.images.toSorted(), set.projects.toSorted(), rest.action, rest.vaultId]))
    .update(JSON.stringify([rest.revokeGrants, rest.makeShared, rest.proves, idsOf(set)]))
    .digest('hex')

/** The pairs of a set by their IDs, in no order that matters; null: every image with every project. */
function idsOf({ images, projects, pairs }: PairSet): string[] | null {
  if (!pairs || pairs.length === images.length * projects.length) return null
  return pairs.map(([image, project]) => `${images[image]} ${projects[project]}`).sort()
}

/** `signal`: the caller has gone. Until something is stored, everything ends with that. */
export type Submit = (
  who: Identity,
  request: ShareRequest,
  signal?: AbortSignal,
) => Promise<{ jobId: string }>

/**
 * Stores a job with all its pairs and the token that it is to run with, and answers at once. Throws
 * `CloudFailure`: 401 when the token is not valid, 400 `IMG.0001` for more than `MAX_PAIRS` pairs, 400
 * `CONSOLE.KEY_REUSED` for a key that has made another job, and what the cloud says when none of the images
 * can be looked at.
 */
export function createSubmit(o: {
  driver: Driver
  store: Store
  cloudCache: CloudCache
  planner: Pick<Planner, 'planAfresh'>
  startJob: StartJob
}): Submit {
  const { driver, store, cloudCache, planner, startJob } = o

  /** The job that a submission with this key has made before. */
  const findEarlier = async (who: Identity, key: string, wanted: Submission): Promise<string | null> => {
    const earlier = await store.submissions.find(who.project.id, key)
    if (earlier && digestOf(earlier.submission) !== digestOf(wanted))
      throw new CloudFailure(
        CALL[wanted.action],
        400,
        'CONSOLE.KEY_REUSED',
        'This idempotency key belongs to another submission. Nothing was stored or sent. Use a new key.',
      )
    return earlier?.jobId ?? null
  }

  /** Names of the images by ID; fails when none of them can be looked at. */
  const describe = async (who: Identity, { action, set: { images } }: Submission, signal?: AbortSignal) => {
    if (!isAnswer(action)) await cloudCache.requireOwn(who, images)
    const described = isAnswer(action)
      ? new Map((await driver.listReceived(who)).map((image) => [image.id, image]))
      : await cloudCache.describe(who, images, signal)
    if (!images.some((id) => described.get(id)))
      throw new CloudFailure(CALL[action], 404, 'IMG.0027', 'None of the images is visible to the project.')
    return images.map((id) => ({ id, name: described.get(id)?.name ?? '' }))
  }

  /** Known recipients; null when they cannot be read, as the job can do without them. */
  const knownRecipients = async (who: Identity): Promise<Recipient[] | null> => {
    try {
      return await cloudCache.recipients(who)
    } catch (error) {
      if (error instanceof CloudFailure && error.status !== 401) return null
      throw error
    }
  }

  /** The outcomes that were confirmed, a row for each image; null when nothing was. */
  const confirmedOutcomes = async (
    who: Identity,
    { action, set }: Submission,
    confirmed: Confirmed | null,
    signal?: AbortSignal,
  ): Promise<string[] | null> => {
    if (confirmed === null || isAnswer(action)) return null
    const plan = await planner.planAfresh(who, { action, ...set }, signal)
    requireConfirmed(plan, confirmed)
    return plan.images.map(({ outcomes }) => outcomes)
  }

  return async (who, request, signal) => {
    const wanted = submissionOf(request)
    const { action, set, vaultId } = wanted
    const { projects } = set
    const key = request.key === null ? null : submissionKey(who.user.id, request.key)
    const earlier = key === null ? null : await findEarlier(who, key, wanted)
    if (earlier !== null) return { jobId: earlier }
    const confirmed = await confirmedOutcomes(who, wanted, request.confirmed ?? null, signal)
    const images = await describe(who, wanted, signal)
    const recipients = await knownRecipients(who)
    if (recipients && !isAnswer(action)) refuseNames(CALL[action], { who, action, projects }, recipients)
    const known = recipients && new Map(recipients.map(({ id, name }) => [id, name]))
    signal?.throwIfAborted()
    const made = await startJob(who, (job) =>
      store.requests.create({
        ...job,
        key,
        action,
        reason: request.reason,
        images,
        pairs: set.pairs?.map(([image, project]) => ({ image, project })),
        confirmed,
        projects: projects.map((id) => ({
          id,
          name: id === who.project.id ? who.project.name : (known?.get(id) ?? ''),
        })),
        firstTime:
          known && action === 'share' ? projects.filter((id) => !known.has(id) && id !== who.project.id) : [],
        revokeGrants: wanted.revokeGrants,
        makeShared: wanted.makeShared,
        proves: wanted.proves,
        ...(vaultId !== null && { vaultId }),
      }),
    )
    // Of two submissions at the same time the other was first.
    if (!made.created && key !== null) await findEarlier(who, key, wanted)
    return { jobId: made.id }
  }
}
