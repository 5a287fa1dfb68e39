import type { Kysely } from 'kysely'
import type { Pair } from '#contract/job'
import { stateName, type Tables } from './tables.ts'

type Row = { image: number; project: number; attempt: number }

/** What came of these pairs in earlier attempts, by "image project"; nothing is asked for pairs of a first attempt. */
export async function earlierResults(
  db: Kysely<Tables>,
  seq: number,
  pairs: readonly Row[],
): Promise<Map<string, Pair['earlier']>> {
  const repeated = pairs.filter(({ attempt }) => attempt > 1)
  const found = new Map<string, Pair['earlier']>()
  if (repeated.length === 0) return found
  const rows = await db
    .selectFrom('past_pairs')
    .select(['image', 'project', 'attempt', 'state', 'code'])
    .where('job', '=', seq)
    .where('image', 'in', [...new Set(repeated.map(({ image }) => image))])
    .orderBy('attempt')
    .execute()
  for (const { image, project, attempt, state, code } of rows) {
    const key = `${image} ${project}`
    found.set(key, [...(found.get(key) ?? []), { attempt, state: stateName(state), code }])
  }
  return found
}
