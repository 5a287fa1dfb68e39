import { itemAt } from '#contract/item-at'
import { wantsPresent } from '#contract/job'
import {
  groupOf,
  type OwnerAction,
  outcomeAt,
  type PlannedOutcome,
  type Position,
  packOutcomes,
  willSend,
} from '#contract/pair'
import type { Keeper, Plan, PlanProject } from '#contract/plan'
import type { Recipient } from '#contract/recipient'
import type { Membership } from '../../cloud/read-members.ts'
import type { ActingJob, Undoable } from '../model/pair-history.ts'
import { describeImage } from '../plan/make-plan.ts'
import { type ImageReading, planOutcomes } from '../plan/planned-outcomes.ts'
import type { PairStanding } from './wishes.ts'

/**
 * What becomes of a pair whose job is undone. `withdraws`: when its wish is: at once, as nothing has to be sent; with the
 * result of the undo's own pair; or not at all, so that another undo can see to it.
 */
type UndoneOutcome = {
  outcome: PlannedOutcome
  withdraws: 'at once' | 'with its result' | 'not'
  keeper?: ActingJob
}

/** The plan of an undo, and the pairs whose wishes it withdraws at once, by the positions of `Undoable`. */
export type UndoPlan = { plan: Omit<Plan, 'fingerprint'>; withdraws: Position[] }

/**
 * The plan of undoing a job: every wish of it, and what becomes of its pair by what the members show now. A pair is
 * changed back only if it still is as the console left it and nothing that remains wants it so. A recipient's answer is its
 * own affair and changes nothing. What it makes idle is still to be added. `images`: one reading for each image of
 * the job's pairs, in any order.
 */
export function makeUndoPlan(o: {
  job: Undoable<PairStanding>
  owner: string
  images: readonly ImageReading[]
  known: ReadonlyMap<string, Recipient>
  grantsPerKey: number | null
  /** The cloud tells since when a project is a member: one of another time is not the console's doing. */
  tellsAge: boolean
}): UndoPlan {
  const { job, owner, known, grantsPerKey, tellsAge } = o
  const action = job.action === 'share' ? 'unshare' : 'share'
  const readings = new Map(o.images.map((image) => [image.id, image]))
  const outcomes = new Map<number, Map<number, UndoneOutcome>>()
  for (const [at, pairs] of byImage(job.pairs)) {
    const image = readings.get(itemAt(job.images, at).id)
    if (!image) continue
    const row = outcomesOf(pairs, image, { job, action, owner, known, tellsAge })
    if (row.size > 0) outcomes.set(at, row)
  }
  const withdraws = [...outcomes].flatMap(([image, row]) =>
    [...row].flatMap(([project, outcome]) => (outcome.withdraws === 'at once' ? { image, project } : [])),
  )
  const columns = [...new Set([...outcomes.values()].flatMap((row) => [...row.keys()]))].sort((a, b) => a - b)
  const projects = columns.map((at) => toPlanProject(itemAt(job.projects, at), known))
  const images = [...outcomes].map(([at, row]) => ({
    ...describeImage(
      { action, grantsPerKey },
      readings.get(itemAt(job.images, at).id) as ImageReading,
      projects,
    ),
    outcomes: packOutcomes(columns.map((project) => row.get(project)?.outcome ?? 'notAsked')),
    namedTenants: [],
    mismatches: [],
  }))
  const undo = { withdraws: withdraws.length, ...keepersOf([...outcomes.values()], columns) }
  return { plan: { action, images, projects, idleGrants: [], undo }, withdraws }
}

function byImage(pairs: readonly PairStanding[]): Map<number, PairStanding[]> {
  const rows = new Map<number, PairStanding[]>()
  for (const pair of pairs) {
    const row = rows.get(pair.image) ?? []
    row.push(pair)
    rows.set(pair.image, row)
  }
  return rows
}

type Context = {
  job: Undoable<PairStanding>
  action: OwnerAction
  owner: string
  known: ReadonlyMap<string, Recipient>
  tellsAge: boolean
}

/** What becomes of the pairs of one image, by the position of the project. */
function outcomesOf(
  pairs: readonly PairStanding[],
  image: ImageReading,
  { job, action, owner, known, tellsAge }: Context,
): Map<number, UndoneOutcome> {
  const { members } = image
  const memberOf = ({ project }: PairStanding) =>
    'failure' in members ? undefined : members.byProject.get(itemAt(job.projects, project).id)
  const row = new Map<number, UndoneOutcome>()
  const candidates: PairStanding[] = []
  for (const pair of pairs) {
    const outcome: UndoneOutcome | null =
      'failure' in members
        ? { outcome: 'unread', withdraws: 'not' }
        : outcomeOf(pair, memberOf(pair), { action, tellsAge })
    // A wish that is withdrawn already matters only where an undo could not change its pair back.
    if (outcome === null) candidates.push(pair)
    else if (!(pair.mine.withdrawn && job.withdraws)) row.set(pair.project, outcome)
  }
  const recipients = candidates.map(({ project }) => {
    const id = itemAt(job.projects, project).id
    return { id, accountId: known.get(id)?.accountId ?? '' }
  })
  const planned = planOutcomes(action, image, recipients, owner)
  for (const [at, pair] of candidates.entries()) {
    const outcome = itemAt(planned, at)
    const isUnproven = pair.maker?.unproven || isAnew(pair, memberOf(pair))
    row.set(pair.project, changedBack(action, outcome, isUnproven))
  }
  return row
}

