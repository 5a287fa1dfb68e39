import pMap from 'p-map'
import type { Code } from '#contract/codes'
import { countPairs, isMember, MAX_PAIRS, outcomeAt, type PairSet, uniqueSet, willSend } from '#contract/pair'
import type { IdleGrant, Plan, PlanEvent, PlanRequest, ShareList } from '#contract/plan'
import { IMAGE_ID, PROJECT_ID } from '#ims/members'
import type { CloudCache } from '../../access/cloud-cache.ts'
import { type Clock, CloudFailure, type Driver, type Identity } from '../../cloud/driver.ts'
import { createMailbox } from '../../cloud/mailbox.ts'
import type { Store } from '../../store/database.ts'
import { findIdleGrants, type Removed } from '../grants/idle-grants.ts'
import { makePlan, withFingerprint } from './make-plan.ts'
import type { ImageReading } from './planned-outcomes.ts'

export type Planner = {
  /**
   * Reads the members of every image, telling how far it is, and ends with the plan; reads no further when nobody
   * listens any more. Throws `CloudFailure`.
   */
  plan(who: Identity, request: PlanRequest): AsyncIterable<PlanEvent>
  /** The plan by what the cloud says now: nothing that was read before is used. Throws `CloudFailure`. */
  planAfresh(who: Identity, request: PlanRequest): Promise<Plan>
  /** Reads all that decides about these images. `onRead` is told of each; no more are begun once it is aborted. */
  read(who: Identity, imageIds: readonly string[], watch?: Watch): Promise<ImageReading[]>
  /** Key grants of this console that no share needs any more once a plan is carried out; none of a share. */
  idleGrants(who: Identity, plan: Omit<Plan, 'fingerprint'>): Promise<IdleGrant[]>
  /** Which recipients the images have, or which images the projects have: one of the lists is empty. */
  shares(who: Identity, of: { images: readonly string[]; projects: readonly string[] }): Promise<ShareList>
}

/** Who listens while the members are read, until the signal is aborted. */
type Watch = { onRead: (imageId: string) => void; signal: AbortSignal }

/** Reads at a time: more of them only add latency. */
const PARALLEL = 8

