import { createHash, randomBytes } from 'node:crypto'
import type { Clock, Identity, Unscoped } from '../cloud/driver.ts'
import type { SessionStore } from '../store/sign-in/sessions.ts'
import type { SessionRow } from '../store/tables.ts'
import type { Encryption } from './encryption.ts'

/** Who is signed in; `identity` is null until a project is chosen. */
export type Session = { user: Unscoped; identity: Identity | null }

/** A session that is over, with every token that it got, the last one first. */
export type EndedSession = Session & { tokens: readonly string[] }

/**
 * Sign-ins of browsers. What a browser holds is a random text that says nothing; the store holds only its
 * digest.
 */
export type Sessions = {
  /**
   * Begins a session, one for every sign-in and every choice of a project, and answers what the cookie is to
   * hold. `earlier`: tokens that were made on the way to this one, or that the session before had.
   */
  start(who: Identity | Unscoped, earlier?: readonly string[]): Promise<string>
  /**
   * Null when there is no such session, or it has ended. `active`: somebody is at the page, which keeps it
   * alive.
   */
  find(id: string, active: boolean): Promise<Session | null>
  /** Ends a session and answers who was signed in, also when it had timed out before its token did. */
  end(id: string): Promise<EndedSession | null>
  /**
   * Sessions of a user in a project that have not ended and began after this moment (ms since 1970), the
   * latest first.
   */
  ofUser(userId: string, projectId: string, after: number): Promise<Identity[]>
}

/**
 * A session ends once nobody was at the page for `IDLE_MS`, after `LONGEST_MS` at the latest, or with its
 * token.
 */
const IDLE_MS = 30 * 60_000
const LONGEST_MS = 12 * 3_600_000
/** How often the use of a session is stored. */
const TOUCH_MS = 60_000

/**
 * The context in which earlier tokens are encrypted, so that they cannot be passed off as the present one.
 */
const earlierOf = (digest: string) => `${digest} earlier`

const digestOf = (id: string) => createHash('sha256').update(id).digest('hex')

/** Revokes every token that a session got, each once no open job runs with it any more. */
export async function revokeAll(
  session: EndedSession | null,
  { retire }: { retire(token: string): Promise<void> },
): Promise<void> {
  await Promise.all((session?.tokens ?? []).map(retire))
}

/** Sessions over the store, with their tokens encrypted. */
export function createSessions(o: { store: SessionStore; encryption: Encryption; clock: Clock }): Sessions {
  const { store, encryption, clock } = o

  const toSession = (row: SessionRow): Session | null => {
    const token = encryption.decrypt(row.sealed, row.digest)
    if (token === null) return null
    const user = { token, expiresAt: row.expires_at, user: { id: row.user_id, name: row.user_name } }
    if (row.project_id === '') return { user, identity: null }
    const project = { id: row.project_id, name: row.project_name }
    return { user, identity: { ...user, project, roles: JSON.parse(row.roles) } }
  }

  const isLive = ({ expires_at, created_at, used_at }: SessionRow): boolean => {
    const now = clock.now()
    return expires_at > now && now - created_at <= LONGEST_MS && now - used_at <= IDLE_MS
  }

  return {
    async start(who, earlier = []) {
      const now = clock.now()
      await store.sweep(now)
      const id = randomBytes(32).toString('base64url')
      const digest = digestOf(id)
      const scoped = 'project' in who ? who : { project: { id: '', name: '' }, roles: [] }
      await store.add({
        digest,
        user_id: who.user.id,
        user_name: who.user.name,
        project_id: scoped.project.id,
        project_name: scoped.project.name,
        roles: JSON.stringify(scoped.roles),
        sealed: encryption.encrypt(who.token, digest),
        earlier: earlier.length > 0 ? encryption.encrypt(JSON.stringify(earlier), earlierOf(digest)) : '',
        expires_at: who.expiresAt,
        created_at: now,
        used_at: now,
      })
      return id
    },

    async find(id, active) {
      const row = await store.find(digestOf(id))
      if (!row || !isLive(row)) return null
      const now = clock.now()
      if (active && now - row.used_at >= TOUCH_MS) await store.touch(row.digest, now)
      return toSession(row)
    },

    async end(id) {
      const row = await store.take(digestOf(id))
      const session = row && toSession(row)
      if (!session) return null
      const earlier: string[] = JSON.parse(
        (row.earlier && encryption.decrypt(row.earlier, earlierOf(row.digest))) || '[]',
      )
      return { ...session, tokens: [session.user.token, ...earlier] }
    },

    ofUser: async (userId, projectId, after) =>
      (await store.ofUser(userId, projectId, after))
        .filter(isLive)
        .flatMap((row) => toSession(row)?.identity ?? []),
  }
}