/** What becomes of a pair that is to be changed back, by what is planned for it. */
function changedBack(action: OwnerAction, outcome: PlannedOutcome, isUnproven: boolean): UndoneOutcome {
  if (!willSend(action, outcome)) return { outcome, withdraws: 'not' }
  if (isUnproven) return { outcome: 'unproven', withdraws: 'not' }
  return { outcome, withdraws: 'with its result' }
}

/** What becomes of a pair that is not to be changed; null for one that is, if it can be. */
function outcomeOf(
  pair: PairStanding,
  member: Membership | undefined,
  { action, tellsAge }: Pick<Context, 'action' | 'tellsAge'>,
): UndoneOutcome | null {
  const { open, keeper, target, left } = pair
  const isThere = member !== undefined
  const wanted = wantsPresent(action)
  if (pair.isVoid) return { outcome: 'changedSince', withdraws: 'not' }
  // An undo that is under way withdraws the wish itself, once it has changed the pair.
  if (open)
    return { outcome: 'wantedByJob', keeper: open.job, withdraws: open.job.isUndo ? 'not' : 'at once' }
  if (isThere !== left) {
    if (isThere !== wanted) return { outcome: 'changedSince', withdraws: 'at once' }
    // The undo finds it so and keeps that it did: what was wanted of the pair before counts no more.
    return { outcome: member?.status ?? 'absent', withdraws: 'with its result' }
  }
  if (target === isThere || target !== wanted)
    return keeper
      ? { outcome: 'wantedByJob', keeper: keeper.job, withdraws: 'at once' }
      : { outcome: 'soBefore', withdraws: 'at once' }
  return tellsAge && isAnew(pair, member) ? { outcome: 'changedSince', withdraws: 'at once' } : null
}

/** Whether the membership is of another time than the one that the console made. */
function isAnew({ maker }: PairStanding, member: Membership | undefined): boolean {
  const madeAt = maker?.memberSince ?? null
  return member !== undefined && madeAt !== null && member.since !== null && member.since !== madeAt
}

function toPlanProject(
  { id, name }: { id: string; name: string },
  known: ReadonlyMap<string, Recipient>,
): PlanProject {
  const now = known.get(id)
  return {
    id,
    name: now?.name || name,
    accountId: now?.accountId ?? '',
    seen: [...(now?.sources ?? ['history'])],
  }
}

/** Which jobs want which pairs as they are, by the positions of the plan. */
function keepersOf(rows: readonly ReadonlyMap<number, UndoneOutcome>[], columns: readonly number[]) {
  const columnOf = new Map(columns.map((position, column) => [position, column]))
  const jobs: Keeper[] = []
  const positions = new Map<number, number>()
  const keepers: { image: number; project: number; job: number }[] = []
  for (const [image, row] of rows.entries())
    for (const [position, { keeper }] of row) {
      if (!keeper) continue
      const job = positions.get(keeper.seq) ?? jobs.length
      if (job === jobs.length) {
        const { id, user, reason, createdAt, ended } = keeper
        jobs.push({ id, user, reason, createdAt, ended })
        positions.set(keeper.seq, job)
      }
      keepers.push({ image, project: columnOf.get(position) ?? 0, job })
    }
  return { jobs, keepers }
}

/** Which unproven pairs the operator has ticked, by their IDs. */
export type Ticked = (imageId: string, projectId: string) => boolean

/**
 * The pairs of an undo's job, and what is planned for them, a row for each image: those that it changes back and those that somebody has changed back already, over only the
 * images and projects that have some; over all of them when there is none and only wishes are withdrawn.
 */
export function pairsToUndo(
  plan: Omit<Plan, 'fingerprint'>,
  isTicked: Ticked,
): { images: Plan['images']; projects: PlanProject[]; pairs: Position[]; outcomes: string[] } {
  const isMine = (image: Plan['images'][number], column: number) => {
    const outcome = outcomeAt(image.outcomes, column)
    if (outcome === 'unproven') return isTicked(image.id, itemAt(plan.projects, column).id)
    return willSend(plan.action, outcome) || groupOf(plan.action, outcome) === 'same'
  }
  const all = [...plan.projects.keys()]
  const images = plan.images.filter((image) => all.some((column) => isMine(image, column)))
  if (images.length === 0)
    return { images: plan.images, projects: plan.projects, pairs: [], outcomes: plan.images.map(() => '') }
  const columns = all.filter((column) => images.some((image) => isMine(image, column)))
  const pairs = images.flatMap((image, at) =>
    columns.flatMap((column, project) => (isMine(image, column) ? [{ image: at, project }] : [])),
  )
  const outcomes = images.map((image) =>
    packOutcomes(
      columns.map((column) => (isMine(image, column) ? outcomeAt(image.outcomes, column) : 'notAsked')),
    ),
  )
  return { images, projects: columns.map((column) => itemAt(plan.projects, column)), pairs, outcomes }
}
