import * as z from 'zod/mini'
import { type Endpoint, FROM_A_PAGE } from './endpoint.ts'
import { type JobFilter, jobFilter } from './job.ts'

/** A file to be saved; `types`: the content types it can have. */
export type Download = Pick<Endpoint, 'path' | 'summary' | 'headers' | 'query'> & { types: readonly string[] }

export const exportFormat = z.enum(['csv', 'json'])
export type ExportFormat = z.infer<typeof exportFormat>

/**
 * Answers that a browser saves as a file, all with GET. They are plain links, which cannot send a header: the
 * gateway lets the console's own page follow them.
 */
export const downloads = {
  exportJobs: {
    path: '/console/jobs/export',
    summary: 'The pairs of all jobs that match, one row each',
    headers: FROM_A_PAGE,
    query: z.extend(jobFilter, { format: exportFormat }),
    types: ['text/csv', 'application/json'],
  },
  exportAccess: {
    path: '/console/access/export',
    summary: 'Who has which own image now, one row each, with the job that gave it; unread images are named',
    headers: FROM_A_PAGE,
    query: z.object({ format: exportFormat }),
    types: ['text/csv', 'application/json'],
  },
  jobEvidence: {
    path: '/console/jobs/{id}/evidence',
    summary: 'Everything that is known of a job, with a digest of its pairs',
    headers: FROM_A_PAGE,
    types: ['application/json'],
  },
} as const satisfies Record<string, Download>

/** The address of an export of the history under a filter. */
export function exportPath(format: ExportFormat, filter: JobFilter): string {
  const query = Object.entries({ format, ...filter }).flatMap(([name, value]) =>
    value ? [`${name}=${encodeURIComponent(value)}`] : [],
  )
  return `${downloads.exportJobs.path}?${query.join('&')}`
}

/** The address of an export of who has what. */
export const exportAccessPath = (format: ExportFormat) => `${downloads.exportAccess.path}?format=${format}`

/** The address of a job's evidence. */
export const evidencePath = (id: string) => downloads.jobEvidence.path.replace('{id}', encodeURIComponent(id))

/**
 * The query parameter that stands for the header `signedInAs` in download links, which can send no header.
 */
export const SIGNED_IN_AS_QUERY = 'signed-in-as'
