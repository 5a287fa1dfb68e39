import type { JobDetail } from '#contract/job'
import type { Pair } from '#contract/pair'

/** The job as the API tells it, and its pairs by ID under `results`. */
export function jobToJson(job: JobDetail, pairs: readonly Pair[]): string {
  const results = pairs.map(({ image, project, ...result }) => ({
    image: job.images[image]?.id,
    project: job.projects[project]?.id,
    ...result,
  }))
  return JSON.stringify({ ...job, results }, null, 2)
}
