import pg from 'pg'

type Details = {
  code: string
  /** The disk is full. */
  isFull?: boolean
  /** It failed while it was storing for good: nobody knows whether it has. */
  mayBeStored?: boolean
  cause?: unknown
}

/**
 * The database does not work: it is away, full, damaged or too slow. It is the one error that a store throws
 * for that, whatever the database. Its message is a sentence for people.
 */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
  readonly code: string
  readonly isFull: boolean
  readonly mayBeStored: boolean
  constructor(
    readonly reason: string,
    { code, isFull = false, mayBeStored = false, cause }: Details,
  ) {
    super(`The job history cannot be used now: ${reason} (${code}).`, { cause })
    this.code = code
    this.isFull = isFull
    this.mayBeStored = mayBeStored
  }

  /** The same at a moment when something may have been done already. */
  afterwards(): StoreFailure {
    return new StoreFailure(this.reason, { ...this, mayBeStored: true })
  }
}

const FULL = 'its disk is full'
const AWAY = 'its database does not answer'
const SLOW = 'its database took too long'
const READ_ONLY = 'its database takes no changes'
const UNWRITABLE = 'its file cannot be read or written'
const DAMAGED = 'its database is damaged'

/** What codes mean by their beginning, the first that fits. All others tell of a statement that was wrong. */
type Meanings = readonly (readonly [beginning: string, reason: string])[]

const SQLITE: Meanings = [
  ['SQLITE_FULL', FULL],
  ['SQLITE_CORRUPT', DAMAGED],
  ['SQLITE_NOTADB', DAMAGED],
  ['SQLITE_BUSY', 'another process uses its file'],
  ['SQLITE_LOCKED', 'another process uses its file'],
  ['SQLITE_READONLY', UNWRITABLE],
  ['SQLITE_CANTOPEN', UNWRITABLE],
  ['SQLITE_IOERR', UNWRITABLE],
  ['SQLITE_PERM', UNWRITABLE],
  ['SQLITE_NOLFS', UNWRITABLE],
  ['SQLITE_PROTOCOL', UNWRITABLE],
  ['SQLITE_NOMEM', 'memory is short'],
]

/** The same for PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES: Meanings = [
  ['08', AWAY],
  ['25006', READ_ONLY],
  ['25P03', SLOW],
  ['28', 'its database refuses the user or the password'],
  ['3D000', 'its database is gone'],
  ['40001', SLOW],
  ['40P01', SLOW],
  ['53100', FULL],
  ['53', 'its database has no room for more connections or memory'],
  ['55P03', SLOW],
  ['57014', SLOW],
  ['57', AWAY],
  ['58', 'its database cannot use its disk'],
  ['XX', DAMAGED],
]

/** The database answers, and takes no changes. */
export const notWritable = () => new StoreFailure(READ_ONLY, { code: '25006' })

/** What an error of SQLite means; null: the database works. */
export function sqliteFailure(error: unknown): StoreFailure | null {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? failureBy(SQLITE, code, error) : null
}

/**
 * The same for PostgreSQL. What does not come from the server tells of the connection to it, and so does all
 * that comes while it is made.
 */
export function postgresFailure(error: unknown, connecting = false): StoreFailure | null {
  const known = error instanceof pg.DatabaseError ? failureBy(POSTGRES, error.code ?? '', error) : null
  if (known || (error instanceof pg.DatabaseError && !connecting)) return known
  const { code } = error as { code?: string }
  return new StoreFailure(AWAY, { code: code ?? 'connection lost', cause: error })
}

function failureBy(meanings: Meanings, code: string, cause: unknown): StoreFailure | null {
  const reason = meanings.find(([beginning]) => code.startsWith(beginning))?.[1]
  return reason === undefined ? null : new StoreFailure(reason, { code, isFull: reason === FULL, cause })
}
