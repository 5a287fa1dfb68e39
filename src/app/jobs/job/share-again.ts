import { isAnswer, type JobDetail } from '#contract/job'
import { isWhole, type PairLists } from '#contract/rectangles'
import { planAddress } from '../../plan/plan-address.ts'

/**
 * The address of a share form with the same images and projects. It is null when the job is too large for an
 * address, had only some of the pairs, which a form cannot ask for, or was an answer.
 */
export function shareAgain(job: PairLists & Pick<JobDetail, 'action' | 'reason'>) {
  if (isAnswer(job.action) || !isWhole(job)) return null
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
  return planAddress({ images: ids(job.images), projects: ids(job.projects), reason: job.reason })
}
