import { findPostgres, WITHOUT_POSTGRES } from './find-postgres.ts'

/** The last word of a run of unit tests, where there is no PostgreSQL. */
export function teardown(): void {
  if (findPostgres() === undefined) process.stdout.write(`\n${WITHOUT_POSTGRES}\n`)
}
