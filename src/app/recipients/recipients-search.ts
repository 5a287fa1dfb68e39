import * as z from 'zod/mini'
import { BOOK_LIMITS, type Recipient, recipientSource } from '#contract/recipient'
import { PROJECT_ID } from '#ims/members'

const text = (max: number) => z.catch(z.optional(z.string().check(z.trim(), z.maxLength(max))), undefined)

/** The address of the book. A parameter that makes no sense is ignored. */
export const recipientsSearch = z.object({
  text: text(200),
  group: text(BOOK_LIMITS.group),
  source: z.catch(z.optional(recipientSource), undefined),
  /** The recipient whose form is open. */
  edit: z.catch(z.optional(z.string().check(z.regex(PROJECT_ID))), undefined),
  /** `1`: the form of a new entry is open. */
  add: z.catch(z.optional(z.literal('1')), undefined),
})
export type RecipientsSearch = z.infer<typeof recipientsSearch>

const { compare } = new Intl.Collator('en', { numeric: true })

/**
 * By name, so that two projects with the same name are next to each other; projects without a name last, by
 * ID.
 */
export const byName = (a: Recipient, b: Recipient) =>
  Number(a.name === '') - Number(b.name === '') || compare(a.name, b.name) || compare(a.id, b.id)

/** Whether a recipient passes the filters other than the search text. */
export const passes = ({ groups, sources }: Recipient, { group, source }: RecipientsSearch) =>
  (!group || groups.includes(group)) && (!source || sources.includes(source))
