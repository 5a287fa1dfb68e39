import { countOf, outcomeAt } from '#contract/pair'
import type { Keeper, Plan, PlanImage, PlanProject, UndoFacts } from '#contract/plan'
import { plural } from '../../format.ts'

/** A pair that is as its job wants it, after a call of which nobody knows how it ended. */
export type UnprovenPair = { image: PlanImage; project: PlanProject }

/** The unproven pairs of an undo's plan, in the order of its picture. */
export const unprovenPairs = ({ images, projects }: Plan): UnprovenPair[] =>
  images.flatMap((image) =>
    projects.flatMap((project, at) =>
      outcomeAt(image.outcomes, at) === 'unproven' ? [{ image, project }] : [],
    ),
  )

/** One reason for which pairs stay as they are; `job`: the one that wants them so. */
export type Reason = { key: string; text: string; job?: Keeper }

/** Why pairs are left alone, each reason with how many pairs it has. */
export function reasonsOf({ images, undo }: Plan): Reason[] {
  const reasons: Reason[] = wantedBy(undo)
  const before = countOf(images, 'soBefore')
  const changed = countOf(images, 'changedSince')
  if (before > 0)
    reasons.push({
      key: 'before',
      text: `${stays(before)} so before the console first saw to ${them(before)}.`,
    })
  if (changed > 0)
    reasons.push({
      key: 'changed',
      text: `${stays(changed)} changed by somebody else, past the console, since.`,
    })
  return reasons
}

const wantedBy = (undo: UndoFacts | undefined): Reason[] =>
  (undo?.jobs ?? []).map((job, at) => {
    const kept = undo?.keepers.filter((keeper) => keeper.job === at).length ?? 0
    const still = job.ended ? '' : ', which has not ended,'
    return {
      key: job.id,
      job,
      text: `${plural(kept, 'pair')} left alone: another job${still} wants ${them(kept)} so.`,
    }
  })

const stays = (pairs: number) =>
  `${plural(pairs, 'pair')} left alone: ${pairs === 1 ? 'it was' : 'they were'}`
const them = (pairs: number) => (pairs === 1 ? 'it' : 'them')

/** How a job that wants pairs is named. */
export const keeperName = ({ reason, user }: Keeper): string => `${reason || 'without a reason'}, by ${user}`
