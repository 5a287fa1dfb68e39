import { HEADERS } from '#contract/endpoints'
import type { JobDetail } from '#contract/job'

/** The job as one call of the API, to be pasted into a shell. The token stays a variable: it is never ours to tell. */
export function toCurl(
  job: Pick<JobDetail, 'action' | 'images' | 'projects' | 'reason'>,
  origin: string,
): string {
  const body = { images: job.images.map(({ id }) => id), projects: job.projects.map(({ id }) => id) }
  return [
    `curl -X ${job.action === 'share' ? 'POST' : 'DELETE'} ${quote(`${origin}/v1/cloudimages/members`)}`,
    `-H 'Content-Type: application/json'`,
    `-H "X-Auth-Token: $TOKEN"`,
    ...(job.reason ? [`-H ${quote(`${HEADERS.reason}: ${encodeURIComponent(job.reason)}`)}`] : []),
    `-d ${quote(JSON.stringify(body))}`,
  ].join(' \\\n  ')
}

/** Single quotes for a POSIX shell: nothing inside them is special but the quote itself. */
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
