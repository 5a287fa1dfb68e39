import { randomUUID } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { OpenJob } from '../../jobs/model/run.ts'
import { databaseTime, isPostgres, lockFree } from '../dialect.ts'
import { jobIsActive } from '../states.ts'
import type { Tables } from '../tables.ts'
import { createLine } from './line.ts'

/**
 * Which gateway runs which job. A gateway takes a lease on a job before it runs it, and keeps renewing it; a
 * lease that was not renewed for `LEASE_MS` may be taken by another gateway. Times are the database's own.
 *
 * In a file, which one process has for itself, leases never end: there is nobody to take them.
 */
export type LeaseStore = {
  /** How often leases are to be renewed and jobs of other gateways looked for, in ms; null in a file. */
  readonly heartbeatMs: number | null
  /** Every job that has not ended, in the order of the line. */
  open(): Promise<OpenJob[]>
  /** Takes the lease of a job, unless another gateway has it or the job has moved since it was looked at. */
  take(job: OpenJob): Promise<boolean>
  /** Renews all leases of this gateway and answers the IDs of their jobs. */
  renew(): Promise<Set<string>>
  /**
   * Whether this gateway still has a job that it took, by a clock that is never set. This needs no answer of
   * the database, so a database that hangs, or a gateway that was frozen, cannot prolong a lease.
   */
  holds(job: { seq: number }): boolean
  /** Ends the lease of a job, so that any gateway may take it. */
  release(job: OpenJob): Promise<void>
}

/** The write of a run was refused: another gateway has its job. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
  constructor() {
    super('Another gateway has taken over the job.')
  }
}

/** Whether a run was broken off because its lease was lost, in one of its calls or in several at once. */
export const isLeaseLost = (error: unknown): boolean =>
  error instanceof LeaseLost || (error instanceof AggregateError && error.errors.some(isLeaseLost))

/** How long a lease lasts unless it is renewed, in ms. */
const LEASE_MS = 15_000
/** The part of a lease that its holder uses: what it sends last must arrive before another gateway reads. */
const USED = 0.8

/** The columns of a job without a lease. */
export const NO_LEASE = { lease_holder: null, lease_until: null }

/**
 * The leases of one gateway, and a check for the writes of a run. In a file every process has the same name,
 * and so takes over what the one before it left behind. `elapsed`: ms by a clock that is never set.
 */
export function createLeaseStore(
  db: Kysely<Tables>,
  { leaseMs = LEASE_MS, elapsed }: { leaseMs?: number | undefined; elapsed: () => number },
): { leases: LeaseStore; checkLease: (trx: Transaction<Tables>, seq: number) => Promise<void> } {
  const shared = isPostgres(db)
  const holder = shared ? randomUUID() : 'this process'
  const time = databaseTime(db)
  const until = shared ? sql<number>`${time} + ${leaseMs}` : null
  const isHeld = sql<boolean>`(lease_holder is not null and lease_holder <> ${holder}
    and coalesce(lease_until > ${time}, true))`
  /**
   * Jobs that this gateway took, by `seq`, and until when it may send for them. It may write for them only
   * while the database says that it has their leases.
   */
  const taken = new Map<number, number>()
  const deadline = (asked: number) => (shared ? asked + leaseMs * USED : Number.POSITIVE_INFINITY)

  const checkLease = async (trx: Transaction<Tables>, seq: number) => {
    if (!taken.has(seq)) return
    const job = await trx.selectFrom('jobs').select('lease_holder').where('seq', '=', seq).executeTakeFirst()
    if (job?.lease_holder !== holder) throw new LeaseLost()
  }

  const leases: LeaseStore = {
    heartbeatMs: shared ? leaseMs / 10 : null,

    open: createLine(db, isHeld),

    async take({ seq, place }) {
      const asked = elapsed()
      const free = lockFree(db)(
        db
          .selectFrom('jobs')
          .select('seq')
          .where('seq', '=', seq)
          .where('place', '=', place)
          .where(jobIsActive)
          .where(sql<boolean>`(lease_holder is null or lease_holder = ${holder} or lease_until <= ${time})`),
      )
      const got = await db
        .updateTable('jobs')
        .set({ lease_holder: holder, lease_until: until })
        .where('seq', 'in', free)
        .returning('seq')
        .executeTakeFirst()
      if (got) taken.set(seq, deadline(asked))
      return got !== undefined
    },

    async renew() {
      const asked = elapsed()
      const held = await db
        .updateTable('jobs')
        .set({ lease_until: until })
        .where(jobIsActive)
        .where('lease_holder', '=', holder)
        .returning(['id', 'seq'])
        .execute()
      for (const { seq } of held) if (taken.has(seq)) taken.set(seq, deadline(asked))
      return new Set(held.map(({ id }) => id))
    },

    holds: ({ seq }) => elapsed() < (taken.get(seq) ?? Number.NEGATIVE_INFINITY),

    async release({ seq }) {
      taken.delete(seq)
      await db
        .updateTable('jobs')
        .set(NO_LEASE)
        .where('seq', '=', seq)
        .where('lease_holder', '=', holder)
        .execute()
    },
  }
  return { leases, checkLease }
}
