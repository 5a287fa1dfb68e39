import type { RunPair } from '../../jobs/model/run.ts'
import { OPEN, stateNumber } from '../states.ts'
import { withdrawSettled } from '../undo/withdraw.ts'
import type { Change } from './change.ts'

/** Positions a statement: SQLite takes at most 32,766 parameters. */
export const POSITIONS = 10_000

/**
 * Writes the results of pairs. Pairs of one image with the same result go in one statement: thousands of
 * single updates would take longer than the cloud does.
 */
export async function savePairs(change: Change, seq: number, pairs: readonly RunPair[]): Promise<void> {
  const { trx, revision } = change
  for (const group of groupsOf(pairs, resultOf)) {
    const [first] = group
    if (!first) continue
    for (let at = 0; at < group.length; at += POSITIONS)
      await trx
        .updateTable('pairs')
        .set(first.state === 'sent' ? { was_missing: 1 } : {})
        .set({
          state: stateNumber(first.state),
          claim: first.claim && Number(first.claim === 'success'),
          present: first.present === null ? null : Number(first.present),
          code: first.code,
          message: first.message,
          was_sent: Number(first.wasSent),
          unproven: Number(first.unproven),
          read_at: first.readAt,
          member_since: first.memberSince,
          settled: OPEN.includes(stateNumber(first.state)) ? null : revision,
        })
        .where('job', '=', seq)
        .where('image', '=', first.image)
        .where(
          'project',
          'in',
          group.slice(at, at + POSITIONS).map((pair) => pair.project),
        )
        .execute()
  }
  await withdrawSettled(change, seq)
}

const resultOf = (pair: RunPair) =>
  `${pair.image}\n${pair.state}\n${pair.claim}\n${pair.present}\n${pair.code}\n${pair.message}\n${pair.wasSent}\n${pair.unproven}\n${pair.readAt}\n${pair.memberSince}`

/** Pairs with the same key, together. */
export function groupsOf(pairs: readonly RunPair[], keyOf: (pair: RunPair) => string): Iterable<RunPair[]> {
  const groups = new Map<string, RunPair[]>()
  for (const pair of pairs) {
    const key = keyOf(pair)
    const group = groups.get(key)
    if (group) group.push(pair)
    else groups.set(key, [pair])
  }
  return groups.values()
}
