import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'

/** A job by its project and its ID. */
export type JobKey = { projectId: string; id: string }

/** Whether and when a job has ended; undefined when the project has no such job. */
export const endOf = (trx: Transaction<Tables>, { projectId, id }: JobKey) =>
  trx
    .selectFrom('jobs')
    .select(['seq', 'ended_at'])
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
