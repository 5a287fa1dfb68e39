import * as z from 'zod/mini'
import { countLetters } from './letters.ts'
import { code } from './problem.ts'

/**
 * The pair of an image and a project, from plan to evidence: which pairs are meant (a pair set), what is planned for each
 * (an outcome), and what came of it (a state). What the words of each are is told by screens, under these names.
 */

/** A pair by its positions in the lists of its set. */
export type Position = { image: number; project: number }

/** The largest set. 40 images for 300 projects are 12,000 pairs; a slip of the mouse should not fill the disk. */
export const MAX_PAIRS = 100_000
/** The most images of a set: each of them is read by itself. */
export const MAX_IMAGES = 10_000

/**
 * Images, projects, and which of their pairs are meant: `[image, project]` by their positions, or every image with every
 * project where `pairs` is not given. IDs stand in the lists once.
 */
export const pairSet = z.object({
  images: z.array(z.string()),
  projects: z.array(z.string()),
  pairs: z.optional(z.array(z.tuple([z.number(), z.number()]))),
})
export type PairSet = z.infer<typeof pairSet>

/** How many pairs a set has. */
export const countPairs = ({ images, projects, pairs }: PairSet): number =>
  pairs?.length ?? images.length * projects.length

/**
 * The same set with each ID once, image IDs in lower case, as everything here knows them, and each pair once, in order;
 * null when a pair names a position that the lists do not have.
 */
export function uniqueSet({ images, projects, pairs }: PairSet): PairSet | null {
  const imageIds = images.map((id) => id.toLowerCase())
  const unique = { images: [...new Set(imageIds)], projects: [...new Set(projects)] }
  if (!pairs) return unique
  const imageAt = new Map(unique.images.map((id, at) => [id, at]))
  const projectAt = new Map(unique.projects.map((id, at) => [id, at]))
  const found = new Set<number>()
  const rows = imageIds.map((id) => imageAt.get(id))
  const columns = projects.map((id) => projectAt.get(id))
  for (const [image, project] of pairs) {
    const [row, column] = [rows[image], columns[project]]
    if (row === undefined || column === undefined) return null
    found.add(row * unique.projects.length + column)
  }
  const width = unique.projects.length
  const inOrder = [...found].sort((a, b) => a - b)
  return { ...unique, pairs: inOrder.map((at): [number, number] => [Math.floor(at / width), at % width]) }
}

/** What an owner does to pairs. */
export const ownerAction = z.enum(['share', 'unshare'])
export type OwnerAction = z.infer<typeof ownerAction>

/**
 * What becomes of a planned pair. `unchecked` ones are sent like those that change, and it is left to the cloud what comes
 * of them; `unknown` ones are read, and sent where missing, while the job runs; `left` ones stay as they are on purpose.
 */
export type OutcomeGroup = 'change' | 'unchecked' | 'same' | 'impossible' | 'unknown' | 'left'

type OutcomeFacts = {
  /** The one character that stands for it in a row of outcomes on the wire and in the store. */
  letter: string
  share: OutcomeGroup | null
  unshare: OutcomeGroup | null
  /** A share may come to send it after all: a place or a grant may be there before the job runs. */
  mayYetBeShared?: true
}

/** Every outcome that can be planned for a pair, by what the members and the rules of the cloud showed of it. */
const OUTCOME_FACTS = {
  /** The project is not a member of the image. */
  absent: { letter: 'n', share: 'change', unshare: 'same', mayYetBeShared: true },
  /** It is not, and nobody can tell whether its account may use the key of the encrypted image. */
  grantUnknown: { letter: 'k', share: 'unchecked', unshare: 'unchecked', mayYetBeShared: true },
  /** It is a member that has not answered yet, has accepted, has rejected. */
  pending: { letter: 'p', share: 'same', unshare: 'change' },
  accepted: { letter: 'a', share: 'same', unshare: 'change' },
  rejected: { letter: 'r', share: 'same', unshare: 'change' },
  /** The project owns the image. */
  ownProject: { letter: 'o', share: 'impossible', unshare: 'impossible' },
  /** The image cannot be shared: its `obstacle` says why. */
  imageBlocked: { letter: 'i', share: 'impossible', unshare: 'impossible' },
  noSuchProject: { letter: 'x', share: 'impossible', unshare: 'impossible' },
  /** No place is left on the image. */
  noPlace: { letter: 'f', share: 'impossible', unshare: 'impossible', mayYetBeShared: true },
  /** The account of the project has no grant on the key of the image. */
  noGrant: { letter: 'g', share: 'impossible', unshare: 'impossible', mayYetBeShared: true },
  /** The members could not be read: the `problem` of the image says why. */
  unread: { letter: 'u', share: 'unknown', unshare: 'unknown', mayYetBeShared: true },
  /** Of an undo: somebody changed it past the console since. */
  changedSince: { letter: 'c', share: 'left', unshare: 'left' },
  /** Of an undo: another job wants it as it is; `keepers` of the plan says which. */
  wantedByJob: { letter: 'l', share: 'left', unshare: 'left' },
  /** Of an undo: it was so before the console first saw to it. */
  soBefore: { letter: 'b', share: 'left', unshare: 'left' },
  /** Of an undo: it is not proven that the console made it so; changed back only if the operator ticks it. */
  unproven: { letter: 'q', share: 'left', unshare: 'left' },
  /** The pair is not in the set. */
  notAsked: { letter: ' ', share: null, unshare: null },
} as const satisfies Record<string, OutcomeFacts>

