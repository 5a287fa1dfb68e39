import { createHash } from 'node:crypto'
import type { OwnerAction } from '#contract/job'
import type { IdleGrant, Plan, PlanImage, PlanKey, PlanProject } from '#contract/plan'
import { fateOf, isSent } from '#contract/plan'
import type { Recipient } from '#contract/recipient'
import { cellsOf, type ImageReading, obstacleOf } from './cells.ts'
import { createTenants, type Tenants } from './mismatch.ts'

/** Everything a plan is made of, as it was read. `owner`: the project that owns the images. */
export type PlanFacts = {
  action: OwnerAction
  owner: string
  images: readonly ImageReading[]
  projects: readonly string[]
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
  const images = facts.images.map((image): PlanImage => {
    const cells = cellsOf(action, image, candidates, owner)
    return {
      ...describeImage(facts, image, projects),
      cells,
      ...mismatch(tenants, image, projects, action, cells),
    }
  })
  return withFingerprint({ action, images, projects, idleGrants: [...facts.idleGrants] })
}

/** All about an image but its pairs. */
export function describeImage(
  { action, grantsPerKey }: Pick<PlanFacts, 'action' | 'grantsPerKey'>,
  image: ImageReading,
  projects: readonly PlanProject[],
): Omit<PlanImage, 'cells' | 'pointsAt' | 'strangers'> {
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
      ...{ id: key.id, alias: '', isDefault: false, grants: 0, allowed, unknownAccounts },
      problem: key.failure.message,
    }
  const { id, alias, isDefault, grants } = key
  return { id, alias, isDefault, grants, allowed, unknownAccounts, problem: null }
}

/** New recipients with a known name that are not the tenant at whom the image points. */
function mismatch(
  tenants: Tenants,
  { facts }: ImageReading,
  projects: readonly PlanProject[],
  action: OwnerAction,
  cells: string,
): Pick<PlanImage, 'pointsAt' | 'strangers'> {
  const pointsAt = facts && action === 'share' ? tenants.pointsAt(facts) : []
  if (pointsAt.length === 0) return { pointsAt, strangers: [] }
  const strangers = projects.flatMap(({ name }, at) => {
    const changes = isSent(fateOf(action, cells[at] ?? ' '))
    return changes && name !== '' && !pointsAt.includes(tenants.tenantOf(name)) ? [at] : []
  })
  return { pointsAt, strangers }
}

/**
 * Adds the mark by which a plan is known again: it stays while everything stays that the operator confirms. `history`: what
 * it was made of beside what it shows.
 */
export function withFingerprint(plan: Omit<Plan, 'fingerprint'>, history = ''): Plan {
  const hash = createHash('sha256').update(plan.action).update(history)
  for (const { id, seen } of plan.projects) hash.update(`\n${id} ${seen.length === 0}`)
  for (const { id, cells, strangers, becomesShared } of plan.images)
    hash.update(`\n${id} ${cells} ${strangers} ${becomesShared}`)
  for (const { grantId } of plan.idleGrants) hash.update(`\n${grantId}`)
  return { ...plan, fingerprint: hash.digest('hex').slice(0, 32) }
}
