import type { Kysely } from 'kysely'
import type { SessionRow, SessionsTable, Tables } from '../tables.ts'

/** Sessions as they are stored, by the digest of what the cookie holds. */
export type SessionStore = {
  add(row: SessionsTable): Promise<void>
  /** Without its earlier tokens, which are long and seldom needed. */
  find(digest: string): Promise<SessionRow | null>
  /** Sessions of a user in a project that began after this moment, the latest first. */
  ofUser(userId: string, projectId: string, after: number): Promise<SessionRow[]>
  touch(digest: string, now: number): Promise<void>
  /** Removes a session, and gives what was stored of it. */
  take(digest: string): Promise<SessionsTable | null>
  /** Forgets sessions whose token has ended. */
  sweep(now: number): Promise<void>
}

const COLUMNS = [
  'digest',
  'user_id',
  'user_name',
  'project_id',
  'project_name',
  'roles',
  'sealed',
  'expires_at',
  'created_at',
  'used_at',
] as const satisfies (keyof SessionRow)[]

/** The sessions' table. */
export function createSessionStore(db: Kysely<Tables>): SessionStore {
  return {
    async add(row) {
      await db.insertInto('sessions').values(row).execute()
    },
    find: async (digest) =>
      (await db.selectFrom('sessions').select(COLUMNS).where('digest', '=', digest).executeTakeFirst()) ??
      null,
    ofUser: (userId, projectId, after) =>
      db
        .selectFrom('sessions')
        .select(COLUMNS)
        .where('user_id', '=', userId)
        .where('project_id', '=', projectId)
        .where('created_at', '>', after)
        .orderBy('created_at', 'desc')
        .execute(),
    async touch(digest, now) {
      await db.updateTable('sessions').set({ used_at: now }).where('digest', '=', digest).execute()
    },
    take: async (digest) =>
      (await db.deleteFrom('sessions').where('digest', '=', digest).returningAll().executeTakeFirst()) ??
      null,
    async sweep(now) {
      await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
    },
  }
}
