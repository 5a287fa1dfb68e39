import * as z from 'zod/mini'
import { type JobFilter, jobFilter } from './job.ts'

/** A file to be saved; `types`: the content types it can have. */
export type Download = { path: string; summary: string; query?: z.ZodMiniType; types: readonly string[] }

export const exportFormat = z.enum(['csv', 'json'])
export type ExportFormat = z.infer<typeof exportFormat>

/**
 * Answers that a browser saves as a file, all with GET. They are plain links, which cannot send a header: the gateway
 * lets the console's own page follow them.
 */
export const downloads = {
  exportJobs: {
    path: '/console/jobs/export',
    summary: 'The pairs of all jobs that match, one row each',
    query: z.extend(jobFilter, { format: exportFormat }),
    types: ['text/csv', 'application/json'],
  },
  jobEvidence: {
    path: '/console/jobs/{id}/evidence',
    summary: 'Everything that is known of a job, with a digest of its pairs',
    types: ['application/json'],
  },
} as const satisfies Record<string, Download>

/** The address of an export of the history under a filter. */
export function exportPath(format: ExportFormat, filter: JobFilter): string {
  const query = Object.entries({ format, ...filter })
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
  return `${downloads.exportJobs.path}?${query.join('&')}`
}

/** The address of a job's evidence. */
export const evidencePath = (id: string) => downloads.jobEvidence.path.replace('{id}', encodeURIComponent(id))

/** What a download link says in place of the header `signedInAs`: a link can send no header. */
export const SIGNED_IN_AS_QUERY = 'signed-in-as'
