import { HEADERS } from '#contract/headers'
import { ANSWERED, isAnswer, type JobAction, type JobDetail } from '#contract/job'
import type { Rectangle } from './rectangles.ts'
import { shellQuote } from './shell-quote.ts'

/**
 * The job as calls of the API, one for each rectangle of its pairs, to be pasted into a shell. The token stays a
 * variable: it is never ours to tell.
 */
export function toCurl(
  job: Pick<JobDetail, 'action' | 'images' | 'projects' | 'reason' | 'vaultId'>,
  rectangles: readonly Rectangle[],
  origin: string,
): string {
  const ids = (list: JobDetail['images'], positions: readonly number[]) => positions.map((n) => list[n]?.id)
  return rectangles
    .map(({ images, projects }) => bodyOf(job, ids(job.images, images), ids(job.projects, projects)))
    .map((body) =>
      [
        `curl -X ${METHOD[job.action]} ${shellQuote(`${origin}/v1/cloudimages/members`)}`,
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
