import { type Kysely, sql } from 'kysely'
import type { BookEntry } from '#contract/recipient'
import type { Tables } from './tables.ts'

/** What a project's operators wrote down about recipients. The history does not depend on it. */
export type BookStore = {
  all(owner: string): Promise<BookEntry[]>
  /** Writes entries, each in place of the one with the same ID; all of them or none. */
  save(owner: string, entries: readonly BookEntry[]): Promise<void>
  /** Answers how many there were: 1 or 0. */
  remove(owner: string, id: string): Promise<number>
}

/** The book's tables. */
export function createBookStore(db: Kysely<Tables>, now: () => number): BookStore {
  return {
    async all(owner) {
      const entries = await db
        .selectFrom('book')
        .select(['id', 'name', 'account_id as accountId', 'owner', 'notes'])
        .where('owner_project', '=', owner)
        .orderBy('id')
        .execute()
      const groups = new Map<string, string[]>()
      const rows = await db
        .selectFrom('book_groups')
        .select(['id', 'name'])
        .where('owner_project', '=', owner)
        .orderBy('id')
        .orderBy('name')
        .execute()
      for (const { id, name } of rows) groups.set(id, [...(groups.get(id) ?? []), name])
      return entries.map((entry) => ({ ...entry, groups: groups.get(entry.id) ?? [] }))
    },

    save: (owner, entries) =>
      db.transaction().execute(async (trx) => {
        const latest = [...new Map(entries.map((entry) => [entry.id, entry])).values()]
        // One parameter for all entries: 100,000 of them as values of their own take ten times as long.
        const json = JSON.stringify(latest)
        await sql`
          delete from book_groups where owner_project = ${owner}
          and id in (select value->>'id' from json_each(${json}))
        `.execute(trx)
        await sql`
          insert or replace into book (owner_project, id, name, account_id, owner, notes, updated_at)
          select ${owner}, value->>'id', value->>'name', value->>'accountId', value->>'owner', value->>'notes', ${now()}
          from json_each(${json})
        `.execute(trx)
        await sql`
          insert or ignore into book_groups (owner_project, id, name)
          select ${owner}, entry.value->>'id', grp.value
          from json_each(${json}) as entry, json_each(entry.value, '$.groups') as grp
        `.execute(trx)
      }),

    remove: (owner, id) =>
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom('book_groups').where('owner_project', '=', owner).where('id', '=', id).execute()
        const { numDeletedRows } = await trx
          .deleteFrom('book')
          .where('owner_project', '=', owner)
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        return Number(numDeletedRows)
      }),
  }
}
