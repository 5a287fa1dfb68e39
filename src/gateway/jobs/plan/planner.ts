import pMap from 'p-map'
import { itemAt } from '#contract/item-at'
import { isMember, outcomeAt, type PairSet, willSend } from '#contract/pair'
import type { IdleGrant, Plan, PlanEvent, PlanRequest } from '#contract/plan'
import type { Access, ReadHow } from '../../access/access.ts'
import type { CloudCache } from '../../access/cloud-cache.ts'
import type { Driver, Identity } from '../../cloud/driver.ts'
import { createMailbox } from '../../cloud/mailbox.ts'
import type { KeyReading } from '../../cloud/read-key.ts'
import { throwIfTokenRefused } from '../../cloud/read-members.ts'
import type { Store } from '../../store/database.ts'
import { checkSet } from '../check-set.ts'
import { findIdleGrants, type Removed } from '../grants/idle-grants.ts'
import { refuseNames } from '../refuse-names.ts'
import { makePlan, withFingerprint } from './make-plan.ts'
import type { ImageReading } from './planned-outcomes.ts'

export type Planner = {
  /**
   * Reads the members of every image, telling how far it is, and ends with the plan; reads no further when nobody
   * listens any more. Throws `CloudFailure`.
   */
  plan(who: Identity, request: PlanRequest): AsyncIterable<PlanEvent>
  /**
   * The plan of a set that `checkSet` has passed, by what the cloud says now: nothing that was read before is used.
   * Throws `CloudFailure`.
   */
  planAfresh(who: Identity, request: PlanRequest, signal?: AbortSignal): Promise<Plan>
  /** Reads all that decides about these images; throws the failure of a refused token. */
  read(who: Identity, imageIds: readonly string[], how: ReadHow): Promise<ImageReading[]>
  /** Key grants of this console that no share needs any more once a plan is carried out; none of a share. */
  idleGrants(who: Identity, plan: Omit<Plan, 'fingerprint'>): Promise<IdleGrant[]>
}

/** Keys read at a time. */
const PARALLEL = 8

/** Makes plans from what is known of the cloud and what is read now. */
export function createPlanner(o: {
  driver: Driver
  access: Access
  cloudCache: CloudCache
  store: Store
}): Planner {
  const { driver, access, cloudCache, store } = o

  const read: Planner['read'] = async (who, imageIds, how) => {
    const facts = await cloudCache.facts(who, imageIds, how.signal)
    const keyIds = new Set([...facts.values()].flatMap((image) => image?.keyId ?? []))
    const keys = new Map<string, KeyReading>()
    const readKey = async (id: string) => keys.set(id, await cloudCache.key(who, id))
    const [readings] = await Promise.all([
      access.read(who, imageIds, how),
      pMap(keyIds, readKey, { concurrency: PARALLEL, signal: how.signal }),
    ])
    throwIfTokenRefused(readings)
    return imageIds.map((id, at) => {
      const known = facts.get(id) ?? null
      const key = (known?.keyId && keys.get(known.keyId)) || null
      return { id, facts: known, members: itemAt(readings, at), key }
    })
  }

  const idleGrants: Planner['idleGrants'] = async (who, plan) => {
    if (plan.action === 'share') return []
    const tools = { driver, access, cloudCache, grants: store.grants }
    return (await findIdleGrants(tools, who, removedBy(plan))).idle
  }

  const makeWhole = async (who: Identity, request: PlanRequest, how: ReadHow): Promise<Plan> => {
    const { action, projects } = request
    const recipients = await cloudCache.recipients(who)
    refuseNames('plan', { who, action, projects }, recipients)
    const known = new Map(recipients.map((recipient) => [recipient.id, recipient]))
    const images = await read(who, request.images, how)
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
      absent: await cloudCache.absent(who, unknown, how.signal),
      idleGrants: [],
    })
    if (action === 'share') return plan
    return withFingerprint({ ...plan, idleGrants: await idleGrants(who, plan) })
  }

  return {
    read,
    idleGrants,

    async planAfresh(who, request, signal) {
      await cloudCache.requireOwn(who, request.images)
      const before = await cloudCache.facts(who, request.images, signal)
      const keys = [...before.values()].flatMap((image) => image?.keyId ?? [])
      cloudCache.forget(who.project.id, keys)
      return makeWhole(who, request, { from: 'cloud', signal })
    },

    async *plan(who, asked) {
      const request = { ...checkSet('plan', asked), action: asked.action }
      const total = request.images.length
      const reads = createMailbox<string>()
      const gone = new AbortController()
      const how = { from: 'snapshot', onRead: reads.put, signal: gone.signal } as const
      const made = cloudCache
        .requireOwn(who, request.images)
        .then(() => makeWhole(who, request, how))
        .finally(() => reads.end())
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
  }
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
