import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** A grant that this console made: nobody else's is ever revoked. */
export type MadeGrant = { keyId: string; accountId: string; grantId: string }

/** A grant that was about to be made when nobody heard of it any more. It is known by its name, if it was made. */
export type PendingGrant = { keyId: string; accountId: string; name: string }

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
      const row = { owner_project: projectId, key_id: keyId, account_id: accountId, grant_id: '' }
      await db
        .insertInto('grants')
        .values({ ...row, name, user_name: userName, created_at: now() })
        .onConflict((conflict) =>
          conflict
            .columns(['owner_project', 'key_id', 'account_id', 'grant_id'])
            .doUpdateSet({ name, user_name: userName, created_at: now() }),
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
  }
}
