import type { Kysely, Transaction } from 'kysely'
import type { Revocation } from '#contract/job'
import { OPEN } from './load-run.ts'
import type { Position } from './runs.ts'
import { stateNumber, type Tables } from './tables.ts'

/** Pairs that some share has still to add: their recipients need a grant as members do. */
export async function openShares(
  db: Kysely<Tables>,
  projectId: string,
  imageIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('jobs')
    .innerJoin('job_images', 'job_images.job', 'jobs.seq')
    .innerJoin('pairs', (join) =>
      join.onRef('pairs.job', '=', 'jobs.seq').onRef('pairs.image', '=', 'job_images.n'),
    )
    .innerJoin('job_projects', (join) =>
      join.onRef('job_projects.job', '=', 'jobs.seq').onRef('job_projects.n', '=', 'pairs.project'),
    )
    .select(['job_images.image_id as image', 'job_projects.project_id as project'])
    .where('jobs.project_id', '=', projectId)
    .where('jobs.action', '=', 'share')
    .where('jobs.ended_at', 'is', null)
    .where('job_images.image_id', 'in', imageIds)
    .where('pairs.state', 'in', OPEN)
    .execute()
  const byImage = new Map<string, Set<string>>()
  for (const { image, project } of rows) byImage.set(image, (byImage.get(image) ?? new Set()).add(project))
  return byImage
}

/** Pairs of a job that are as it wanted them, by its doing or not. */
export const achievedPairs = (db: Kysely<Tables>, seq: number): Promise<Position[]> =>
  db
    .selectFrom('pairs')
    .select(['image', 'project'])
    .where('job', '=', seq)
    .where('state', 'in', [stateNumber('done'), stateNumber('unchanged')])
    .execute()

export async function saveRevocations(
  trx: Transaction<Tables>,
  seq: number,
  ends: readonly Revocation[],
): Promise<void> {
  for (const { keyId, accountId, grantId, code, message } of ends)
    await trx
      .insertInto('revocations')
      .values({ job: seq, key_id: keyId, account_id: accountId, grant_id: grantId, code, message })
      .onConflict((conflict) => conflict.columns(['job', 'grant_id']).doUpdateSet({ code, message }))
      .execute()
}

/** Whether the cloud refused to revoke a grant that this job was to take back. */
export async function hasRefusedRevocations(trx: Transaction<Tables>, seq: number): Promise<boolean> {
  const refused = await trx
    .selectFrom('revocations')
    .select('grant_id')
    .where('job', '=', seq)
    .where('code', 'is not', null)
    .where('code', '<>', 'CONSOLE.GRANT_NEEDED')
    .executeTakeFirst()
  return refused !== undefined
}
