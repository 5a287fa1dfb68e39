import type { Transaction } from 'kysely'
import type { JobPlan, JobStatus } from '#contract/job'
import type { PairCounts } from '#contract/pair'
import { cloudCode } from '#ims/errors'
import { rememberNewRecipients } from '../recipients.ts'
import { stateNumber } from '../states.ts'
import type { Tables } from '../tables.ts'
import { tellUndone } from '../undo/withdraw.ts'
import { endAttempt } from './attempts.ts'
import type { Change } from './change.ts'
import { NO_LEASE } from './leases.ts'
import { countPairs } from './pair-counts.ts'

/** Gives a job without open pairs the status that follows from them. */
export async function settleStatus(trx: Transaction<Tables>, seq: number): Promise<JobStatus> {
  const counts = await countPairs(trx, seq)
  const status = statusOf(counts)
  const problem = status === 'failed' ? await commonProblem(trx, seq) : null
  await trx
    .updateTable('jobs')
    .set({ status, problem_code: problem?.code ?? null, problem_message: problem?.message ?? null })
    .where('seq', '=', seq)
    .execute()
  return status
}

function statusOf(counts: PairCounts): JobStatus {
  if (counts.unsent > 0) return 'stopped'
  if (counts.failed + counts.unconfirmed + counts.impossible === 0) return 'succeeded'
  return counts.done + counts.unchanged === 0 ? 'failed' : 'partial'
}

/** The problem of a job that failed as a whole: the code that all its pairs share. */
async function commonProblem(trx: Transaction<Tables>, seq: number) {
  const found = await trx
    .selectFrom('pairs')
    .select(['code', (eb) => eb.fn.min('message').as('message')])
    .where('job', '=', seq)
    .groupBy('code')
    .limit(2)
    .execute()
  return found.length === 1 ? found[0] : null
}

/**
 * Stores what a job found when it had read the members for the first time: pairs that were as wanted,
 * impossible pairs, pairs that cannot be read, and all others, which it is about to send. A second call
 * changes nothing, nor does a call for a job that was stopped before it had read anything.
 */
export async function savePlan({ trx, now }: Change, seq: number): Promise<void> {
  const rows = await trx
    .selectFrom('pairs')
    .select((eb) => ['state', 'was_sent', 'code', eb.fn.countAll<number>().as('count')])
    .where('job', '=', seq)
    .groupBy(['state', 'was_sent', 'code'])
    .execute()
  if (rows.some(({ state }) => state === stateNumber('unsent'))) return
  const plan: Omit<JobPlan, 'firstTime'> = { at: now, change: 0, same: 0, unread: 0, impossible: [] }
  for (const { state, was_sent, code, count } of rows)
    if (state === stateNumber('unchanged')) plan.same += count
    else if (state === stateNumber('impossible'))
      plan.impossible.push({ code: code ?? cloudCode('unknown'), pairs: count })
    else if (state === stateNumber('failed') && was_sent === 0) plan.unread += count
    else plan.change += count
  await trx
    .updateTable('jobs')
    .set({ plan: JSON.stringify(plan) })
    .where('seq', '=', seq)
    .where('plan', 'is', null)
    .execute()
}

/** Ends a job without open pairs, with its attempt and its lease, and updates the job that it undoes. */
export async function finishJob(change: Change, seq: number): Promise<JobStatus> {
  const { trx, now } = change
  await savePlan(change, seq)
  await rememberNewRecipients(change, seq)
  const status = await settleStatus(trx, seq)
  await trx.updateTable('jobs').set({ ended_at: now }).set(NO_LEASE).where('seq', '=', seq).execute()
  await endAttempt(change, seq)
  await tellUndone(change, seq)
  return status
}
