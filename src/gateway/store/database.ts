import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, Migrator, SqliteDialect } from 'kysely'
import Database from 'libsql'
import { type BookStore, createBookStore } from './book.ts'
import { createExportStore, type ExportStore } from './exports.ts'
import { createGrantStore, type GrantStore } from './grants.ts'
import { createJobStore, type JobStore } from './jobs.ts'
import { migrations } from './migrations.ts'
import { createRecipientStore, type RecipientStore } from './recipients.ts'
import { createRunStore, type RunStore } from './runs.ts'
import { createSessionStore, type SessionStore } from './sessions.ts'
import { StoreError, storeError } from './store-error.ts'
import type { Tables } from './tables.ts'

export { StoreError }

/** The gateway's memory. `runs` is for the runner alone. */
export type Store = {
  jobs: JobStore
  exports: ExportStore
  runs: RunStore
  recipients: RecipientStore
  grants: GrantStore
  book: BookStore
  sessions: SessionStore
  close(): Promise<void>
}

/**
 * Opens the store at `path` (its folder is made), checks it and brings its schema up to date; `:memory:` forgets it
 * at the end. Fails with a `StoreError`; a file that cannot be read is left as it is.
 */
export async function openStore({ path, now }: { path: string; now: () => number }): Promise<Store> {
  let release = () => {}
  let file: Database.Database | undefined
  try {
    if (path !== ':memory:') {
      mkdirSync(dirname(path), { recursive: true })
      release = lock(`${path}-lock`)
    }
    const opened = openFile(path)
    file = opened
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: opened }) })
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest()
    if (error) throw error
    return {
      jobs: createJobStore(db, now),
      exports: createExportStore(db),
      runs: createRunStore(db, now),
      recipients: createRecipientStore(db),
      grants: createGrantStore(db, now),
      book: createBookStore(db, now),
      sessions: createSessionStore(db),
      close: async () => {
        // Everything into the one file, which can then be copied; libsql itself closes only with the last statement.
        opened.pragma('wal_checkpoint(TRUNCATE)')
        await db.destroy()
        release()
      },
    }
  } catch (error) {
    file?.close()
    release()
    throw storeError(error, path)
  }
}

/**
 * One process at a time: two gateways on one store would run every job twice. SQLite's own lock on a file beside the
 * store is used, because the system frees it however the process ends.
 */
function lock(path: string): () => void {
  const file = new Database(path)
  file.exec('begin exclusive')
  return () => {
    file.exec('rollback')
    file.close()
  }
}

function openFile(path: string): Database.Database {
  const file = new Database(path)
  try {
    file.pragma('journal_mode = WAL')
    // FULL, not NORMAL: a job must be on the disk before the cloud is called, also when the power fails in between.
    // The price is one flush a transaction, and transactions here are few and large.
    file.pragma('synchronous = FULL')
    const [check] = file.pragma('quick_check(1)') as { quick_check: string }[]
    if (check?.quick_check !== 'ok') throw new StoreError(`${path} is damaged: ${check?.quick_check}`)
    // A file on a read-only disk opens without a word: one write tells before the first job does.
    file.pragma('user_version = 1')
    return file
  } catch (error) {
    file.close()
    throw error
  }
}
