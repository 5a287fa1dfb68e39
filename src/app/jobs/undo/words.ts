import { countOf } from '#contract/pair'
import type { Keeper, Plan, UndoFacts } from '#contract/plan'
import { plural } from '../../format.ts'

/** The words of undoing a job. */
export const undoWords = {
  title: 'Undo a job',
  back: 'Back',
  backToJob: 'Back to the job',
  reading: 'Reading the members',
  unplanned: 'The undo could not be planned',
  nothingLeft: 'Nothing is left to undo',
  nothingLeftMeans: 'This job wants no pair any more: it wanted none, or that is undone already.',
  review: 'Undo',
  by: (user: string) => ` · by ${user}, `,
  moreImages: (images: number) => ` and ${plural(images, 'more image')}`,
  projects: (projects: readonly { id: string; name: string }[]) => {
    const [first] = projects
    return projects.length === 1 && first
      ? ` × ${first.name || first.id}`
      : ` × ${plural(projects.length, 'project')}`
  },
  /** Says "Undo" once, also for the undo of an undo. */
  reasonOf: (reason: string) => reason && `Undo: ${reason.replace(/^(Undo: )+/, '')}`,
  headline: (_: Plan, headline: string) => `Undoing: ${headline}.`,
  act: ({ action }: Plan, changes: number, busy: boolean) => {
    const doing = busy ? 'Undoing' : 'Undo'
    if (changes === 0) return `${doing}: nothing has to be sent`
    const verb = action === 'unshare' ? 'stop sharing' : 'share again'
    return `${doing}: ${verb} ${plural(changes, 'pair')}${busy ? ' …' : ''}`
  },
  nothing: (unproven: number) =>
    unproven > 0
      ? 'Tick the unproven pairs that are to be changed back.'
      : 'Every wish of this job is withdrawn, and every pair is as it is to be.',

  stays: 'What stays as it is',
  withdrawn: (pairs: number) =>
    `Once undone, this job no longer counts among those that want ${plural(pairs, 'pair')}: when the others are ` +
    'undone as well, each goes back to how it was before.',

  unproven: 'Not proven to be this job’s doing',
  unprovenMeans: (pairs: number) =>
    `${plural(pairs, 'pair')}: a call broke off without an answer, or the membership has changed since. A ` +
    `colleague may have made ${them(pairs)} so. Ticked pairs are changed back, all others stay.`,
  allUnproven: (pairs: number) => `All ${plural(pairs, 'unproven pair')}`,
  unprovenPairs: 'Unproven pairs',
  nameUnknown: 'name unknown',
}

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
