import type { Kysely } from 'kysely'
import type { SessionsTable, Tables } from './tables.ts'

/** Sessions as they are stored, by the digest of what the cookie holds. */
export type SessionStore = {
  add(row: SessionsTable): Promise<void>
  find(digest: string): Promise<SessionsTable | null>
  /** Sessions of a user in a project that began after this moment, the latest first. */
  ofUser(userId: string, projectId: string, after: number): Promise<SessionsTable[]>
  touch(digest: string, now: number): Promise<void>
  remove(digest: string): Promise<void>
  /** Forgets sessions whose token has ended. */
  sweep(now: number): Promise<void>
}

/** The sessions' table. */
export function createSessionStore(db: Kysely<Tables>): SessionStore {
  return {
    async add(row) {
      await db.insertInto('sessions').values(row).execute()
    },
    find: async (digest) =>
      (await db.selectFrom('sessions').selectAll().where('digest', '=', digest).executeTakeFirst()) ?? null,
    ofUser: (userId, projectId, after) =>
      db
        .selectFrom('sessions')
        .selectAll()
        .where('user_id', '=', userId)
        .where('project_id', '=', projectId)
        .where('created_at', '>', after)
        .orderBy('created_at', 'desc')
        .execute(),
    async touch(digest, now) {
      await db.updateTable('sessions').set({ used_at: now }).where('digest', '=', digest).execute()
    },
    async remove(digest) {
      await db.deleteFrom('sessions').where('digest', '=', digest).execute()
    },
    async sweep(now) {
      await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
    },
  }
}
