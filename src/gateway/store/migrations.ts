import { type Kysely, type Migration, sql } from 'kysely'
import { type SchemaWords, schemaWords } from './dialect.ts'
import { healTexts } from './schema/heal-texts.ts'
import {
  BOOK_WRITERS,
  CONFIRMED,
  IMAGE_MEMBERS,
  LINE,
  PERSONS,
  PROOFS,
  SEEN_JOBS,
  SESSION_TOKENS,
  SIGN_IN_ATTEMPTS,
  STOPS,
  WENT_WRONG,
  WISHES,
} from './schema/since-2026-11-30.ts'
import {
  ANSWERS,
  IMPOSSIBLE,
  JOBS,
  LEASES,
  MAKE_SHARED,
  PLANS_ATTEMPTS_BOOK,
  REVOCATIONS,
  SESSIONS,
} from './schema/until-2026-11-29.ts'
import { markWentWrong } from './schema/went-wrong.ts'
import { migrateWishes } from './schema/wishes.ts'

/**
 * The schema's history, oldest first. A migration that was released is never changed, and its key sorts
 * before those of later ones: a store that has it takes none in between.
 */
export const migrations: Record<string, Migration> = {
  '2026-11-24-jobs': { up: (db) => run(db, JOBS) },
  '2026-11-25-plans-attempts-book': { up: (db) => run(db, PLANS_ATTEMPTS_BOOK) },
  '2026-11-26-impossible': { up: (db) => run(db, IMPOSSIBLE) },
  '2026-11-26-revocations': { up: (db) => run(db, REVOCATIONS) },
  '2026-11-26-sessions': { up: (db) => run(db, SESSIONS) },
  '2026-11-27-make-shared': { up: (db) => run(db, MAKE_SHARED) },
  '2026-11-28-leases': { up: (db) => run(db, LEASES) },
  '2026-11-29-answers': { up: (db) => run(db, ANSWERS) },
  '2026-11-30-persons': { up: (db) => run(db, PERSONS) },
  '2026-11-30-session-tokens': { up: (db) => run(db, SESSION_TOKENS) },
  '2026-11-30-stops': { up: (db) => run(db, STOPS) },
  '2026-11-30-wishes': {
    async up(db) {
      await run(db, WISHES)
      await migrateWishes(db)
    },
  },
  '2026-12-01-confirmed': { up: (db) => run(db, CONFIRMED) },
  '2026-12-01-went-wrong': {
    async up(db) {
      await run(db, WENT_WRONG)
      await markWentWrong(db)
    },
  },
  '2026-12-02-image-members': { up: (db) => run(db, IMAGE_MEMBERS) },
  '2026-12-03-plain-texts': { up: healTexts },
  '2026-12-04-line': { up: (db) => run(db, LINE) },
  '2026-12-04-sign-in-attempts': { up: (db) => run(db, SIGN_IN_ATTEMPTS) },
  '2026-12-05-seen-jobs': { up: (db) => run(db, SEEN_JOBS) },
  '2026-12-06-book-writers': { up: (db) => run(db, BOOK_WRITERS) },
  '2026-12-07-proofs': { up: (db) => run(db, PROOFS) },
}

async function run(db: Kysely<unknown>, schema: (words: SchemaWords) => string): Promise<void> {
  for (const statement of schema(schemaWords(db)).split(';'))
    if (statement.trim()) await sql.raw(statement).execute(db)
}
