import { type Kysely, sql, type Transaction } from 'kysely'
import { type BookEntry, MAX_ENTRIES } from '#contract/recipient'
import { given } from './dialect.ts'
import type { Tables } from './tables.ts'

/** What a project's operators wrote down about recipients. The history does not depend on it. */
export type BookStore = {
  all(owner: string): Promise<BookEntry[]>
  /**
   * Writes entries, each in place of the one with the same ID; all of them, or none and answers false, when the book
   * would have more than `MAX_ENTRIES`.
   */
  save(owner: string, entries: readonly BookEntry[]): Promise<boolean>
  /** Answers how many there were: 1 or 0. */
  remove(owner: string, id: string): Promise<number>
}

class BookFull extends Error {}

/** The book's tables. */
export function createBookStore(db: Kysely<Tables>, now: () => number): BookStore {
  /** Everything is taken back, and the answer is false, when the book is full. */
  const write = async (save: (trx: Transaction<Tables>) => Promise<void>): Promise<boolean> => {
    try {
      await db.transaction().execute(save)
      return true
    } catch (error) {
      if (error instanceof BookFull) return false
      throw error
    }
  }

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
      write(async (trx) => {
        const latest = [...new Map(entries.map((entry) => [entry.id, entry])).values()]
        // Everybody writes entries first and in one order, so two writers of the same ones wait for each
        // other here.
        latest.sort((a, b) => (a.id < b.id ? -1 : 1))
        await sql`
          insert into book (owner_project, id, name, account_id, owner, notes, updated_at)
          select ${owner}, value->>'id', value->>'name', value->>'accountId', value->>'owner', value->>'notes', ${now()}
          from ${given(trx, latest)} where true
          on conflict (owner_project, id) do update set name = excluded.name, account_id = excluded.account_id,
            owner = excluded.owner, notes = excluded.notes, updated_at = excluded.updated_at
        `.execute(trx)
        const { count } = await trx
          .selectFrom('book')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('owner_project', '=', owner)
          .executeTakeFirstOrThrow()
        if (count > MAX_ENTRIES) throw new BookFull()
        await sql`
          delete from book_groups where owner_project = ${owner}
          and id in (select value->>'id' from ${given(trx, latest)})
        `.execute(trx)
        const groups = latest.flatMap((entry) => entry.groups.map((name) => ({ id: entry.id, name })))
        await sql`
          insert into book_groups (owner_project, id, name)
          select ${owner}, value->>'id', value->>'name' from ${given(trx, groups)} where true
          on conflict do nothing
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
