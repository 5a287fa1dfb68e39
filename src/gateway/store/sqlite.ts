import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Dialect, SqliteDialect } from 'kysely'
import Database from 'libsql'
import { StoreError } from './store-error.ts'

/** An open database. `close` is called after Kysely has closed its side. */
export type OpenFile = { dialect: Dialect; beforeClose(): void; close(): void }

/** Opens and checks the file at `path`, making its folder; a file that cannot be read is left as it is. */
export function openSqlite(path: string): OpenFile {
  let release = () => {}
  try {
    if (path !== ':memory:') {
      mkdirSync(dirname(path), { recursive: true })
      release = lock(`${path}-lock`)
    }
    const database = openFile(path)
    return {
      dialect: new SqliteDialect({ database }),
      // Everything goes into the one file, which can then be copied; libsql itself closes with the last
      // statement.
      beforeClose: () => void database.pragma('wal_checkpoint(TRUNCATE)'),
      close: release,
    }
  } catch (error) {
    release()
    throw error
  }
}

/**
 * One process at a time: two gateways on one file would run every job twice. SQLite's own lock on a file
 * beside the store is used, because the system frees it however the process ends.
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
    // FULL, not NORMAL: a job must be on the disk before the cloud is called, also when the power fails in
    // between. The price is one flush a transaction, and transactions here are few and large.
    file.pragma('synchronous = FULL')
    const [check] = file.pragma('quick_check(1)') as { quick_check: string }[]
    if (check?.quick_check !== 'ok') throw new StoreError(`${path} is damaged: ${check?.quick_check}`)
    // A file on a read-only disk opens without an error: this write finds out before the first job does.
    file.pragma('user_version = 1')
    return file
  } catch (error) {
    file.close()
    throw error
  }
}
