import * as z from 'zod/mini'
import { PROJECT_ID } from '#ims/members'
import { hasHidden } from './text.ts'

/**
 * The source from which the console knows a project: the operator's account, the recipient book, or an
 * earlier job.
 */
export const recipientSource = z.enum(['account', 'book', 'history'])
export type RecipientSource = z.infer<typeof recipientSource>

const noneHidden = z.refine(
  (text: unknown) => !hasHidden(String(text)),
  'it has characters that nobody can see',
)
const line = (max: number) => z.string().check(z.trim(), z.maxLength(max), z.regex(/^\P{Cc}*$/u), noneHidden)

/** An ID of a project or an account, as Keystone allows it. */
const id = z.string().check(z.regex(PROJECT_ID))

/** Longest texts of the book, in characters. */
export const BOOK_LIMITS = { name: 255, owner: 255, notes: 1000, group: 64, groups: 50 } as const

/** The most entries in the book of a project. */
export const MAX_ENTRIES = 20_000

/** Recipients in one answer. */
export const RECIPIENTS_PAGE = 5000

/**
 * The entry of the book for a project. Empty texts: not known. `accountId`: the account that keys are granted
 * to.
 */
export const bookEntry = z.object({
  id,
  name: line(BOOK_LIMITS.name),
  accountId: z.union([z.literal(''), id]),
  owner: line(BOOK_LIMITS.owner),
  notes: z
    .string()
    .check(z.trim(), z.maxLength(BOOK_LIMITS.notes), z.regex(/^[\P{Cc}\t\n\r]*$/u), noneHidden),
  groups: z.array(line(BOOK_LIMITS.group).check(z.minLength(1))).check(z.maxLength(BOOK_LIMITS.groups)),
})
export type BookEntry = z.infer<typeof bookEntry>

/**
 * A project that images can be shared with: the book's entry, with what the account and the history add.
 * `name` is empty when it is not known. Times in ms since 1970.
 */
export const recipient = z.object({
  id: z.string(),
  name: z.string(),
  accountId: z.string(),
  owner: z.string(),
  notes: z.string(),
  groups: z.array(z.string()),
  sources: z.array(recipientSource),
  firstUsedAt: z.nullable(z.number()),
  lastUsedAt: z.nullable(z.number()),
  /** When and by whom its entry was written the last time (empty: not known); null: the book has none. */
  written: z.nullable(z.object({ at: z.number(), by: z.string() })),
})
export type Recipient = z.infer<typeof recipient>

/** A page of the known recipients; never the operator's own project. */
export const recipientList = z.object({
  recipients: z.array(recipient),
  nextCursor: z.nullable(z.string()),
})
export type RecipientList = z.infer<typeof recipientList>

/** Entries that become part of the book, each in place of the entry with the same ID. */
export const bookImport = z.object({ entries: z.array(bookEntry) })
export const bookSaved = z.object({ saved: z.number() })
