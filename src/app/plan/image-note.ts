import { countGroups, countOf } from '#contract/pair'
import type { Plan, PlanImage } from '#contract/plan'
import { count, plural } from '../format.ts'

/** What is to be known about an image of a plan: why it cannot be, what does not fit, what will be done to it; else null. */
export function imageNote(
  { projects }: Plan,
  image: PlanImage,
): { text: string; tone: 'bad' | 'warn' } | null {
  const { used, allowed, obstacle, problem } = image
  if (problem) return { text: `Its members could not be read: ${problem.message}`, tone: 'bad' }
  if (obstacle) return { text: obstacle.reason, tone: 'bad' }
  const full = countOf([image], 'noPlace')
  if (full > 0)
    return {
      text: `${count(full)} of ${plural(projects.length, 'project')} ${full === 1 ? 'does' : 'do'} not fit: ${count(allowed)} allowed, ${count(used ?? 0)} used.`,
      tone: 'bad',
    }
  const ungranted = countOf([image], 'noGrant')
  if (ungranted > 0)
    return { text: `${plural(ungranted, 'recipient')} may not use its key yet.`, tone: 'warn' }
  if (image.becomesShared) return { text: 'Private now: it will be made shared first.', tone: 'warn' }
  return null
}

/** The places of an image that stay as they are, that change, and that are used afterwards; null: not known, or none are. */
export function placesOf({ action }: Pick<Plan, 'action'>, image: PlanImage) {
  const { used, allowed, obstacle } = image
  if (used === null || obstacle) return null
  const { change: pairs, unchecked } = countGroups({ action, images: [image] })
  const change = action === 'share' ? pairs + unchecked : pairs
  const after = action === 'share' ? used + change : used - change
  return { stay: Math.min(used, after), change, after, allowed }
}
