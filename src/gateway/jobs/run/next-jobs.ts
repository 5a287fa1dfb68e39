import type { OpenJob } from '../model/run.ts'

/** Jobs of one project that run at the same time. */
const PER_PROJECT = 4

/**
 * Which jobs of the line may run now: those that have no image in common with an earlier one. Sharing and
 * unsharing must not overtake each other, one job would change what the other has read, and no pair may be in
 * two calls at once. A job that may run by this rule still may when others are added, so several gateways can
 * apply it at the same time. A job that is to stop sends nothing: it may always run, to come to its end.
 *
 * `line`: all jobs that have not ended, in their order. `isRunning`: here; `mayRun`: whether this gateway
 * wants it.
 */
export function nextJobs(
  line: readonly OpenJob[],
  { isRunning, mayRun }: { isRunning(job: OpenJob): boolean; mayRun(job: OpenJob): boolean },
): OpenJob[] {
  const isBusy = (job: OpenJob) => job.held || isRunning(job)
  const slots = new Map<string, number>()
  const occupy = ({ projectId }: OpenJob) => slots.set(projectId, (slots.get(projectId) ?? 0) + 1)
  line.filter(isBusy).forEach(occupy)
  const images: Images = new Map()
  return line.filter((job) => {
    const isFull = (slots.get(job.projectId) ?? 0) >= PER_PROJECT
    const isFree = job.stopping || (!isFull && !overlaps(images, job))
    // Later jobs wait for the images of a waiting one, too; otherwise it could be overtaken for ever.
    if (!isFull) reserve(images, job)
    if (isBusy(job) || !isFree || !mayRun(job)) return false
    occupy(job)
    return true
  })
}

type Images = Map<string, Set<string>>

const overlaps = (taken: Images, { projectId, images }: OpenJob) =>
  images.some((id) => taken.get(projectId)?.has(id))

function reserve(taken: Images, { projectId, images }: OpenJob): void {
  const ids = taken.get(projectId) ?? new Set()
  taken.set(projectId, ids)
  for (const id of images) ids.add(id)
}
