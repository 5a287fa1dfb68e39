import { useQuery } from '@tanstack/react-query'
import type { Provenance } from '#contract/access'
import { accessRowsQuery, provenanceQuery } from '../api/access.ts'
import { sinceAt } from '../api/access-rows.ts'
import { localTime } from '../format.ts'
import type { MatrixImage, MatrixRecipient } from './matrix.ts'
import { words } from './words.ts'

type Job = Provenance['jobs'][number]

/** Since when a recipient has an image, and through which job. `job`: undefined: not looked up yet; null: through none known. */
export type PairDetails = {
  since: number | null | undefined
  job: Job | null | undefined
  error: Error | null
}

/** Looks a shared pair up: an image at a time, so that its neighbours cost nothing. */
export function usePairDetails(
  image: MatrixImage | undefined,
  recipient: MatrixRecipient | undefined,
  isShared: boolean,
): PairDetails {
  const enabled = image !== undefined && isShared
  const rows = useQuery({ ...accessRowsQuery([image?.id ?? '']), enabled })
  const from = useQuery({ ...provenanceQuery({ images: [image?.id ?? ''], projects: [] }), enabled })
  if (!enabled || !recipient) return { since: undefined, job: undefined, error: null }
  const row = rows.data?.rows.get(image.id)
  const position = rows.data?.recipients.indexOf(recipient.id) ?? -1
  const pair = from.data?.pairs.find(({ project }) => project === recipient.id)
  return {
    since: row && sinceAt(row, position),
    job: from.data && ((pair && from.data.jobs[pair.job]) ?? null),
    error: from.error,
  }
}

/** The same as the end of what a cell is called. */
export function detailsText({ since, job }: PairDetails): string {
  return [
    typeof since === 'number' && `${words.since} ${localTime(since)}`,
    job && `${words.through} ${job.reason || job.id}`,
  ]
    .filter(Boolean)
    .join(', ')
}
