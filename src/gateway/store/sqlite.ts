import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Dialect, SqliteDialect } from 'kysely'
import Database from 'libsql'
import { StoreError } from './store-error.ts'
import { StoreFailure, sqliteFailure } from './store-failure.ts'

/** An open database. `close` is called after Kysely has closed its side. */
export type OpenFile = {
  dialect: Dialect
  /** Throws when the file is not the one any more that was opened. */
  checkPlace(): void
  /** Throws when nothing can be written. */
  checkRoom(): void
  beforeClose(): void
  close(): void
}

/** What of a disk must be free, in bytes: with less, a job of some thousand pairs may not fit. */
const ROOM = 1024 * 1024

/** Opens and checks the file at `path`, making its folder; a file that cannot be read is left as it is. */
export function openSqlite(path: string): OpenFile {
  let release = () => {}
  const inMemory = path === ':memory:'
  try {
    if (!inMemory) {
      mkdirSync(dirname(path), { recursive: true })
      keepPrivate(path)
      release = lock(lockOf(path))
    }
    const database = openFile(path)
    return {
      dialect: new SqliteDialect({ database }),
      checkPlace: inMemory ? () => {} : placeCheck(path),
      checkRoom() {
        if (inMemory) return
        checkDisk(path)
        checkWrite(database)
      },
      // Everything goes into the one file, which can then be copied; libsql itself closes with the last
      // statement. Where that fails, the file beside it has the rest for the next start.
      beforeClose: () => void attempt(() => database.pragma('wal_checkpoint(TRUNCATE)')),
      close: release,
    }
  } catch (error) {
    release()
    throw error
  }
}

const lockOf = (path: string) => `${path}-lock`

/** Files beside a database that SQLite gives the mode that the database has when it makes them. */
const filesOf = (path: string) => [path, `${path}-wal`, `${path}-shm`]

/**
 * Nobody but the user of this process reads the files: they have names of people and sealed tokens. SQLite
 * makes the files beside a database with the same mode.
 */
function keepPrivate(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
  // A file of somebody else that this user may write to stays as its owner wants it.
  for (const file of [...filesOf(path), lockOf(path)])
    if (existsSync(file)) attempt(() => chmodSync(file, 0o600))
}

/**
 * One process at a time: two gateways on one file would run every job twice. SQLite's own lock on a file
 * beside the store is used, because the system frees it however the process ends.
 */
function lock(path: string): () => void {
  const file = new Database(path)
  file.exec('begin exclusive')
  chmodSync(path, 0o600)
  return () => {
    file.exec('rollback')
    file.close()
  }
}

/**
 * What is written to a file that was deleted, or moved and replaced, is gone at the next start, and without
 * its lock a second gateway would begin: then nothing goes on.
 */
function placeCheck(path: string): () => void {
  const files = [path, `${path}-wal`, lockOf(path)].map((file) => ({ file, id: idOf(file) }))
  return () => {
    const lost = files.find(({ file, id }) => idOf(file) !== id)
    if (lost)
      throw new StoreFailure(
        `its file ${lost.file} was deleted, moved or replaced while the console ran. Put it back, or restore a backup, and restart the console`,
        { code: 'MOVED' },
      )
  }
}

const idOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.ino

function checkDisk(path: string): void {
  const { bavail, bsize } = statfsSync(dirname(path))
  if (bavail * bsize < ROOM) throw new StoreFailure('its disk is full', { code: 'ENOSPC', isFull: true })
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
    checkWritable(file)
    return file
  } catch (error) {
    file.close()
    throw error
  }
}

/** A file on a read-only disk opens without an error: this write finds out before the first job does. */
const checkWritable = (file: Database.Database) => void file.pragma('user_version = 1')

/** The same while it runs. A write in an open transaction would be a part of that, and roll it back with itself. */
function checkWrite(file: Database.Database): void {
  if (file.inTransaction) return
  try {
    checkWritable(file)
  } catch (error) {
    throw sqliteFailure(error) ?? error
  }
}

function attempt(what: () => unknown): void {
  try {
    what()
  } catch {}
}
