import * as z from 'zod/mini'
import { type OwnerAction, ownerAction } from './job.ts'
import { code, problem } from './problem.ts'
import { recipientSource } from './recipient.ts'

/**
 * What a share, a stop or an undo would change, pair by pair, told before anything is sent.
 *
 * A pair is one character of its image's `cells`, at the position of its project:
 * - `n`: the project is not a member of the image
 * - `k`, to share only: it is not, and nobody can tell whether its account may use the key of the encrypted image
 * - `p`, `a`, `r`: it is a member that has not answered yet, has accepted, has rejected
 * - impossible, to share only: `o` the image's own project, `i` the image cannot be shared (its `obstacle` says why),
 *   `x` there is no such project, `f` no place is left on the image, `g` the recipient's account has no grant on the image's key
 * - `u`: the members could not be read; the image's `problem` says why
 * - of an undo only: ` ` the job has no wish for this pair; left alone: `c` somebody changed it past the console since,
 *   `l` another job wants it as it is (`keepers` says which), `b` it was so before the console first saw to it, `q` it is
 *   not proven that the console made it so: it is changed back only if the operator ticks it
 */
export const CELLS = ['n', 'k', 'p', 'a', 'r', 'o', 'i', 'x', 'f', 'g', 'u', 'c', 'l', 'b', 'q', ' '] as const
export type Cell = (typeof CELLS)[number]

/**
 * What becomes of a pair. `unchecked` ones are sent like those that change, and it is left to the cloud what comes of
 * them; `unknown` ones are read, and sent where missing, while the job runs.
 */
export type PairFate = 'change' | 'unchecked' | 'same' | 'impossible' | 'unknown' | 'left'

/** Whether a plan's job sends pairs of this fate, as far as is known beforehand. */
export const isSent = (fate: PairFate | null): boolean => fate === 'change' || fate === 'unchecked'

const SHARED = 'par'
const FATES: Record<Cell, PairFate | 'member' | 'none' | null> = {
  n: 'none',
  k: 'unchecked',
  p: 'member',
  a: 'member',
  r: 'member',
  o: 'impossible',
  i: 'impossible',
  x: 'impossible',
  f: 'impossible',
  g: 'impossible',
  u: 'unknown',
  c: 'left',
  l: 'left',
  b: 'left',
  q: 'left',
  ' ': null,
}

/** The fate of a pair under an action; null for one that is no part of the plan. */
export function fateOf(action: OwnerAction, cell: string): PairFate | null {
  const fate = FATES[cell as Cell]
  if (fate === 'member') return action === 'unshare' ? 'change' : 'same'
  if (fate === 'none') return action === 'share' ? 'change' : 'same'
  return fate ?? null
}

/** Whether the project of a pair is a member of the image now. */
export const isShared = (cell: string): boolean => SHARED.includes(cell)

