import type { JobDetail } from '#contract/job'
import { isWhole, type PairLists } from './rectangles.ts'

/** Addresses past this length do not survive every browser, proxy and chat window. */
const MAX_ADDRESS = 8000

/**
 * The address of a share form with the same images and projects; null when the job is too large to fit into one, or had
 * only some of their pairs, which a form cannot ask for.
 */
export function shareAgain(job: PairLists & Pick<JobDetail, 'reason'>) {
  if (!isWhole(job)) return null
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id).join(',')
  const search = { images: ids(job.images), projects: ids(job.projects), reason: job.reason || undefined }
  return new URLSearchParams({ ...search, reason: job.reason }).toString().length > MAX_ADDRESS
    ? null
    : search
}
