import { HEADERS } from '#contract/headers'
import { ANSWERED, isAnswer, type JobAction, type JobDetail } from '#contract/job'
import type { Position } from '#contract/pair'
import type { Rectangle } from '#contract/rectangles'

/**
 * The job as calls of the API, one for each rectangle of its pairs, to be pasted into a shell. The token
 * stays a variable, because the console never shows it.
 */
export function toCurl(
  job: Pick<JobDetail, 'action' | 'images' | 'projects' | 'reason' | 'vaultId'>,
  rectangles: readonly Rectangle[],
  address: string,
): string {
  const ids = (list: JobDetail['images'], positions: readonly number[]) => positions.map((n) => list[n]?.id)
  return rectangles
    .map(({ images, projects }) => bodyOf(job, ids(job.images, images), ids(job.projects, projects)))
    .map((body) =>
      [
        `curl -X ${METHOD[job.action]} ${shellQuote(`${address}/v1/cloudimages/members`)}`,
        `-H 'Content-Type: application/json'`,
        `-H "X-Auth-Token: $TOKEN"`,
        ...(job.reason ? [`-H ${shellQuote(`${HEADERS.reason}: ${encodeURIComponent(job.reason)}`)}`] : []),
        `-d ${shellQuote(JSON.stringify(body))}`,
      ].join(' \\\n  '),
    )
    .join('\n\n')
}

const METHOD: Record<JobAction, string> = { share: 'POST', unshare: 'DELETE', accept: 'PUT', reject: 'PUT' }

type Ids = readonly (string | undefined)[]

function bodyOf({ action, vaultId }: Pick<JobDetail, 'action' | 'vaultId'>, images: Ids, projects: Ids) {
  if (!isAnswer(action)) return { images, projects }
  return { images, project_id: projects[0], status: ANSWERED[action], ...(vaultId && { vault_id: vaultId }) }
}

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

/** Quotes a word for a POSIX shell when anything in it is special there. */
const shellQuote = (word: string): string =>
  /^[\w./:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
