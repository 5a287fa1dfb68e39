import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** A grant that this console made: nobody else's is ever revoked. */
export type MadeGrant = { keyId: string; accountId: string; grantId: string }

export type GrantStore = {
  made(projectId: string): Promise<MadeGrant[]>
  add(projectId: string, grant: MadeGrant, userName: string): Promise<void>
  remove(projectId: string, grantId: string): Promise<void>
}

/** The grants' table. */
export function createGrantStore(db: Kysely<Tables>, now: () => number): GrantStore {
  return {
    made: (projectId) =>
      db
        .selectFrom('grants')
        .select(['key_id as keyId', 'account_id as accountId', 'grant_id as grantId'])
        .where('owner_project', '=', projectId)
        .execute(),
    async add(projectId, { keyId, accountId, grantId }, userName) {
      await db
        .insertInto('grants')
        .values({
          owner_project: projectId,
          key_id: keyId,
          account_id: accountId,
          grant_id: grantId,
          user_name: userName,
          created_at: now(),
        })
        .execute()
    },
    async remove(projectId, grantId) {
      await db
        .deleteFrom('grants')
        .where('owner_project', '=', projectId)
        .where('grant_id', '=', grantId)
        .execute()
    },
  }
}
