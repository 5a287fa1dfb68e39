import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/** Sign-ins that failed in a row, by a digest of who tried from where. Times in ms since 1970. */
export type SignInFailureStore = {
  find(digest: string): Promise<{ failures: number; at: number } | null>
  /** One more; those of before `since` count no more. */
  add(digest: string, at: number, since: number): Promise<void>
  remove(digest: string): Promise<void>
}

/** The table of failed sign-ins. */
export function createSignInFailureStore(db: Kysely<Tables>): SignInFailureStore {
  return {
    find: async (digest) =>
      (await db
        .selectFrom('sign_in_failures')
        .select(['failures', 'failed_at as at'])
        .where('digest', '=', digest)
        .executeTakeFirst()) ?? null,
    async add(digest, at, since) {
      await db.deleteFrom('sign_in_failures').where('failed_at', '<', since).execute()
      await db
        .insertInto('sign_in_failures')
        .values({ digest, failures: 1, failed_at: at })
        .onConflict((conflict) =>
          conflict
            .column('digest')
            .doUpdateSet({ failures: sql`sign_in_failures.failures + 1`, failed_at: at }),
        )
        .execute()
    },
    async remove(digest) {
      await db.deleteFrom('sign_in_failures').where('digest', '=', digest).execute()
    },
  }
}
