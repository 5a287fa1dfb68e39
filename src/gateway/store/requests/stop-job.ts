import type { Transaction } from 'kysely'
import type { StopRequest } from '../../jobs/model/request.ts'
import { JobStopped, type Named } from '../../jobs/model/run.ts'
import type { Change } from '../runs/change.ts'
import type { Tables } from '../tables.ts'
import { endOf, type JobKey } from './end-of.ts'

/** The columns of a job that nobody asked to stop. */
export const NOT_STOPPED = { stop_at: null, stop_user_id: null, stop_user_name: null }

/** Stores who asked a job to stop, and when. Asking again changes nothing. */
export async function requestStop(
  { trx, now, revision }: Change,
  key: JobKey,
  by: Named,
): Promise<StopRequest> {
  const job = await endOf(trx, key)
  if (!job) return 'CONSOLE.NOT_FOUND'
  if (job.ended_at !== null) return 'CONSOLE.ENDED'
  await trx
    .updateTable('jobs')
    .set({ stop_at: now, stop_user_id: by.id, stop_user_name: by.name, revision })
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
