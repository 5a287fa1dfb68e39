import type { Selectable } from 'kysely'
import type { JobFacts, JobSummary } from '#contract/job'
import type { Pair, PlannedOutcome } from '#contract/pair'
import type { JobStop } from '#contract/stop'
import { stateName } from '../states.ts'
import type { JobsTable, PairsTable } from '../tables.ts'

/** A row of the table as everybody sees it. */
export const toFacts = (row: Selectable<JobsTable>): JobFacts => ({
  id: row.id,
  revision: row.revision,
  action: row.action,
  status: row.status,
  user: { id: row.user_id, name: row.user_name },
  actor: { id: row.actor_id, name: row.actor_name },
  reason: row.reason,
  imageCount: row.image_count,
  projectCount: row.project_count,
  firstImage: row.first_image,
  pairs: {
    total: row.total,
    waiting: row.waiting,
    sent: row.sent,
    done: row.done,
    unchanged: row.unchanged,
    impossible: row.impossible,
    failed: row.failed,
    unconfirmed: row.unconfirmed,
    unsent: row.unsent,
  },
  createdAt: row.created_at,
  attempt: row.attempt,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  problem: row.problem_code === null ? null : { code: row.problem_code, message: row.problem_message ?? '' },
  undoOf: row.undo_of,
  wishes: row.undo_of === null ? row.done + row.unchanged : row.withdraws,
  undone: row.undone,
  stop: toStop(row),
})

/** The same for somebody: `seen_end` is the end of the job that this user has seen. */
export const toSummary = (row: Selectable<JobsTable> & { seen_end: number | null }): JobSummary => ({
  ...toFacts(row),
  seen: row.seen_end !== null && row.seen_end === row.ended_at,
})

type StopColumns = Pick<Selectable<JobsTable>, 'stop_at' | 'stop_user_id' | 'stop_user_name'>

/** The user who asked a job, or one of its attempts, to stop; null: nobody did. */
export const toStop = ({ stop_at, stop_user_id, stop_user_name }: StopColumns): JobStop | null =>
  stop_at === null ? null : { by: { id: stop_user_id ?? '', name: stop_user_name ?? '' }, at: stop_at }

type ResultRow = Pick<Selectable<PairsTable>, 'state' | 'claim' | 'present' | 'code' | 'message' | 'read_at'>
type PairRow = ResultRow & Pick<Selectable<PairsTable>, 'image' | 'project' | 'unproven' | 'withdrawn'>

const claimOf = (claim: number | null): Pair['claim'] => {
  if (claim === null) return null
  return claim === 1 ? 'success' : 'failed'
}

/** A pair's state, what the cloud said of it, and whether it is there. */
export const toOutcome = (row: Pick<ResultRow, 'state' | 'claim' | 'present'>) => ({
  state: stateName(row.state),
  claim: claimOf(row.claim),
  present: row.present === null ? null : row.present === 1,
})

/** What came of a pair, as the contract has it. */
export const toResult = (row: ResultRow) => ({
  ...toOutcome(row),
  code: row.code,
  message: row.message,
  readAt: row.read_at,
})

/** A row of the table as the contract has it. What was confirmed and earlier results are in other tables. */
export const toPair = (
  row: PairRow,
  { confirmed, earlier = [] }: { confirmed: PlannedOutcome | null; earlier?: Pair['earlier'] | undefined },
): Pair => ({
  image: row.image,
  project: row.project,
  ...toResult(row),
  unproven: row.unproven === 1,
  withdrawn: row.withdrawn === 1,
  confirmed,
  earlier,
})
