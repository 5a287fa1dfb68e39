import { createHash } from 'node:crypto'
import { type OwnerAction, type PlannedOutcome, packOutcomes, willSend } from '#contract/pair'
import type { IdleGrant, Plan, PlanImage, PlanKey, PlanProject } from '#contract/plan'
import type { Recipient } from '#contract/recipient'
import { type ImageReading, obstacleOf, planOutcomes } from './planned-outcomes.ts'
import { createTenants, type Tenants } from './tenant-mismatch.ts'

/** Everything a plan is made of, as it was read. `owner`: the project that owns the images. */
export type PlanFacts = {
  action: OwnerAction
  owner: string
  images: readonly ImageReading[]
  projects: readonly string[]
  /** Which projects each image is planned with, by positions; every one when not given. */
  asked?: ReadonlyMap<number, ReadonlySet<number>> | undefined
  known: ReadonlyMap<string, Recipient>
  grantsPerKey: number | null
  /** Projects that there are not, as far as the cloud tells. */
  absent: ReadonlySet<string>
  idleGrants: readonly IdleGrant[]
}

/** What will change, pair by pair, and what the operator should know about it. */
export function makePlan(facts: PlanFacts): Plan {
  const { action, owner, known } = facts
  const projects = facts.projects.map((id): PlanProject => {
    const { name = '', accountId = '', sources = [] } = known.get(id) ?? {}
    return { id, name, accountId, seen: [...sources] }
  })
  const tenants = createTenants([...known.values()].map(({ name }) => name))
  const candidates = projects.map((project) => ({ ...project, isAbsent: facts.absent.has(project.id) }))
  const images = facts.images.map((image, at): PlanImage => {
    const asked = facts.asked?.get(at)
    const outcomes = planAmong(asked, candidates, (some) => planOutcomes(action, image, some, owner))
    return {
      ...describeImage(facts, image, projects),
      outcomes: packOutcomes(outcomes),
      ...findMismatches(tenants, { action, image, projects, outcomes }),
    }
  })
  return withFingerprint({ action, images, projects, idleGrants: [...facts.idleGrants] })
}

/** Plans those candidates that are asked for; the others are no part of it, and take no places. */
function planAmong<T>(
  asked: ReadonlySet<number> | undefined,
  candidates: readonly T[],
  plan: (some: readonly T[]) => PlannedOutcome[],
): PlannedOutcome[] {
  if (!asked) return plan(candidates)
  const planned = plan(candidates.filter((_, at) => asked.has(at)))
  let next = 0
  return candidates.map((_, at) => (asked.has(at) ? planned[next++] : undefined) ?? 'notAsked')
}

/** All about an image but its pairs. */
export function describeImage(
  { action, grantsPerKey }: Pick<PlanFacts, 'action' | 'grantsPerKey'>,
  image: ImageReading,
  projects: readonly PlanProject[],
): Omit<PlanImage, 'outcomes' | 'namedTenants' | 'mismatches'> {
  const { id, facts, members, key } = image
  return {
    id,
    name: facts?.name ?? '',
    used: 'failure' in members ? null : members.byProject.size,
    allowed: facts?.recipientsAllowed ?? 0,
    becomesShared: action === 'share' && (facts?.becomesShared ?? false),
    obstacle: obstacleOf(action, image),
    problem: 'failure' in members ? { code: members.failure.code, message: members.failure.message } : null,
    key: key && toPlanKey(key, projects, grantsPerKey ?? 0),
  }
}

function toPlanKey(
  key: NonNullable<ImageReading['key']>,
  projects: readonly PlanProject[],
  allowed: number,
): PlanKey {
  const unknownAccounts = projects.flatMap(({ accountId }, at) => (accountId === '' ? [at] : []))
  if ('failure' in key)
    return {
      id: key.id,
      alias: '',
      isDefault: false,
      grants: 0,
      allowed,
      unknownAccounts,
      problem: key.failure.message,
    }
  const { id, alias, isDefault, grants } = key
  return { id, alias, isDefault, grants, allowed, unknownAccounts, problem: null }
}

/** New recipients with a known name that are another tenant than the image names. */
function findMismatches(
  tenants: Tenants,
  planned: {
    action: OwnerAction
    image: ImageReading
    projects: readonly PlanProject[]
    outcomes: readonly PlannedOutcome[]
  },
): Pick<PlanImage, 'namedTenants' | 'mismatches'> {
  const { action, image, projects, outcomes } = planned
  const namedTenants = image.facts && action === 'share' ? tenants.namedBy(image.facts) : []
  if (namedTenants.length === 0) return { namedTenants, mismatches: [] }
  const mismatches = projects.flatMap(({ name }, at) => {
    const isNew = willSend(action, outcomes[at] ?? 'notAsked')
    return isNew && name !== '' && !namedTenants.includes(tenants.tenantOf(name)) ? [at] : []
  })
  return { namedTenants, mismatches }
}

/**
 * Adds the mark by which a plan is known again: it stays while everything stays that the operator confirms. `history`: what
 * it was made of beside what it shows.
 */
export function withFingerprint(plan: Omit<Plan, 'fingerprint'>, history = ''): Plan {
  const hash = createHash('sha256').update(plan.action).update(history)
  for (const { id, seen } of plan.projects) hash.update(`\n${id} ${seen.length === 0}`)
  for (const { id, outcomes, mismatches, becomesShared } of plan.images)
    hash.update(`\n${id} ${outcomes} ${mismatches} ${becomesShared}`)
  for (const { grantId } of plan.idleGrants) hash.update(`\n${grantId}`)
  return { ...plan, fingerprint: hash.digest('hex').slice(0, 32) }
}
