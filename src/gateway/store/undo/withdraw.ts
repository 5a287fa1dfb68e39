import { type Kysely, sql, type Transaction } from 'kysely'
import type { Position } from '#contract/pair'
import { given } from '../dialect.ts'
import { type Change, refreshJob } from '../runs/change.ts'
import { ACHIEVED } from '../states.ts'
import type { Tables } from '../tables.ts'

/** The states of a job's wishes, for a list in a statement. */
export const WISHES = sql.join(ACHIEVED)

/** The job at the end of a chain of undos, and how many links lead there: 0 for a job that undoes none. */
export async function chainOf(db: Kysely<Tables>, seq: number): Promise<{ root: number; links: number }> {
  let at = await db
    .selectFrom('jobs')
    .select(['seq', 'undo_of'])
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
  let links = 0
  while (at.undo_of !== null) {
    const next = await db
      .selectFrom('jobs')
      .select(['seq', 'undo_of'])
      .where('id', '=', at.undo_of)
      .executeTakeFirstOrThrow()
    at = next
    links += 1
  }
  return { root: at.seq, links }
}

/**
 * Withdraws (or restores) wishes for which an undo sends nothing. Positions are those of the root's lists.
 */
export async function withdrawAtOnce(
  trx: Transaction<Tables>,
  undo: string,
  positions: readonly Position[],
): Promise<void> {
  if (positions.length === 0) return
  const { seq } = await trx.selectFrom('jobs').select('seq').where('id', '=', undo).executeTakeFirstOrThrow()
  await withdraw(
    trx,
    { seq, ...(await chainOf(trx, seq)) },
    sql`select cast(value->>'image' as integer), cast(value->>'project' as integer) from ${given(trx, positions)}`,
  )
}

/**
 * Withdraws (or restores) the wishes for the pairs that an undo has brought into the wanted state by this
 * change.
 */
export async function withdrawSettled({ trx, revision }: Change, seq: number): Promise<void> {
  const chain = await chainOf(trx, seq)
  if (chain.links === 0) return
  const { root } = chain
  await withdraw(
    trx,
    { seq, ...chain },
    sql`select mine_i.n, mine_p.n from pairs
      join job_images i on i.job = pairs.job and i.n = pairs.image
      join job_projects p on p.job = pairs.job and p.n = pairs.project
      join job_images mine_i on mine_i.job = ${root} and mine_i.image_id = i.image_id
      join job_projects mine_p on mine_p.job = ${root} and mine_p.project_id = p.project_id
      where pairs.job = ${seq} and pairs.settled = ${revision} and pairs.state in (${WISHES})`,
  )
}

async function withdraw(
  trx: Transaction<Tables>,
  { seq, root, links }: { seq: number; root: number; links: number },
  pairs: ReturnType<typeof sql>,
): Promise<void> {
  const withdrawn = links % 2
  const { numAffectedRows } = await sql`
    update pairs set withdrawn = ${withdrawn}, last_undo = ${seq}
    where job = ${root} and withdrawn <> ${withdrawn} and state in (${WISHES})
      and (image, project) in (${pairs})`.execute(trx)
  await trx
    .updateTable('jobs')
    .set((eb) => ({ withdraws: eb('withdraws', '+', Number(numAffectedRows ?? 0)) }))
    .where('seq', '=', seq)
    .execute()
}

/**
 * Writes into the job that this one undoes, if there is one, how many of its wishes are withdrawn; and does
 * the same along the whole chain where that job is an undo itself.
 */
export async function tellUndone(change: Change, seq: number): Promise<void> {
  const { trx } = change
  const job = await trx.selectFrom('jobs').select('undo_of').where('seq', '=', seq).executeTakeFirstOrThrow()
  let id = job.undo_of
  while (id !== null) {
    const undone = sql<number>`(select sum(u.withdraws - u.undone) from jobs u where u.undo_of = ${id})`
    const next: { seq: number; undo_of: string | null } | undefined = await trx
      .updateTable('jobs')
      .set({ undone })
      .where('id', '=', id)
      .returning(['seq', 'undo_of'])
      .executeTakeFirst()
    if (next) await refreshJob(change, next.seq)
    id = next?.undo_of ?? null
  }
}