export type PlannedOutcome = keyof typeof OUTCOME_FACTS
export const OUTCOMES = Object.keys(OUTCOME_FACTS) as PlannedOutcome[]

const factsOf = (outcome: PlannedOutcome): OutcomeFacts => OUTCOME_FACTS[outcome]
const byCode = new Map(OUTCOMES.map((outcome) => [factsOf(outcome).letter.charCodeAt(0), outcome]))

/** The group of an outcome under an action; null for a pair that is not in the set. */
export const groupOf = (action: OwnerAction, outcome: PlannedOutcome): OutcomeGroup | null =>
  factsOf(outcome)[action]

/** Whether a job sends a pair of which this is planned, as far as is known beforehand. */
export function willSend(action: OwnerAction, outcome: PlannedOutcome): boolean {
  const group = groupOf(action, outcome)
  return group === 'change' || group === 'unchecked'
}

/** Whether a job may send it: it will, or finds out first whether it has to. */
export const mayBeSent = (action: OwnerAction, outcome: PlannedOutcome): boolean =>
  willSend(action, outcome) || groupOf(action, outcome) === 'unknown'

/** Whether it says that the project is a member of the image. */
export const isMember = (outcome: PlannedOutcome): boolean =>
  outcome === 'pending' || outcome === 'accepted' || outcome === 'rejected'

/** The outcomes of one image as one text: a character for each project, in their order. */
export const packOutcomes = (outcomes: readonly PlannedOutcome[]): string =>
  outcomes.map((outcome) => factsOf(outcome).letter).join('')

/** The outcome at a position of such a row; `notAsked` beyond its end. */
export const outcomeAt = (row: string, at: number): PlannedOutcome =>
  byCode.get(row.charCodeAt(at)) ?? 'notAsked'

/** The outcomes of such a row, in order. */
export const unpackOutcomes = (row: string): PlannedOutcome[] =>
  Array.from(row, (_, at) => outcomeAt(row, at))

/** The positions of a row that have an outcome, ascending. */
export function positionsOf(row: string, outcome: PlannedOutcome): number[] {
  const { letter } = factsOf(outcome)
  const found: number[] = []
  for (let at = row.indexOf(letter); at !== -1; at = row.indexOf(letter, at + 1)) found.push(at)
  return found
}

/** Where in a row the stretch of one outcome ends that begins at a position. */
export function endOfStretch(row: string, from: number): number {
  const code = row.charCodeAt(from)
  let at = from + 1
  while (at < row.length && row.charCodeAt(at) === code) at += 1
  return at
}

type Rows = readonly { outcomes: string }[]

/** A plan is counted by several parts of a screen, and never changes. */
const counted = new WeakMap<Rows, [PlannedOutcome, number][]>()

/** How many pairs have each outcome, in the order of `OUTCOMES`; outcomes that no pair has are left out. */
export function countOutcomes(images: Rows): readonly [PlannedOutcome, number][] {
  const known = counted.get(images)
  if (known) return known
  const counts = countLetters(images.map(({ outcomes }) => outcomes))
  const found = [...byCode].flatMap(([code, outcome]): [PlannedOutcome, number][] => {
    const pairs = counts[code] ?? 0
    return pairs > 0 ? [[outcome, pairs]] : []
  })
  counted.set(images, found)
  return found
}

