import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

/** Connections of one gateway: most of its work waits for the cloud, not for the store. */
const CONNECTIONS = 10
/** How long a connection may take to be made, in ms. */
const CONNECT_MS = 10_000

/** Whole numbers come as numbers, not as texts: the store's own stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format),
}

/** PostgreSQL has no place for the character NUL in a text. */
class Client extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the many forms of `query` pass through as they are.
  override query(...[text, values, ...rest]: any[]): any {
    const stored = Array.isArray(values) ? values.map(withoutNul) : values
    // biome-ignore lint/suspicious/noExplicitAny: as above
    return (super.query as any)(text, stored, ...rest)
  }
}

const withoutNul = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value)

/**
 * Connections to a PostgreSQL, made when they are needed. `onLost` is told when one breaks while nobody uses
 * it; the next query makes another.
 */
export function connectPostgres(url: string, onLost: (error: Error) => void): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'image-share-console',
    Client,
    types,
  })
  pool.on('error', onLost)
  return new PostgresDialect({ pool })
}

/** Where a URL leads, for people: without the password. Throws when it is no URL of a PostgreSQL database. */
export function describeUrl(url: string): string {
  const { user, host, port, database } = new pg.Client({ connectionString: url })
  if (!user || !database) throw new Error('A user and a database are needed.')
  return `postgres://${user}@${host}:${port}/${database}`
}
