import { isAnswer, type JobDetail } from '#contract/job'
import type { Position } from '#contract/pair'
import { shellQuote } from './shell-quote.ts'

/** The job as commands of the OpenStack client, one line for each of these pairs. */
export function toCommands(
  job: Pick<JobDetail, 'action' | 'images' | 'projects'>,
  pairs: readonly Position[],
): string {
  const { action } = job
  const images = job.images.map(({ id }) => shellQuote(id))
  // Without a project the client answers for the one that it is signed in to.
  if (isAnswer(action))
    return pairs.map(({ image }) => `openstack image set --${action} ${images[image]}`).join('\n')
  const verb = action === 'share' ? 'add' : 'remove'
  const projects = job.projects.map(({ id }) => shellQuote(id))
  return pairs
    .map(({ image, project }) => {
      const words = `${images[image]} ${projects[project]}`
      // A project's ID may begin with a dash, which would make it an option.
      return `openstack image ${verb} project ${/(^| )-/.test(words) ? '-- ' : ''}${words}`
    })
    .join('\n')
}
