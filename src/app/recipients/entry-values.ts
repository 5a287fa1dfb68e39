import * as z from 'zod/mini'
import { BOOK_LIMITS, type BookEntry } from '#contract/recipient'
import { PROJECT_ID } from '#ims/members'
import { joinGroups, splitGroups } from './fields.ts'
import { words } from './words.ts'

/** The form of an entry, as the screen shows it: groups are one text. */
export type EntryValues = Record<keyof BookEntry, string>

const line = (max: number) =>
  z.string().check(
    z.maxLength(max, words.tooLong(max)),
    z.refine((text) => !/\p{Cc}/u.test(text), words.oneLine),
  )
const isId = (id: string) => PROJECT_ID.test(id)

/** The rules for an entry. `taken` returns the name of the entry that has the ID already, or null. */
export const entryValues = (taken: (id: string) => string | null) =>
  z.object({
    id: z.string().check(
      z.trim(),
      z.minLength(1, words.typeId),
      z.refine((id) => id === '' || isId(id), words.badId),
      z.refine((id) => taken(id) === null, {
        error: ({ input }) => words.takenId(taken(String(input))),
      }),
    ),
    name: line(BOOK_LIMITS.name),
    accountId: z.string().check(
      z.trim(),
      z.refine((id) => id === '' || isId(id), words.badId),
    ),
    owner: line(BOOK_LIMITS.owner),
    notes: z.string().check(z.maxLength(BOOK_LIMITS.notes, words.tooLong(BOOK_LIMITS.notes))),
    groups: z.string().check(
      z.refine((text) => splitGroups(text).length <= BOOK_LIMITS.groups, words.tooMany(BOOK_LIMITS.groups)),
      z.refine(
        (text) => splitGroups(text).every((group) => group.length <= BOOK_LIMITS.group),
        words.eachTooLong(BOOK_LIMITS.group),
      ),
    ),
  })

/** An entry as the form shows it. */
export const toValues = (entry: BookEntry): EntryValues => ({
  id: entry.id,
  name: entry.name,
  accountId: entry.accountId,
  owner: entry.owner,
  notes: entry.notes,
  groups: joinGroups(entry.groups),
})

/** The form as the gateway takes it. */
export const toEntry = (values: EntryValues): BookEntry => ({ ...values, groups: splitGroups(values.groups) })
