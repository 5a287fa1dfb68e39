import {
  PostgresAdapter,
  type QueryExecutorProvider,
  type RawBuilder,
  type SelectQueryBuilder,
  sql,
} from 'kysely'

/*
 * The store speaks SQLite and PostgreSQL. What they say differently is here and nowhere else; all other statements are
 * in the words that both know.
 */

/** Whether this is PostgreSQL, which several gateways may share; else it is SQLite, which is one process's own. */
export const isPostgres = (db: QueryExecutorProvider): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter

/**
 * A migration's text, written for SQLite, as this database understands it. Texts compare byte by byte, as they do in
 * SQLite: lists are in the same order, and an ID's beginning is a range of an index.
 */
export const schemaFor = (db: QueryExecutorProvider, text: string): string =>
  isPostgres(db)
    ? text
        .replaceAll('integer primary key autoincrement', 'bigint generated always as identity primary key')
        .replaceAll(') without rowid', ')')
        .replaceAll(/\btext\b/g, 'text collate "C"')
    : text

/**
 * Rows given as one parameter, to select from: a table `given` whose column `value` is one of them as JSON, read with
 * `value->>'name'`. Thousands of rows as values of their own take ten times as long.
 */
export const given = (db: QueryExecutorProvider, rows: readonly object[]): RawBuilder<unknown> => {
  const json = JSON.stringify(rows)
  return isPostgres(db)
    ? sql`json_array_elements(${json}::json) as given(value)`
    : sql`json_each(${json}) as given`
}

/** All rows of a query as one text, a JSON array of arrays: four times as fast as single values. */
export const asJson = (db: QueryExecutorProvider, columns: readonly string[]): RawBuilder<string> => {
  const refs = sql.join(columns.map((column) => sql.ref(column)))
  return isPostgres(db)
    ? sql`coalesce(json_agg(json_build_array(${refs})), '[]')::text`
    : sql`json_group_array(json_array(${refs}))`
}

/** The database's own time, in ms since 1970: gateways may have different ones. */
export const databaseTime = (db: QueryExecutorProvider): RawBuilder<number> =>
  isPostgres(db)
    ? sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql`cast(unixepoch('subsec') * 1000 as integer)`

/** Locks the rows that a query finds, and passes over those that somebody else has locked. SQLite has one writer. */
export const lockFree =
  (db: QueryExecutorProvider) =>
  <DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> =>
    isPostgres(db) ? query.forUpdate().skipLocked() : query
