import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/** Attempts under one key: `burst` at once, and one more every `everyMs`. */
type Key = { digest: string; burst: number; everyMs: number }

/** Attempts to sign in, by digests of who tries and from where. All times in ms. */
export type SignInAttemptStore = {
  /**
   * Counts an attempt and answers how long it has to wait for its turn; or counts nothing, when that is longer than
   * `patienceMs`, and answers how long.
   */
  take(key: Key, o: { now: number; patienceMs: number }): Promise<{ waitMs: number } | { refused: number }>
  /** Takes an attempt back. */
  giveBack(key: Key): Promise<void>
}

/**
 * The table of attempts. `paid_until` is when all attempts so far would have been made, one every `everyMs`: the next one
 * has its turn when that is no more than the burst ahead.
 */
export function createSignInAttemptStore(db: Kysely<Tables>): SignInAttemptStore {
  return {
    async take({ digest, burst, everyMs }, { now, patienceMs }) {
      await db.deleteFrom('sign_in_attempts').where('paid_until', '<', now).execute()
      const ahead = (burst - 1) * everyMs
      const latest = now + ahead + patienceMs
      const { rows } = await sql<{ paid: number }>`
        insert into sign_in_attempts (digest, paid_until) values (${digest}, ${now + everyMs})
        on conflict (digest) do update set paid_until = sign_in_attempts.paid_until + ${everyMs}
          where sign_in_attempts.paid_until <= ${latest}
        returning paid_until as paid`.execute(db)
      const [row] = rows
      if (row) return { waitMs: Math.max(0, row.paid - everyMs - ahead - now) }
      const known = await db
        .selectFrom('sign_in_attempts')
        .select('paid_until')
        .where('digest', '=', digest)
        .executeTakeFirst()
      return { refused: Math.max(everyMs, (known?.paid_until ?? now) - ahead - now) }
    },
    async giveBack({ digest, everyMs }) {
      await db
        .updateTable('sign_in_attempts')
        .set((eb) => ({ paid_until: eb('paid_until', '-', everyMs) }))
        .where('digest', '=', digest)
        .execute()
    },
  }
}
