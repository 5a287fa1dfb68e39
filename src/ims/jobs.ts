import * as z from 'zod/mini'
import { looseNumber } from './loose.ts'

/**
 * The two job calls: (a) `GET /v1/{project_id}/jobs/{job_id}` lists results, (b) `GET
 * /v1/cloudimages/job/{job_id}` gives only a percentage. Parsed leniently, as the samples disagree with each
 * other (old time format, `end_time: ""`, results without `project_id`, an empty list for deletes, three
 * spellings of success).
 */

/** Documented job states. Others are possible: an unknown one means "still going". */
const JOB_STATES = ['INIT', 'RUNNING', 'SUCCESS', 'FAIL'] as const
export type WireJobStatus = (typeof JOB_STATES)[number]

/** Job types of the member calls; the open list of others is of no interest here. */
export const MEMBER_JOB_TYPES = {
  add: 'imsAddImageMembersJob',
  remove: 'imsDelImageMembersJob',
  update: 'imsUpdateImageMembersJob',
} as const

/**
 * One entry of `entities.results` in (a). Every field may be missing. `error_code`/`fail_reason` are our
 * choice.
 */
const jobResult = z.object({
  image_id: z.optional(z.nullable(z.string())),
  project_id: z.optional(z.nullable(z.string())),
  status: z.optional(z.nullable(z.string())),
  error_code: z.optional(z.nullable(z.string())),
  fail_reason: z.optional(z.nullable(z.string())),
})
export type WireJobResult = z.infer<typeof jobResult>

export const wireJob = z.object({
  job_id: z.string(),
  job_type: z.optional(z.nullable(z.string())),
  status: z.string(),
  begin_time: z.optional(z.nullable(z.string())),
  end_time: z.optional(z.nullable(z.string())),
  error_code: z.optional(z.nullable(z.string())),
  fail_reason: z.optional(z.nullable(z.string())),
  entities: z.optional(
    z.nullable(
      z.object({
        results: z.optional(z.nullable(z.array(jobResult))),
        process_percent: z.optional(z.nullable(looseNumber)),
        current_task: z.optional(z.nullable(z.string())),
      }),
    ),
  ),
})
export type WireJob = z.infer<typeof wireJob>
