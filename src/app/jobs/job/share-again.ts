import type { JobDetail } from '#contract/job'
import type { Position } from '#contract/pair'
import { planAddress } from '../../plan/plan-address.ts'

/**
 * The address of a share form with the same images, projects and reason; null when it would be too long. `pairs`: those
 * of a job that does not have all pairs of its lists.
 */
export function shareAgain(
  { images, projects, reason }: Pick<JobDetail, 'images' | 'projects' | 'reason'>,
  pairs?: readonly Position[],
) {
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
  const wanted = new Set(pairs?.map(({ image, project }) => `${image} ${project}`))
  return planAddress({
    ...{ images: ids(images), projects: ids(projects), reason },
    ...(pairs && { isLeftOut: ({ image, project }: Position) => !wanted.has(`${image} ${project}`) }),
  })
}