/** How many pairs have one outcome. */
export const countOf = (images: Rows, outcome: PlannedOutcome): number =>
  countOutcomes(images).find(([found]) => found === outcome)?.[1] ?? 0

export type GroupCounts = Record<OutcomeGroup, number>

/** How many pairs of a plan are in each group. */
export function countGroups({ action, images }: { action: OwnerAction; images: Rows }): GroupCounts {
  const counts: GroupCounts = { change: 0, unchecked: 0, same: 0, impossible: 0, unknown: 0, left: 0 }
  for (const [outcome, pairs] of countOutcomes(images)) {
    const group = groupOf(action, outcome)
    if (group) counts[group] += pairs
  }
  return counts
}

/** How many pairs of a plan its job may send. */
export function countToSend(plan: { action: OwnerAction; images: Rows }): number {
  const { change, unchecked, unknown } = countGroups(plan)
  return change + unchecked + unknown
}

/** Whether a share may come to send a pair of this outcome, before or after something else has changed. */
export const mayYetBeShared = (outcome: PlannedOutcome): boolean => factsOf(outcome).mayYetBeShared === true

/**
 * One pair's state:
 * - `waiting`: not sent yet; `sent`: in a call to the cloud, result unknown
 * - `done`: this job added (removed, answered) it, confirmed by reading the members back
 * - `unchanged`: it was so already, nothing was sent
 * - `impossible`: not sent, as what was read beforehand ruled it out, with code and message
 * - `failed`: refused or not there afterwards, with code and message
 * - `unconfirmed`: the cloud claimed success, or was left as the job was stopped, and the members do not show it
 * - `unsent`: the job was stopped before it was sent
 */
export const pairState = z.enum([
  'waiting',
  'sent',
  'done',
  'unchanged',
  'impossible',
  'failed',
  'unconfirmed',
  'unsent',
])
export type PairState = z.infer<typeof pairState>

/** The order in which the pairs of a job are told: what needs a look comes first, what cannot be helped before all. */
export const TOLD_IN: readonly PairState[] = [
  'impossible',
  'unconfirmed',
  'failed',
  'unsent',
  'sent',
  'waiting',
  'done',
  'unchanged',
]

/** Pairs of a job by state; they add up to `total`. */
export const pairCounts = z.object({
  total: z.number(),
  waiting: z.number(),
  sent: z.number(),
  done: z.number(),
  unchanged: z.number(),
  impossible: z.number(),
  failed: z.number(),
  unconfirmed: z.number(),
  unsent: z.number(),
})
export type PairCounts = z.infer<typeof pairCounts>

/**
 * What came of a pair. `claim`: what the cloud's job said; `present`: whether the members, read back, have it, for an
 * answer: have it so (null: not read); `readAt`: when they were read, in ms since 1970.
 */
const result = {
  state: pairState,
  claim: z.nullable(z.enum(['success', 'failed'])),
  present: z.nullable(z.boolean()),
  code: z.nullable(code),
  message: z.nullable(z.string()),
  readAt: z.nullable(z.number()),
}

/** What came of a pair in an attempt that was followed by another. */
const earlierResult = z.object({ attempt: z.number(), ...result })

/**
 * One pair of a job. `image` and `project` are positions in the job's own lists. `earlier`: results of earlier
 * attempts, oldest first. `unproven`: it is as the job wants it, after a call of which nobody knows how it ended, so
 * that somebody else may have made it so. `withdrawn`: an undo has taken back that the job wants it. `confirmed`: what the plan that was confirmed said of it; null: none was.
 */
const pair = z.object({
  image: z.number(),
  project: z.number(),
  ...result,
  unproven: z.boolean(),
  withdrawn: z.boolean(),
  confirmed: z.nullable(z.enum(OUTCOMES)),
  earlier: z.array(earlierResult),
})
export type Pair = z.infer<typeof pair>

/** Which pairs of a job: those in a state, and those whose image or project has a text in its name or ID. */
export const pairFilter = z.object({
  state: z.optional(pairState),
  text: z.optional(z.string().check(z.maxLength(200))),
})
export type PairFilter = z.infer<typeof pairFilter>

/** Pairs in order: those that did not arrive first, beginning with impossible ones, then those under way, then the rest. */
export const pairPage = z.object({ pairs: z.array(pair), nextCursor: z.nullable(z.string()) })
export type PairPage = z.infer<typeof pairPage>
