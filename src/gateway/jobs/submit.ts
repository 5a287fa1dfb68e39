import { createHash } from 'node:crypto'
import { isAnswer, type JobAction } from '#contract/job'
import { MAX_PAIRS } from '#contract/plan'
import type { MemberBatch } from '#ims/members'
import type { CloudCache } from '../access/cloud-cache.ts'
import type { Credentials } from '../auth/credentials.ts'
import { CloudFailure, type Driver, type Identity } from '../cloud/driver.ts'
import type { Store } from '../store/database.ts'
import { type Submission, submissionKey } from '../store/history/submissions.ts'

/**
 * What is asked for: every image with every project; for an answer with the user's own project alone. `key`:
 * the submission's idempotency key.
 */
export type ShareRequest = {
  action: JobAction
  batch: MemberBatch
  reason: string
  key: string | null
  /** A stop: take back key grants of this console that no share needs afterwards. */
  revokeGrants?: boolean
  /** A share: private images may be made shared, where the cloud asks for that. It changes the images. */
  makeShared?: boolean
  /** An answer: the vault for the data of full-ECS images. */
  vaultId?: string | undefined
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
  images: [...new Set(request.batch.images.map((id) => id.toLowerCase()))],
  projects: [...new Set(request.batch.projects)],
  revokeGrants: request.action === 'unshare' && request.revokeGrants === true,
  makeShared: request.action === 'share' && request.makeShared === true,
  vaultId: (request.action === 'accept' && request.vaultId) || null,
})

/**
 * SHA-256 of what makes two submissions different. The order of the lists does not count, nor does the
 * reason.
 */
const digestOf = ({ images, projects, ...rest }: Submission) =>
  createHash('sha256')
    .update(JSON.stringify([images.toSorted(), projects.toSorted(), rest.action, rest.vaultId]))
    .update(JSON.stringify([rest.revokeGrants, rest.makeShared]))
    .digest('hex')

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
  credentials: Pick<Credentials, 'keep' | 'discard'>
  newId: () => string
  /** Called when there is a job to run. */
  onCreated(): void
}): (who: Identity, request: ShareRequest) => Promise<{ jobId: string }> {
  const { driver, store, cloudCache, credentials } = o

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
  const describe = async (who: Identity, { action, images }: Submission) => {
    const described = isAnswer(action)
      ? new Map((await driver.listReceived(who)).map((image) => [image.id, image]))
      : await cloudCache.describe(who, images)
    if (!images.some((id) => described.get(id)))
      throw new CloudFailure(CALL[action], 404, 'IMG.0027', 'None of the images is visible to the project.')
    return images.map((id) => ({ id, name: described.get(id)?.name ?? '' }))
  }

  /** Names of known recipients; null when they cannot be read, as the job can do without them. */
  const namesOf = async (who: Identity): Promise<Map<string, string> | null> => {
    try {
      return new Map((await cloudCache.recipients(who)).map(({ id, name }) => [id, name]))
    } catch (error) {
      if (error instanceof CloudFailure && error.status !== 401) return null
      throw error
    }
  }

  return async (who, request) => {
    const wanted = submissionOf(request)
    const { action, projects, vaultId } = wanted
    const key = request.key === null ? null : submissionKey(who.user.id, request.key)
    const earlier = key === null ? null : await findEarlier(who, key, wanted)
    if (earlier !== null) return { jobId: earlier }
    const pairs = wanted.images.length * projects.length
    if (pairs > MAX_PAIRS)
      throw new CloudFailure(
        CALL[action],
        400,
        'IMG.0001',
        `${pairs} pairs are too many for one job. Share at most ${MAX_PAIRS} at a time.`,
      )
    const images = await describe(who, wanted)
    const known = await namesOf(who)
    const jobId = o.newId()
    const actor = await credentials.keep(who, jobId)
    const { id, created } = await store.requests.create({
      id: jobId,
      key,
      action,
      reason: request.reason,
      user: who.user,
      token: actor.token,
      project: who.project,
      images,
      projects: projects.map((id) => ({
        id,
        name: id === who.project.id ? who.project.name : (known?.get(id) ?? ''),
      })),
      firstTime:
        known && action === 'share' ? projects.filter((id) => !known.has(id) && id !== who.project.id) : [],
      revokeGrants: wanted.revokeGrants,
      makeShared: wanted.makeShared,
      ...(vaultId !== null && { vaultId }),
    })
    if (created) {
      o.onCreated()
      return { jobId: id }
    }
    await credentials.discard(actor, jobId)
    // Another submission with this key was stored meanwhile.
    if (key !== null) await findEarlier(who, key, wanted)
    return { jobId: id }
  }
}
