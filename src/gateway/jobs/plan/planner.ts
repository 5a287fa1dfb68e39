import pMap from 'p-map'
import {
  fateOf,
  type IdleGrant,
  isShared,
  MAX_PAIRS,
  type Plan,
  type PlanEvent,
  type PlanRequest,
} from '#contract/plan'
import { IMAGE_ID, PROJECT_ID } from '#ims/members'
import type { Access, ReadHow } from '../../access/access.ts'
import type { CloudCache } from '../../access/cloud-cache.ts'
import { CloudFailure, type Driver, type Identity } from '../../cloud/driver.ts'
import type { KeyReading } from '../../cloud/read-key.ts'
import { throwIfTokenRefused } from '../../cloud/read-members.ts'
import type { Store } from '../../store/database.ts'
import { findIdleGrants, type Removed } from '../grants/idle-grants.ts'
import type { ImageReading } from './cells.ts'
import { makePlan, withFingerprint } from './make-plan.ts'

export type Planner = {
  /**
   * Reads the members of every image, telling how far it is, and ends with the plan; reads no further when nobody
   * listens any more. Throws `CloudFailure`.
   */
  plan(who: Identity, request: PlanRequest): AsyncIterable<PlanEvent>
  /** Reads all that decides about these images; throws the failure of a refused token. */
  read(who: Identity, imageIds: readonly string[], how: ReadHow): Promise<ImageReading[]>
  /** Key grants of this console that no share needs any more once a plan is carried out; none of a share. */
  idleGrants(who: Identity, plan: Omit<Plan, 'fingerprint'>): Promise<IdleGrant[]>
}

/** Keys read at a time. */
const PARALLEL = 8

/** Makes plans from what the cloudCache knows and what is read now. */
export function createPlanner(o: {
  driver: Driver
  access: Access
  cloudCache: CloudCache
  store: Store
}): Planner {
  const { driver, access, cloudCache, store } = o

  const read: Planner['read'] = async (who, imageIds, how) => {
    const facts = await cloudCache.facts(who, imageIds)
    const keyIds = new Set([...facts.values()].flatMap((image) => image?.keyId ?? []))
    const keys = new Map<string, KeyReading>()
    const readKey = async (id: string) => keys.set(id, await cloudCache.key(who, id))
    const [readings] = await Promise.all([
      access.read(who, imageIds, how),
      pMap(keyIds, readKey, { concurrency: PARALLEL }),
    ])
    throwIfTokenRefused(readings)
    return imageIds.flatMap((id, at) => {
      const members = readings[at]
      const known = facts.get(id) ?? null
      return members ? { id, facts: known, members, key: keys.get(known?.keyId ?? '') ?? null } : []
    })
  }

  const idleGrants: Planner['idleGrants'] = async (who, plan) => {
    if (plan.action === 'share') return []
    const tools = { driver, access, cloudCache, grants: store.grants, runs: store.runs }
    return (await findIdleGrants(tools, who, removedBy(plan))).idle
  }

  const makeWhole = async (who: Identity, request: PlanRequest, how: ReadHow): Promise<Plan> => {
    const { action, projects } = request
    const images = await read(who, request.images, how)
    const known = new Map((await cloudCache.recipients(who)).map((recipient) => [recipient.id, recipient]))
    const { grantsPerKey } = driver.capabilities
    const strangers =
      action === 'share' ? projects.filter((id) => !known.get(id)?.sources.includes('account')) : []
    const absent = await cloudCache.absent(who, strangers)
    const facts = { action, owner: who.project.id, images, projects, known, grantsPerKey, absent }
    const plan = makePlan({ ...facts, idleGrants: [] })
    if (action === 'share') return plan
    return withFingerprint({ ...plan, idleGrants: await idleGrants(who, plan) })
  }

  return {
    read,
    idleGrants,

    async *plan(who, asked) {
      check(asked)
      const request = withoutDuplicates(asked)
      if (request.fresh) {
        const before = await cloudCache.facts(who, request.images)
        const keys = [...before.values()].flatMap((image) => image?.keyId ?? [])
        cloudCache.forget(who.project.id, keys)
      }
      const total = request.images.length
      const reads = createProgress()
      const gone = new AbortController()
      const from = request.fresh ? 'cloud' : 'snapshot'
      const made = makeWhole(who, request, { from, onRead: reads.step, signal: gone.signal }).finally(
        reads.end,
      )
      // Told as it happens; the failure of `made` is thrown below, once.
      made.catch(() => {})
      try {
        for await (const count of reads.steps) yield { kind: 'progress', read: count, of: total }
        yield { kind: 'plan', plan: await made }
      } finally {
        gone.abort()
      }
    },
  }
}

/** Each ID once; image IDs in lower case, as everything here knows them. */
const withoutDuplicates = (request: PlanRequest): PlanRequest => ({
  ...request,
  images: [...new Set(request.images.map((id) => id.toLowerCase()))],
  projects: [...new Set(request.projects)],
})

/** Refuses what cannot be planned, as the call itself would be refused. */
function check({ images, projects }: PlanRequest) {
  const refuse = (code: string, message: string) => new CloudFailure('plan', 400, code, message)
  const badImage = images.find((id) => !IMAGE_ID.test(id))
  if (badImage !== undefined) throw refuse('IMG.0066', `"${badImage.slice(0, 80)}" is not a valid image ID.`)
  const badProject = projects.find((id) => !PROJECT_ID.test(id))
  if (badProject !== undefined)
    throw refuse('IMG.0067', `"${badProject.slice(0, 80)}" is not a valid project ID.`)
  if (images.length * projects.length > MAX_PAIRS)
    throw refuse(
      'IMG.0001',
      `${images.length * projects.length} pairs are too many for one job. Plan at most ${MAX_PAIRS} at a time.`,
    )
}

/** The pairs that a stop takes away. */
function removedBy({ action, images, projects }: Omit<Plan, 'fingerprint'>): Removed {
  return new Map(
    images.map(({ id, cells }) => [
      id,
      new Set(
        projects.flatMap(({ id: project }, at) => {
          const cell = cells[at] ?? ' '
          return fateOf(action, cell) === 'change' && isShared(cell) ? [project] : []
        }),
      ),
    ]),
  )
}

/** Counts steps, and tells the count to whoever listens; steps between two looks are told as one. */
function createProgress() {
  let count = 0
  let ended = false
  let wake = () => {}
  async function* steps() {
    let told = 0
    while (!ended) {
      await new Promise<void>((resolve) => {
        wake = resolve
        if (ended || count > told) resolve()
      })
      if (count === told) continue
      told = count
      yield told
    }
  }
  return {
    steps: steps(),
    step: () => {
      count += 1
      wake()
    },
    end: () => {
      ended = true
      wake()
    },
  }
}
