import * as z from 'zod/mini'
import { countToSend, mayYetBeShared, outcomeAt, ownerAction, pairSet } from './pair.ts'
import { code, problem } from './problem.ts'
import { recipientSource } from './recipient.ts'

/** The key of an encrypted image, as far as it could be read. `allowed`: the grants a key may have. */
const planKey = z.object({
  id: z.string(),
  alias: z.string(),
  isDefault: z.boolean(),
  grants: z.number(),
  allowed: z.number(),
  /** Why the key or its grants could not be read: then nobody knows whether recipients could use the image. */
  problem: z.nullable(z.string()),
  /** Positions of projects whose account nobody knows, so that their grant cannot be looked up. */
  unknownAccounts: z.array(z.number()),
})
export type PlanKey = z.infer<typeof planKey>

/** An image of the plan. `used` is null while its members could not be read. */
const planImage = z.object({
  id: z.string(),
  name: z.string(),
  /** What is planned for its pairs: see `pair.ts`. */
  outcomes: z.string(),
  used: z.nullable(z.number()),
  allowed: z.number(),
  /** The share makes it shared first, which changes the image: the operator must agree to that. */
  becomesShared: z.boolean(),
  obstacle: z.nullable(z.object({ code, reason: z.string() })),
  problem: z.nullable(z.object({ code, message: z.string() })),
  key: z.nullable(planKey),
  /** Names of tenants that its name or tags name, and the new recipients (positions) that are another tenant. */
  namedTenants: z.array(z.string()),
  mismatches: z.array(z.number()),
})
export type PlanImage = z.infer<typeof planImage>

/** A recipient of the plan. `seen`: from where the console knows it; empty: it is here for the first time. */
const planProject = z.object({
  id: z.string(),
  name: z.string(),
  accountId: z.string(),
  seen: z.array(recipientSource),
})
export type PlanProject = z.infer<typeof planProject>

/** A grant that this console made for an account, and that no share will need once the plan is carried out. */
const idleGrant = z.object({
  keyId: z.string(),
  accountId: z.string(),
  grantId: z.string(),
  projects: z.array(z.string()),
})
export type IdleGrant = z.infer<typeof idleGrant>

/** A job that wants pairs as they are. `ended`: false while it has still to see to some of its pairs. */
const keeper = z.object({
  id: z.string(),
  user: z.string(),
  reason: z.string(),
  createdAt: z.number(),
  ended: z.boolean(),
})
export type Keeper = z.infer<typeof keeper>

/**
 * Of an undo only. `withdraws`: wishes that are withdrawn without anything being sent. `keepers`: the jobs that want pairs
 * as they are, and which pairs: positions of image, project and job.
 */
const undoFacts = z.object({
  withdraws: z.number(),
  jobs: z.array(keeper),
  keepers: z.array(z.object({ image: z.number(), project: z.number(), job: z.number() })),
})
export type UndoFacts = z.infer<typeof undoFacts>

/** What a share, a stop or an undo would change, pair by pair, told before anything is sent. */
export const plan = z.object({
  action: ownerAction,
  images: z.array(planImage),
  projects: z.array(planProject),
  /** Only of what takes shares away. */
  idleGrants: z.array(idleGrant),
  undo: z.optional(undoFacts),
  /** The same for plans with the same pairs and outcomes: whoever sends it back confirms what was shown. */
  fingerprint: z.string(),
})
export type Plan = z.infer<typeof plan>

/** What would become of the pairs of a set. */
export const planRequest = z.extend(pairSet, { action: ownerAction })
export type PlanRequest = z.infer<typeof planRequest>

/** A line of the answer: how many of the images have been read, then the plan, or what went wrong meanwhile. */
export const planEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), read: z.number(), of: z.number() }),
  z.object({ kind: z.literal('plan'), plan }),
  z.object({ kind: z.literal('problem'), problem }),
])
export type PlanEvent = z.infer<typeof planEvent>

/**
 * Positions of first-time recipients: the operator confirms them by name. Those of pairs that do not fit or lack a
 * grant count too, as that may change before the job runs.
 */
export function firstTimers({ action, images, projects }: Plan): number[] {
  if (action !== 'share') return []
  return projects.flatMap(({ seen }, at) =>
    seen.length === 0 && images.some(({ outcomes }) => mayYetBeShared(outcomeAt(outcomes, at))) ? [at] : [],
  )
}

/** What an operator has to agree to by kind before a plan is carried out. Which IDs it is about, the fingerprint covers. */
export const CONFIRMATIONS = ['newcomers', 'mismatches', 'make-shared'] as const
export type ConfirmationKind = (typeof CONFIRMATIONS)[number]

/** Images that a plan makes shared first. */
export const imagesMadeShared = ({ action, images }: Pick<Plan, 'action' | 'images'>): PlanImage[] =>
  images.filter(
    (image) => image.becomesShared && !image.obstacle && countToSend({ action, images: [image] }) > 0,
  )

/** The kinds of what a plan needs to have confirmed. */
export function confirmationsNeeded(plan: Plan): ConfirmationKind[] {
  const needed: Record<ConfirmationKind, boolean> = {
    newcomers: firstTimers(plan).length > 0,
    mismatches: plan.images.some(({ mismatches }) => mismatches.length > 0),
    'make-shared': imagesMadeShared(plan).length > 0,
  }
  return CONFIRMATIONS.filter((kind) => needed[kind])
}

/** Which shares of the project there are now: of these images, or with these projects (the other list empty). */
export const shareSearch = z.object({ images: z.array(z.string()), projects: z.array(z.string()) })
export const shareList = z.object({
  images: z.array(z.string()),
  projects: z.array(z.string()),
  /** Images whose members could not be read. */
  unread: z.array(z.string()),
})
export type ShareList = z.infer<typeof shareList>
