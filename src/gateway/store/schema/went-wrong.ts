import type { Kysely } from 'kysely'
import { wentWrong } from '#contract/job'
import { toFacts } from '../history/job-rows.ts'
import type { Tables } from '../tables.ts'

/** Jobs marked in one statement: SQLite takes at most 32,766 parameters. */
const JOBS = 10_000

/** Marks those jobs of an older history that went wrong. */
export async function markWentWrong(any: Kysely<unknown>): Promise<void> {
  const db = any as Kysely<Tables>
  const ended = await db
    .selectFrom('jobs')
    .selectAll()
    .where('ended_at', 'is not', null)
    .where('status', '<>', 'succeeded')
    .execute()
  const wrong = ended.filter((job) => wentWrong(toFacts(job))).map(({ seq }) => seq)
  for (let at = 0; at < wrong.length; at += JOBS)
    await db
      .updateTable('jobs')
      .set({ went_wrong: 1 })
      .where('seq', 'in', wrong.slice(at, at + JOBS))
      .execute()
}
