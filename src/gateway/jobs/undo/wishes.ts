import { wantsPresent } from '#contract/job'
import type { JobPart, PairHistory } from '../model/pair-history.ts'

/** What the history says about a pair whose job is to be undone. */
export type PairStanding = {
  image: number
  project: number
  /** The part of the job whose wish is withdrawn or restored. */
  mine: JobPart
  /** Somebody has changed the pair outside the console since the wish, so the wish no longer counts. */
  isVoid: boolean
  /** A job that has not settled the pair yet. */
  open: JobPart | null
  /** The last wish that remains once this one is withdrawn (or restored). */
  keeper: JobPart | null
  /** Whether the pair is to be there then; null when nobody knows. */
  target: boolean | null
  /** Whether the console left the pair there; null when it has never settled it. */
  left: boolean | null
  /** The part that made it so; null when the console has not changed the pair. */
  maker: JobPart | null
}

/** Whether the job wants the pair to be there. */
const wants = ({ job }: JobPart) => wantsPresent(job.action)

const isAsWanted = ({ state }: JobPart) => state === 'done' || state === 'unchanged'

const leftBy = (part: JobPart): boolean | null => (isAsWanted(part) ? wants(part) : part.present)

/**
 * Whether the pair was there when the job came to it; null when the job never found out. `left`: whether the
 * console had left it there before.
 */
function foundBy(part: JobPart, left: boolean | null): boolean | null {
  if (part.state === 'unchanged') return wants(part)
  if (part.state !== 'done') return part.present
  // Nobody knows that this job has changed the pair: if it was as wanted before, it was found so.
  const wasSo = part.unproven && !part.wasMissing && left === wants(part)
  return wasSo ? left : !wants(part)
}

/** Somebody else made the pair as the job wants it after the job had read it and before the job's call. */
const isOvertaken = ({ state, wasMissing }: JobPart) => state === 'unchanged' && wasMissing

/**
 * What the jobs did to a pair, in the order in which they settled it. `baseline`: whether the pair was there
 * before the oldest of the wishes. `wishes`: the parts, other than those of undos, that ended as their job
 * wanted. When a job finds the pair otherwise than the console left it, somebody else has changed it: that is
 * the new baseline, and earlier wishes no longer count.
 */
function replay(parts: readonly JobPart[]) {
  let baseline: boolean | null = null
  let left: boolean | null = null
  let maker: JobPart | null = null
  let wishes: JobPart[] = []
  for (const part of parts) {
    const found = foundBy(part, left)
    if (part.settled === null || found === null) continue
    if (found !== left || isOvertaken(part)) {
      baseline = found
      wishes = []
      maker = null
    }
    if (isAsWanted(part) && !part.job.isUndo) wishes.push(part)
    if (part.state === 'done' && found !== wants(part)) maker = part
    left = leftBy(part)
  }
  return { baseline, left, maker, wishes }
}

/** What the history says about a pair. `root`: the job whose wish is withdrawn or restored. */
export function standingOf(
  { image, project, parts }: PairHistory,
  { root, withdraws }: { root: number; withdraws: boolean },
): PairStanding {
  const { baseline, left, maker, wishes } = replay(parts)
  const mine = parts.find(({ job }) => job.seq === root)
  if (!mine) throw new Error('The history of the pair does not have the job that is undone.')
  const keeper = wishes.findLast((wish) => (wish === mine ? !withdraws : !wish.withdrawn)) ?? null
  return {
    image,
    project,
    mine,
    isVoid: !wishes.includes(mine),
    open: parts.findLast(({ settled }) => settled === null) ?? null,
    keeper,
    target: keeper ? wants(keeper) : baseline,
    left,
    maker,
  }
}

/**
 * The part that made a pair what it is, now that it is shared: null when it was not the console, as far as its history
 * tells. `since`: when the cloud says that it was shared; another time than the one read back then is another share.
 */
export function sharedBy(parts: readonly JobPart[], since: number | null): JobPart | null {
  const { left, maker } = replay(parts)
  if (left !== true || !maker || !wants(maker)) return null
  const isOther = since !== null && maker.memberSince !== null && since !== maker.memberSince
  return isOther ? null : maker
}
