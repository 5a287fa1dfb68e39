import type { Kysely } from 'kysely'
import type { Pair } from '#contract/pair'
import type { Tables } from '../tables.ts'
import { toResult } from './job-rows.ts'

type Row = { image: number; project: number; attempt: number }

/**
 * Results of these pairs in earlier attempts, by "image project". Pairs in their first attempt cost no query.
 */
export async function earlierResults(
  db: Kysely<Tables>,
  seq: number,
  pairs: readonly Row[],
): Promise<Map<string, Pair['earlier']>> {
  const repeated = pairs.filter(({ attempt }) => attempt > 1)
  const found = new Map<string, Pair['earlier']>()
  if (repeated.length === 0) return found
  const projects = repeated.map(({ project }) => project)
  const rows = await db
    .selectFrom('past_pairs')
    .selectAll()
    .where('job', '=', seq)
    .where('image', 'in', [...new Set(repeated.map(({ image }) => image))])
    // An image may have many projects: only the part with these pairs is read.
    .where(
      'project',
      '>=',
      projects.reduce((a, b) => Math.min(a, b)),
    )
    .where(
      'project',
      '<=',
      projects.reduce((a, b) => Math.max(a, b)),
    )
    .orderBy('attempt')
    .execute()
  for (const row of rows) {
    const key = `${row.image} ${row.project}`
    found.set(key, [...(found.get(key) ?? []), { attempt: row.attempt, ...toResult(row) }])
  }
  return found
}
