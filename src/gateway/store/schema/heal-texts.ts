import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

/** Half of a surrogate pair as bytes, which are no UTF-8; and U+FFFD, the replacement character. */
const HALF = /\xed[\xa0-\xbf][\x80-\xbf]/g
const REPLACEMENT = '\xef\xbf\xbd'

/**
 * Replaces what is not UTF-8 in the texts of a store. SQLite keeps such texts, but reading one ends the process; so they
 * are read as digits. PostgreSQL never took any.
 */
export async function healTexts(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) return
  const { rows } = await sql<{ table: string; column: string }>`
    select m.name as "table", c.name as "column" from sqlite_master m, pragma_table_info(m.name) c
    where m.type = 'table' and lower(c.type) = 'text'
  `.execute(db)
  for (const { table, column } of rows) await healColumn(db, table, column)
}

async function healColumn(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  const bytes = sql`cast(${sql.ref(column)} as blob)`
  const { rows } = await sql<{ digits: string }>`
    select distinct hex(${bytes}) as digits from ${sql.table(table)} where instr(${bytes}, x'ED') > 0
  `.execute(db)
  for (const { digits } of rows) {
    const stored = Buffer.from(digits, 'hex')
    const healed = Buffer.from(stored.toString('latin1').replace(HALF, REPLACEMENT), 'latin1')
    if (healed.equals(stored)) continue
    // Where the healed text is a key that is there already, one row is enough.
    await sql`
      update or replace ${sql.table(table)} set ${sql.ref(column)} = ${healed.toString()} where ${bytes} = ${stored}
    `.execute(db)
  }
}
