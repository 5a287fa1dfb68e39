import { type JobSummary, TERMINAL } from '#contract/job'

/**
 * The differences between two successive lists of jobs. Unchanged jobs keep their object from list to list,
 * so identity is enough. `ended`: the jobs that have ended in between, including a job that began and ended
 * between two polls.
 */
export function compareJobs(before: readonly JobSummary[], after: readonly JobSummary[]) {
  const known = new Map(before.map((job) => [job.id, job]))
  const changed = after.filter((job) => known.get(job.id) !== job)
  const ended = changed.filter((job) => {
    const earlier = known.get(job.id)
    return TERMINAL.has(job.status) && !(earlier && TERMINAL.has(earlier.status))
  })
  return { changed, ended }
}
