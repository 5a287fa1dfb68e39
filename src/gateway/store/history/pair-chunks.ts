import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Position } from '#contract/pair'
import { readRows } from '../dialect.ts'
import type { PairsTable, Tables } from '../tables.ts'

const PAIRS = 1000

const COLUMNS = [
  'image',
  'project',
  'state',
  'claim',
  'present',
  'code',
  'message',
  'read_at',
  'attempt',
  'unproven',
  'withdrawn',
  'was_sent',
  'member_since',
] as const

type Row = Selectable<PairsTable>

/** A row of the table of pairs. */
export type PairRow = Pick<Row, (typeof COLUMNS)[number]>

/**
 * The pairs of a job in the order of its lists, a thousand at a time, or those in these states. Between two chunks
 * everybody else has a turn: the database answers without one, and a job can have a hundred thousand pairs.
 */
export function pairChunks(
  db: Kysely<Tables>,
  seq: number,
  states?: readonly number[],
): AsyncGenerator<PairRow[], void, void> {
  return columnChunks(db, COLUMNS, { seq, states })
}

/** The same with other columns. */
export async function* columnChunks<C extends keyof Row>(
  db: Kysely<Tables>,
  columns: readonly (C | keyof Position)[],
  { seq, states }: { seq: number; states?: readonly number[] | undefined },
): AsyncGenerator<Pick<Row, C | keyof Position>[], void, void> {
  const inStates = states ? sql`and state in (${sql.join(states)})` : sql``
  let after: Position = { image: -1, project: -1 }
  for (;;) {
    const rows = await readRows<Row, C | keyof Position>(
      db,
      columns,
      sql`
        select * from pairs
        where job = ${seq} and (image, project) > (${after.image}, ${after.project}) ${inStates}
        order by image, project
        limit ${PAIRS}`,
    )
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < PAIRS) return
    after = last
    await nextTurn()
  }
}
