import type { Kysely } from 'kysely'
import { OPEN } from './states.ts'
import type { Tables } from './tables.ts'

/** A grant that this console made: nobody else's is ever revoked. */
export type MadeGrant = { keyId: string; accountId: string; grantId: string }

/** A grant of which nobody knows whether it was made. If it was, the cloud has it under this name. */
type PendingGrant = { keyId: string; accountId: string; name: string }

export type GrantStore = {
  made(projectId: string): Promise<MadeGrant[]>
  pending(projectId: string): Promise<PendingGrant[]>
  /** Remembers a grant before it is made, so that one that a crash leaves behind is found again. */
  intend(projectId: string, grant: PendingGrant, userName: string): Promise<void>
  /** The grant with this name was made. */
  confirm(projectId: string, name: string, grantId: string): Promise<void>
  /** The grant with this name was not made. */
  withdraw(projectId: string, name: string): Promise<void>
  remove(projectId: string, grantId: string): Promise<void>
  /**
   * Pairs that a share is still to add on these images, from any job: project IDs by image ID. Their
   * recipients need a grant as members do.
   */
  openShares(projectId: string, imageIds: readonly string[]): Promise<Map<string, Set<string>>>
}

/** The grants' table. */
export function createGrantStore(db: Kysely<Tables>, now: () => number): GrantStore {
  const grantsOf = (projectId: string) => db.selectFrom('grants').where('owner_project', '=', projectId)
  const pendingNamed = (name: string) => ({ name, grant_id: '' })
  return {
    made: (projectId) =>
      grantsOf(projectId)
        .select(['key_id as keyId', 'account_id as accountId', 'grant_id as grantId'])
        .where('grant_id', '<>', '')
        .execute(),
    pending: (projectId) =>
      grantsOf(projectId)
        .select(['key_id as keyId', 'account_id as accountId', 'name'])
        .where('grant_id', '=', '')
        .execute(),
    async intend(projectId, { keyId, accountId, name }, userName) {
      const intended = { name, user_name: userName, created_at: now() }
      await db
        .insertInto('grants')
        .values({ owner_project: projectId, key_id: keyId, account_id: accountId, grant_id: '', ...intended })
        .onConflict((conflict) =>
          conflict.columns(['owner_project', 'key_id', 'account_id', 'grant_id']).doUpdateSet(intended),
        )
        .execute()
    },
    async confirm(projectId, name, grantId) {
      await db
        .updateTable('grants')
        .set({ grant_id: grantId })
        .where('owner_project', '=', projectId)
        .where((eb) => eb.and(pendingNamed(name)))
        .execute()
    },
    async withdraw(projectId, name) {
      await db
        .deleteFrom('grants')
        .where('owner_project', '=', projectId)
        .where((eb) => eb.and(pendingNamed(name)))
        .execute()
    },
    async remove(projectId, grantId) {
      await db
        .deleteFrom('grants')
        .where('owner_project', '=', projectId)
        .where('grant_id', '=', grantId)
        .execute()
    },
    openShares: (projectId, imageIds) => openShares(db, projectId, imageIds),
  }
}

async function openShares(
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
