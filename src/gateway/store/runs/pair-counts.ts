import type { Transaction } from 'kysely'
import type { PairCounts } from '#contract/pair'
import { stateName } from '../states.ts'
import type { Tables } from '../tables.ts'

/** Rows of a query that counts pairs by state, as the contract has them. */
export function toCounts(rows: readonly { state: number; count: number }[]): PairCounts {
  const counts = {
    total: 0,
    unconfirmed: 0,
    failed: 0,
    sent: 0,
    waiting: 0,
    done: 0,
    unchanged: 0,
    impossible: 0,
    unsent: 0,
  }
  for (const { state, count } of rows) {
    counts[stateName(state)] += count
    counts.total += count
  }
  return counts
}

/** Counters are counted, not kept up by hand: they cannot drift from the pairs. */
export async function countPairs(trx: Transaction<Tables>, seq: number): Promise<PairCounts> {
  const rows = await trx
    .selectFrom('pairs')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where('job', '=', seq)
    .groupBy('state')
    .execute()
  return toCounts(rows)
}
