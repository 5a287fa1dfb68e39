import type { Kysely } from 'kysely'
import { outcomeAt, type PlannedOutcome, type Position } from '#contract/pair'
import type { Tables } from '../tables.ts'

type ImageRow = { n: number; outcomes: string | null }

/** What was confirmed for a pair by the rows of its job's images; null: nothing was. */
export function confirmedIn(rows: readonly ImageRow[]): (pair: Position) => PlannedOutcome | null {
  const byImage = new Map(rows.map(({ n, outcomes }) => [n, outcomes]))
  return ({ image, project }) => {
    const outcomes = byImage.get(image) ?? null
    return outcomes === null ? null : outcomeAt(outcomes, project)
  }
}

/** What was confirmed for these pairs of a job. */
export async function confirmedOutcomes(db: Kysely<Tables>, seq: number, pairs: readonly Position[]) {
  const images = [...new Set(pairs.map(({ image }) => image))]
  if (images.length === 0) return () => null
  const query = db.selectFrom('job_images').select(['n', 'outcomes'])
  return confirmedIn(await query.where('job', '=', seq).where('n', 'in', images).execute())
}
