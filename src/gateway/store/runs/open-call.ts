import type { Transaction } from 'kysely'
import { stateNumber, type Tables } from '../tables.ts'
import { refuseStopped } from './stop-job.ts'

/**
 * A call that is about to be made, with whose rights. `images`, `projects`: positions in the job's lists. `marksPairs`: all
 * of its pairs are sent by one request, and are marked so with it.
 */
export type NewCall = {
  method: string
  path: string
  images: number[]
  projects: number[]
  marksPairs: boolean
  user: { id: string; name: string }
}

/** Stores a call. Answers its number; throws `JobStopped` once a stop was asked for. */
export async function openCall(
  trx: Transaction<Tables>,
  seq: number,
  call: NewCall,
  now: number,
): Promise<number> {
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

/** The attempt that was begun last; none before the first run. */
export const lastAttempt = (trx: Transaction<Tables>, seq: number) =>
  trx
    .selectFrom('attempts')
    .selectAll()
    .where('job', '=', seq)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
