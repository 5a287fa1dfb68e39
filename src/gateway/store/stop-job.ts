import { sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** What became of the wish to stop a job. */
export type StopRequest = 'asked' | 'CONSOLE.NOT_FOUND' | 'CONSOLE.ENDED'

/** Nothing more is sent for a job: somebody asked for its end. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped'
  constructor() {
    super('The job was stopped.')
  }
}

/** What a job has that nobody asked to stop. */
export const NOT_STOPPED = { stop_at: null, stop_user_id: null, stop_user_name: null }

/** Keeps who asked for the end of a job, and when; whoever asks later changes nothing. */
export async function requestStop(
  trx: Transaction<Tables>,
  { projectId, id, by, at }: { projectId: string; id: string; by: { id: string; name: string }; at: number },
  revision: number,
): Promise<StopRequest> {
  const job = await trx
    .selectFrom('jobs')
    .select(['seq', 'ended_at'])
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!job) return 'CONSOLE.NOT_FOUND'
  if (job.ended_at !== null) return 'CONSOLE.ENDED'
  await trx
    .updateTable('jobs')
    .set({ stop_at: at, stop_user_id: by.id, stop_user_name: by.name, revision })
    .where('seq', '=', job.seq)
    .where('stop_at', 'is', null)
    .execute()
  return 'asked'
}

/** Throws `JobStopped` when somebody asked for the end of the job. */
export async function refuseStopped(trx: Transaction<Tables>, seq: number): Promise<void> {
  const job = await trx.selectFrom('jobs').select('stop_at').where('seq', '=', seq).executeTakeFirst()
  if (job?.stop_at != null) throw new JobStopped()
}

/** The columns of an attempt that say who stopped its job. */
export const stopOf = (seq: number) => ({
  stop_at: sql<number | null>`(select stop_at from jobs where seq = ${seq})`,
  stop_user_id: sql<string | null>`(select stop_user_id from jobs where seq = ${seq})`,
  stop_user_name: sql<string | null>`(select stop_user_name from jobs where seq = ${seq})`,
})
