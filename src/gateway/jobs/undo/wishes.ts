import type { Act, PairHistory } from '../model/pair-history.ts'
import { wantsPresent } from '../settle.ts'

/**
 * What the history says about a pair whose job is to be undone. `left`: whether the console left it present; `maker`: the
 * job's part that made it so (null: nobody of the console has changed it); `isVoid`: somebody changed the pair past the
 * console after the wish, so that it counts no more; `open`: a job that has still to see to the pair; `keeper`: the last
 * wish that remains once this one is withdrawn (or restored); `target`: how the pair is to be then, null when nobody knows.
 */
export type Standing = {
  image: number
  project: number
  mine: Act
  isVoid: boolean
  open: Act | null
  keeper: Act | null
  target: boolean | null
  left: boolean | null
  maker: Act | null
}

/** What a job wants for its pairs, whether it wants to have them changed or left as they are. */
const wants = ({ job }: Act) => wantsPresent(job.action)

const isAsWanted = ({ state }: Act) => state === 'done' || state === 'unchanged'

/** Of a pair that the console had left so, nobody knows that this job has done it, nor did it see it missing. */
const isLeftSo = (act: Act, left: boolean | null) => act.unproven && !act.wasMissing && left === wants(act)

/** Whether the pair was there when the job came to it; null when it never found out. */
const foundBy = (act: Act, left: boolean | null): boolean | null => {
  if (act.state === 'done') return isLeftSo(act, left) ? left : !wants(act)
  return act.state === 'unchanged' ? wants(act) : act.present
}

/** Somebody has made the pair as the job wants it, between the job's look and its call. */
const isOvertaken = ({ state, wasMissing }: Act) => state === 'unchanged' && wasMissing

const leftBy = (act: Act): boolean | null => (isAsWanted(act) ? wants(act) : act.present)

/**
 * Follows a pair through the jobs that saw to it, in the order in which they settled it. Each pair that ended as its job
 * wanted it is a wish of that job, undos excepted. A job that found the pair otherwise than the console had left it shows
 * that somebody else has acted: that becomes the baseline, and earlier wishes are void.
 *
 * `root`: the job whose wish is withdrawn, or restored.
 */
export function follow(
  { image, project, acts }: PairHistory,
  { root, withdraws }: { root: number; withdraws: boolean },
): Standing {
  let baseline: boolean | null = null
  let left: boolean | null = null
  let maker: Act | null = null
  let wishes: Act[] = []
  for (const act of acts) {
    const found = foundBy(act, left)
    if (act.settled === null || found === null) continue
    if (found !== left || isOvertaken(act)) {
      baseline = found
      wishes = []
      maker = null
    }
    if (isAsWanted(act) && !act.job.isUndo) wishes.push(act)
    if (act.state === 'done' && found !== wants(act)) maker = act
    left = leftBy(act)
  }
  const mine = acts.find(({ job }) => job.seq === root)
  if (!mine) throw new Error('The history of the pair does not have the job that is undone.')
  const counts = (wish: Act) => (wish === mine ? !withdraws : !wish.withdrawn)
  const keeper = wishes.findLast(counts) ?? null
  return {
    image,
    project,
    mine,
    isVoid: !wishes.includes(mine),
    open: acts.findLast(({ settled }) => settled === null) ?? null,
    keeper,
    target: keeper ? wants(keeper) : baseline,
    left,
    maker,
  }
}