/** Makes plans from what the cloudCache knows and what is read now. */
export function createPlanner(o: {
  driver: Driver
  clock: Clock
  cloudCache: CloudCache
  store: Store
}): Planner {
  const { driver, clock, cloudCache, store } = o

  const read: Planner['read'] = async (who, imageIds, watch) => {
    const facts = await cloudCache.facts(who, imageIds)
    return pMap(
      imageIds,
      async (id) => {
        const known = facts.get(id) ?? null
        const [members, key] = await Promise.all([
          cloudCache.members(who, id),
          known?.keyId ? cloudCache.key(who, known.keyId) : null,
        ])
        watch?.onRead(id)
        return { id, facts: known, members, key }
      },
      { concurrency: PARALLEL, ...(watch && { signal: watch.signal }) },
    )
  }

  const idleGrants: Planner['idleGrants'] = async (who, plan) => {
    if (plan.action === 'share') return []
    const tools = { driver, clock, cloudCache, grants: store.grants }
    return (await findIdleGrants(tools, who, removedBy(plan))).idle
  }

  const makeWhole = async (who: Identity, request: PlanRequest, watch?: Watch): Promise<Plan> => {
    const { action, projects } = request
    const images = await read(who, request.images, watch)
    const known = new Map((await cloudCache.recipients(who)).map((recipient) => [recipient.id, recipient]))
    const { grantsPerKey } = driver.capabilities
    const unknown =
      action === 'share' ? projects.filter((id) => !known.get(id)?.sources.includes('account')) : []
    const plan = makePlan({
      action,
      owner: who.project.id,
      images,
      projects,
      asked: askedOf(request),
      known,
      grantsPerKey,
      absent: await cloudCache.absent(who, unknown),
      idleGrants: [],
    })
    if (action === 'share') return plan
    return withFingerprint({ ...plan, idleGrants: await idleGrants(who, plan) })
  }

  return {
    read,
    idleGrants,

    async planAfresh(who, asked) {
      const request = checked(asked)
      const before = await cloudCache.facts(who, request.images)
      const keys = [...before.values()].flatMap((image) => image?.keyId ?? [])
      cloudCache.forget(who.project.id, request.images, keys)
      return makeWhole(who, request)
    },

    async *plan(who, asked) {
      const request = checked(asked)
      const total = request.images.length
      const reads = createMailbox<string>()
      const gone = new AbortController()
      const watch = { onRead: reads.put, signal: gone.signal }
      const made = makeWhole(who, request, watch).finally(() => reads.end())
      // Told as it happens; the failure of `made` is thrown below, once.
      made.catch(() => {})
      try {
        let read = 0
        for await (const batch of reads.batches()) {
          read += batch.length
          yield { kind: 'progress', read, of: total }
        }
        yield { kind: 'plan', plan: await made }
      } finally {
        gone.abort()
      }
    },

    async shares(who, { images, projects }) {
      const own = await cloudCache.images(who)
      const asked = new Set(images.map((id) => id.toLowerCase()))
      const ids = own.filter(({ id, recipients }) => (asked.size > 0 ? asked.has(id) : recipients !== 0))
      const readings = await pMap(
        ids,
        async ({ id }) => ({ id, members: await cloudCache.members(who, id) }),
        {
          concurrency: PARALLEL,
        },
      )
      const wanted = new Set(projects)
      const found: ShareList = { images: [], projects: [], unread: [] }
      const recipients = new Set<string>()
      for (const { id, members } of readings) {
        if ('failure' in members) {
          found.unread.push(id)
          continue
        }
        const has = [...members.byProject.keys()].filter(
          (project) => wanted.size === 0 || wanted.has(project),
        )
        if (has.length > 0) found.images.push(id)
        for (const project of has) recipients.add(project)
      }
      return { ...found, projects: [...recipients] }
    },
  }
}

/** The request, each ID once, or a refusal of what cannot be planned, as the call itself would be refused. */
function checked(request: PlanRequest): PlanRequest {
  const { images, projects } = request
  const refuse = (code: Code, message: string) => new CloudFailure('plan', 400, code, message)
  const badImage = images.find((id) => !IMAGE_ID.test(id))
  if (badImage !== undefined) throw refuse('IMG.0066', `"${badImage.slice(0, 80)}" is not a valid image ID.`)
  const badProject = projects.find((id) => !PROJECT_ID.test(id))
  if (badProject !== undefined)
    throw refuse('IMG.0067', `"${badProject.slice(0, 80)}" is not a valid project ID.`)
  const pairs = countPairs(request)
  if (pairs > MAX_PAIRS)
    throw refuse('IMG.0001', `${pairs} pairs are too many for one job. Plan at most ${MAX_PAIRS} at a time.`)
  const set = uniqueSet(request)
  if (!set) throw refuse('IMG.0001', 'A pair names a position that the lists do not have.')
  return { ...set, action: request.action }
}

/** The projects that each image is planned with, by positions; undefined for every one. */
function askedOf({ pairs }: PairSet): ReadonlyMap<number, ReadonlySet<number>> | undefined {
  if (!pairs) return undefined
  const asked = new Map<number, Set<number>>()
  for (const [image, project] of pairs) asked.set(image, (asked.get(image) ?? new Set()).add(project))
  return asked
}

/** The pairs that a stop takes away. */
function removedBy({ action, images, projects }: Omit<Plan, 'fingerprint'>): Removed {
  return new Map(
    images.map(({ id, outcomes }) => [
      id,
      new Set(
        projects.flatMap((project, at) => {
          const outcome = outcomeAt(outcomes, at)
          return willSend(action, outcome) && isMember(outcome) ? [project.id] : []
        }),
      ),
    ]),
  )
}
