import type { Kysely } from 'kysely'
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

/** Entries a statement: SQLite takes at most 32,766 parameters. */
const ROWS = 2000

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
        for (let at = 0; at < latest.length; at += ROWS) {
          const part = latest.slice(at, at + ROWS)
          const ids = part.map(({ id }) => id)
          for (const table of ['book', 'book_groups'] as const)
            await trx.deleteFrom(table).where('owner_project', '=', owner).where('id', 'in', ids).execute()
          await trx
            .insertInto('book')
            .values(
              part.map(({ accountId, groups: _, owner: contact, ...entry }) => ({
                ...entry,
                owner_project: owner,
                account_id: accountId,
                owner: contact,
                updated_at: now(),
              })),
            )
            .execute()
          const groups = part.flatMap(({ id, groups }) =>
            [...new Set(groups)].map((name) => ({ owner_project: owner, id, name })),
          )
          for (let from = 0; from < groups.length; from += ROWS)
            await trx
              .insertInto('book_groups')
              .values(groups.slice(from, from + ROWS))
              .execute()
        }
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
