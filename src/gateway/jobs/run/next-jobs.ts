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
  const images = new Map<string, Set<string>>()
  return line.filter((job) => {
    const taken = images.get(job.projectId) ?? new Set()
    images.set(job.projectId, taken)
    const isFree =
      job.stopping ||
      (!job.images.some((id) => taken.has(id)) && (slots.get(job.projectId) ?? 0) < PER_PROJECT)
    // Later jobs wait for the images of a waiting one, too; otherwise it could be overtaken for ever.
    for (const id of job.images) taken.add(id)
    if (isBusy(job) || !isFree || !mayRun(job)) return false
    occupy(job)
    return true
  })
}
