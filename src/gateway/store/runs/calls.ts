import type { CallOutcome, NewCall } from '../../jobs/model/run.ts'
import { refuseStopped } from '../requests/stop-job.ts'
import { stateNumber } from '../states.ts'
import { lastAttempt } from './attempts.ts'
import type { Change } from './change.ts'

/** Stores a call before it is made. Answers its number; throws `JobStopped` once a stop was asked for. */
export async function openCall({ trx, now }: Change, seq: number, call: NewCall): Promise<number> {
  await refuseStopped(trx, seq)
  const last = await trx
    .selectFrom('calls')
    .select((eb) => eb.fn.max('n').as('n'))
    .where('job', '=', seq)
    .executeTakeFirst()
  const n = (last?.n ?? 0) + 1
  await trx
    .insertInto('calls')
    .values({
      job: seq,
      n,
      attempt: (await lastAttempt(trx, seq))?.n ?? 1,
      method: call.method,
      path: call.path,
      images: JSON.stringify(call.images),
      projects: JSON.stringify(call.projects),
      image_count: call.images.length,
      project_count: call.projects.length,
      status: 'sent',
      started_at: now,
      user_id: call.user.id,
      user_name: call.user.name,
    })
    .execute()
  if (!call.marksPairs) return n
  await trx
    .updateTable('pairs')
    .set({
      state: stateNumber('sent'),
      was_sent: 1,
      was_missing: 1,
      claim: null,
      present: null,
      code: null,
      message: null,
      unproven: 0,
    })
    .where('job', '=', seq)
    .where('image', 'in', call.images)
    .where('project', 'in', call.projects)
    .execute()
  return n
}

/** A call of a job by its number. */
export type CallKey = { seq: number; n: number }

const setCall = ({ trx }: Change, { seq, n }: CallKey) =>
  trx.updateTable('calls').where('job', '=', seq).where('n', '=', n)

/** The cloud took a call. */
export async function acceptCall(
  change: Change,
  call: CallKey,
  by: { cloudJobId: string | null; requestId: string | null },
): Promise<void> {
  await setCall(change, call)
    .set({ status: 'accepted', cloud_job_id: by.cloudJobId, request_id: by.requestId })
    .execute()
}

/** A call has ended. A request ID that is known already is kept where the end tells none. */
export async function endCall(change: Change, call: CallKey, end: CallOutcome): Promise<void> {
  const { status, code, message, requestId } = end
  let query = setCall(change, call).set({ status, code, message, ended_at: change.now })
  if (requestId) query = query.set({ request_id: requestId })
  await query.execute()
}
