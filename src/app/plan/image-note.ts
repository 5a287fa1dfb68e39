import { countOf } from '#contract/pair'
import type { Plan, PlanImage } from '#contract/plan'
import { count, plural } from '../format.ts'

/** The one thing to know about an image of a plan: why it cannot be, what does not fit, or how many places it has. */
export function imageNote(
  { action, projects }: Plan,
  image: PlanImage,
): { text: string; tone?: 'bad' | 'warn' } {
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
  if (action === 'unshare') return { text: `${plural(used ?? 0, 'recipient')} now.` }
  if (image.becomesShared) return { text: 'Private now: it will be made shared first.', tone: 'warn' }
  const left = allowed - (used ?? 0) - countOf([image], 'absent')
  return { text: `${count(used ?? 0)} of ${count(allowed)} places used; ${count(left)} left after this.` }
}
