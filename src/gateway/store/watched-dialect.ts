import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type TransactionSettings,
} from 'kysely'
import type { StoreFailure } from './store-failure.ts'

/** What is to be seen to with every use of a database. */
type Watch = {
  /** What an error of the database means; null: the database works. `connecting`: it came while connecting. */
  failureOf(error: unknown, connecting: boolean): StoreFailure | null
  /** Throws when the database is not to be used any more. */
  check?(): void
  /** The statements that open a transaction, in place of the dialect's own. */
  begin?: string
} & Heard

/** Who hears what came of its uses. */
export type Heard = { onFailure?(failure: StoreFailure): void; onCommit?(): void }

/** A connection as the dialect made it, in one that tells failures. */
type Watched = DatabaseConnection & { made: DatabaseConnection }

/** A dialect that tells all failures of its database as `StoreFailure`. */
export const watchedDialect = (dialect: Dialect, watch: Watch): Dialect => ({
  createAdapter: () => dialect.createAdapter(),
  createIntrospector: (db) => dialect.createIntrospector(db),
  createQueryCompiler: () => dialect.createQueryCompiler(),
  createDriver: () => watchedDriver(dialect.createDriver(), watch),
})

function watchedDriver(driver: Driver, { failureOf, check, begin, onFailure, onCommit }: Watch): Driver {
  const told = async <T>(use: () => Promise<T>, step?: 'connect' | 'commit'): Promise<T> => {
    try {
      return await use()
    } catch (error) {
      const failure = failureOf(error, step === 'connect')
      if (!failure) throw error
      onFailure?.(failure)
      // A full disk is found out before anything is stored for good; otherwise the answer may have been lost.
      throw step === 'commit' && !failure.isFull ? failure.afterwards() : failure
    }
  }
  const madeOf = (connection: DatabaseConnection) => (connection as Watched).made
  const watched = (made: DatabaseConnection): Watched => ({
    made,
    executeQuery: (query) => told(() => made.executeQuery(query)),
    streamQuery: (query, size) => made.streamQuery(query, size),
  })
  const open = (made: DatabaseConnection, settings: TransactionSettings) =>
    begin === undefined
      ? driver.beginTransaction(made, settings)
      : made.executeQuery(CompiledQuery.raw(begin)).then(() => {})

  return {
    init: () => driver.init(),
    async acquireConnection() {
      check?.()
      return watched(await told(() => driver.acquireConnection(), 'connect'))
    },
    releaseConnection: (connection) => driver.releaseConnection(madeOf(connection)),
    beginTransaction: (connection, settings) => told(() => open(madeOf(connection), settings)),
    async commitTransaction(connection) {
      await told(() => driver.commitTransaction(madeOf(connection)), 'commit')
      onCommit?.()
    },
    // SQLite ends a transaction by itself when the disk is full, and PostgreSQL with the connection. Then this
    // fails, and what went wrong before it is what counts.
    rollbackTransaction: (connection) => driver.rollbackTransaction(madeOf(connection)).catch(() => {}),
    destroy: () => driver.destroy(),
  }
}