/** The key of an encrypted image, as far as it could be read. `allowed`: the grants a key may have. */
export const planKey = z.object({
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
export const planImage = z.object({
  id: z.string(),
  name: z.string(),
  cells: z.string(),
  used: z.nullable(z.number()),
  allowed: z.number(),
  /** The share makes it shared first, which changes the image: the operator must agree to that. */
  becomesShared: z.boolean(),
  obstacle: z.nullable(z.object({ code, reason: z.string() })),
  problem: z.nullable(z.object({ code, message: z.string() })),
  key: z.nullable(planKey),
  /** Names of tenants that its name or tags point at, and the new recipients (positions) that are somebody else. */
  pointsAt: z.array(z.string()),
  strangers: z.array(z.number()),
})
export type PlanImage = z.infer<typeof planImage>

/** A recipient of the plan. `seen`: from where the console knows it; empty: it is here for the first time. */
export const planProject = z.object({
  id: z.string(),
  name: z.string(),
  accountId: z.string(),
  seen: z.array(recipientSource),
})
export type PlanProject = z.infer<typeof planProject>

/** A grant that this console made for an account, and that no share will need once the plan is carried out. */
export const idleGrant = z.object({
  keyId: z.string(),
  accountId: z.string(),
  grantId: z.string(),
  projects: z.array(z.string()),
})
export type IdleGrant = z.infer<typeof idleGrant>

/** A job that wants pairs as they are. `ended`: false while it has still to see to some of its pairs. */
export const keeper = z.object({
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
export const undoFacts = z.object({
  withdraws: z.number(),
  jobs: z.array(keeper),
  keepers: z.array(z.object({ image: z.number(), project: z.number(), job: z.number() })),
})
export type UndoFacts = z.infer<typeof undoFacts>

export const plan = z.object({
  action: ownerAction,
  images: z.array(planImage),
  projects: z.array(planProject),
  /** Only of what takes shares away. */
  idleGrants: z.array(idleGrant),
  undo: z.optional(undoFacts),
  /** The same for plans with the same pairs and fates: whoever sends it back confirms what was shown. */
  fingerprint: z.string(),
})
export type Plan = z.infer<typeof plan>

/** Every image with every project. `fresh`: nothing that was read before may be used. */
export const planRequest = z.object({
  action: ownerAction,
  images: z.array(z.string()),
  projects: z.array(z.string()),
  fresh: z.optional(z.boolean()),
})
export type PlanRequest = z.infer<typeof planRequest>

/** A line of the answer: how many of the images have been read, then the plan, or what went wrong meanwhile. */
export const planEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), read: z.number(), of: z.number() }),
  z.object({ kind: z.literal('plan'), plan }),
  z.object({ kind: z.literal('problem'), problem }),
])
export type PlanEvent = z.infer<typeof planEvent>

/** How many pairs of a plan share a fate. */
export type FateCounts = Record<PairFate, number>

/** A plan is counted by several parts of a screen, and never changes. */
const counted = new WeakMap<object, [Cell, number][]>()

/** How many pairs of a plan are of each kind of cell, in the order of `CELLS`; kinds without pairs are left out. */
export function countCells(images: readonly Pick<PlanImage, 'cells'>[]): readonly [Cell, number][] {
  const known = counted.get(images)
  if (known) return known
  // By code, not by character: a plan has up to half a million of them, and is counted whenever it changes.
  const counts = new Uint32Array(128)
  for (const { cells } of images)
    for (let at = 0; at < cells.length; at++) {
      const code = cells.charCodeAt(at)
      counts[code] = (counts[code] ?? 0) + 1
    }
  const found = CELLS.flatMap((cell): [Cell, number][] => {
    const pairs = counts[cell.charCodeAt(0)] ?? 0
    return pairs > 0 ? [[cell, pairs]] : []
  })
  counted.set(images, found)
  return found
}

/** Counts the pairs of a plan by their fate. */
export function countFates({ action, images }: Pick<Plan, 'action' | 'images'>): FateCounts {
  const counts: FateCounts = { change: 0, unchecked: 0, same: 0, impossible: 0, unknown: 0, left: 0 }
  for (const [cell, pairs] of countCells(images)) {
    const fate = fateOf(action, cell)
    if (fate) counts[fate] += pairs
  }
  return counts
}

/**
 * Positions of first-time recipients: the operator confirms them by name. Those of pairs that do not fit or lack a
 * grant count too, as that may change before the job runs.
 */
export function firstTimers({ action, images, projects }: Plan): number[] {
  if (action !== 'share') return []
  return projects.flatMap(({ seen }, at) =>
    seen.length === 0 && images.some(({ cells }) => 'nkufg'.includes(cells[at] ?? ' ')) ? [at] : [],
  )
}

/** The largest plan, and job. 40 images for 300 projects are 12,000 pairs; a slip of the mouse should not fill the disk. */
export const MAX_PAIRS = 500_000

/** Which shares of the project there are now: of these images, or with these projects (the other list empty). */
export const shareSearch = z.object({ images: z.array(z.string()), projects: z.array(z.string()) })
export const shareList = z.object({
  images: z.array(z.string()),
  projects: z.array(z.string()),
  /** Images whose members could not be read. */
  unread: z.array(z.string()),
})
export type ShareList = z.infer<typeof shareList>
