import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Kysely, sql, type Transaction } from 'kysely'
import { type BookEntry, MAX_ENTRIES } from '#contract/recipient'
import { given, readRows } from './dialect.ts'
import { parts } from './parts.ts'
import type { Tables } from './tables.ts'

/** An entry, and when and by whom it was written the last time; an empty `by` is not known. */
type WrittenEntry = BookEntry & { written: { at: number; by: string } }

/** What a project's operators wrote down about recipients. The history does not depend on it. */
export type BookStore = {
  all(owner: string): Promise<WrittenEntry[]>
  /**
   * Writes entries in the name of `by`, each in place of the one with the same ID; all of them, or none and answers false, when the book
   * would have more than `MAX_ENTRIES`.
   */
  save(owner: string, entries: readonly BookEntry[], by: string): Promise<boolean>
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
      const entries: WrittenEntry[] = []
      let after: string | undefined = ''
      while (after !== undefined) {
        const page = await readPage(db, owner, after)
        for (const entry of page) entries.push(entry)
        after = page.length < PAGE ? undefined : page.at(-1)?.id
        if (after !== undefined) await nextTurn()
      }
      return entries
    },

    save: (owner, entries, by) =>
      write(async (trx) => {
        const latest = [...new Map(entries.map((entry) => [entry.id, entry])).values()]
        // Everybody writes entries first and in one order, so two writers of the same ones wait for each
        // other here.
        latest.sort((a, b) => (a.id < b.id ? -1 : 1))
        for await (const part of parts(latest)) await savePart(trx, { owner, entries: part, by, now: now() })
        const { count } = await trx
          .selectFrom('book')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('owner_project', '=', owner)
          .executeTakeFirstOrThrow()
        if (count > MAX_ENTRIES) throw new BookFull()
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

/** Entries read at a time; between two times everybody else has a turn. */
const PAGE = 1000

const COLUMNS = ['id', 'name', 'account_id', 'owner', 'notes', 'updated_at', 'updated_by'] as const

/** The next entries by ID. */
async function readPage(db: Kysely<Tables>, owner: string, after: string): Promise<WrittenEntry[]> {
  const rows = await readRows<Tables['book'], (typeof COLUMNS)[number]>(
    db,
    COLUMNS,
    sql`select * from book where owner_project = ${owner} and id > ${after} order by id limit ${PAGE}`,
  )
  const named = await readRows<Tables['book_groups'], 'id' | 'name'>(
    db,
    ['id', 'name'],
    sql`select * from book_groups
      where owner_project = ${owner} and id > ${after} and id <= ${rows.at(-1)?.id ?? after} order by id, name`,
  )
  const groups = new Map<string, string[]>()
  for (const { id, name } of named) groups.set(id, [...(groups.get(id) ?? []), name])
  return rows.map(({ account_id, updated_at, updated_by, ...entry }) => ({
    ...entry,
    written: { at: updated_at, by: updated_by },
    accountId: account_id,
    groups: groups.get(entry.id) ?? [],
  }))
}

async function savePart(
  trx: Transaction<Tables>,
  { owner, entries, by, now }: { owner: string; entries: readonly BookEntry[]; by: string; now: number },
): Promise<void> {
  await sql`
    insert into book (owner_project, id, name, account_id, owner, notes, updated_at, updated_by)
    select ${owner}, value->>'id', value->>'name', value->>'accountId', value->>'owner', value->>'notes', ${now}, ${by}
    from ${given(trx, entries)} where true
    on conflict (owner_project, id) do update set name = excluded.name, account_id = excluded.account_id,
      owner = excluded.owner, notes = excluded.notes, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by
  `.execute(trx)
  await sql`
    delete from book_groups where owner_project = ${owner}
    and id in (select value->>'id' from ${given(trx, entries)})
  `.execute(trx)
  const groups = entries.flatMap(({ id, groups }) => groups.map((name) => ({ id, name })))
  await sql`
    insert into book_groups (owner_project, id, name)
    select ${owner}, value->>'id', value->>'name' from ${given(trx, groups)} where true
    on conflict do nothing
  `.execute(trx)
}
