import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { postgresFailure } from './store-failure.ts'
import { type Heard, watchedDialect } from './watched-dialect.ts'

/** Connections of one gateway: most of its work waits for the cloud, not for the store. */
const CONNECTIONS = 10
/** How long a connection may take to be made, in ms. */
const CONNECT_MS = 10_000
/** How long a connection may be silent before it is asked for a sign of life, in ms. */
const KEEP_ALIVE_MS = 10_000

/** How long things may take in a PostgreSQL, in ms. */
export type Limits = {
  /**
   * A transaction waits for its gateway. A frozen gateway has locks that all others wait for: they get them
   * then.
   */
  idleMs: number
  /** A statement waits for others: longer than a frozen gateway can hold them up. */
  lockMs: number
  /** A statement works. */
  statementMs: number
  /** A gateway waits for an answer, of a server that may have gone without a word. */
  answerMs: number
}

/** Half of a lease, in which nobody else waits in vain; the others follow from it. */
export const LIMITS: Limits = { idleMs: 7500, lockMs: 15_000, statementMs: 30_000, answerMs: 40_000 }

/** Whole numbers come as numbers, not as texts: the store's own stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format),
}

class Client extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    // A connection that breaks while it is in use fails its query, which is enough; nobody listening would
    // end the process.
    this.on('error', () => {})
  }

  // biome-ignore lint/suspicious/noExplicitAny: the many forms of `query` pass through as they are.
  override query(...[text, values, ...rest]: any[]): any {
    // PostgreSQL has no place for the character NUL in a text.
    const stored = Array.isArray(values) ? values.map(withoutNul) : values
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const answer = (super.query as any)(text, stored, ...rest)
    // Without an answer in time there will be none to the next query either.
    answer?.catch?.((error: Error) => {
      if (error.message === 'Query read timeout') void this.end()
    })
    return answer
  }
}

const withoutNul = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value)

/**
 * Connections to a PostgreSQL, made when they are needed. `onLost` is told when one breaks while nobody uses
 * it; the next query makes another. `answerMs`: how long an answer may take; 0: for ever.
 */
export function connectPostgres(
  url: string,
  { onLost = () => {}, answerMs = 0 }: { onLost?: (error: Error) => void; answerMs?: number } = {},
): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    query_timeout: answerMs,
    application_name: 'image-share-console',
    Client,
    types,
  })
  pool.on('error', onLost)
  return new PostgresDialect({ pool })
}

/**
 * Opens a transaction with limits, in one message. They are the transaction's own: a pooler such as PgBouncer
 * gives each transaction another session, and refuses most settings that come with the connection.
 */
const beginWithin = ({ idleMs, lockMs, statementMs }: Limits): string =>
  `begin; set local idle_in_transaction_session_timeout = ${idleMs}; set local lock_timeout = ${lockMs}; ` +
  `set local statement_timeout = ${statementMs}`

/** The same for the work of a gateway: nothing takes for ever, and failures are told as such. */
export const connectWithin = (
  url: string,
  { limits, onLost, ...heard }: { limits: Limits; onLost?: (error: Error) => void } & Heard,
): Dialect =>
  watchedDialect(connectPostgres(url, { ...(onLost && { onLost }), answerMs: limits.answerMs }), {
    failureOf: postgresFailure,
    begin: beginWithin(limits),
    ...heard,
  })

/** User without signs that mean something in a URL, and the rest without those that begin another part. */
const PLAIN_URL = /^postgres(ql)?:\/\/([^@#/?]*@)?[^@#]*$/

/**
 * Where a URL leads, for people: without the password. Throws when it is no URL of a PostgreSQL database, or
 * has a sign in its password that would make a part of that the host.
 */
export function describeUrl(url: string): string {
  const { user, host, port, database } = new pg.Client({ connectionString: url })
  if (!PLAIN_URL.test(url)) throw new Error('Some signs are to be percent-encoded.')
  if (!user || !database) throw new Error('A user and a database are needed.')
  return `postgres://${user}@${host}:${port}/${database}`
}
