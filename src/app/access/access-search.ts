import * as z from 'zod/mini'
import { PROJECT_ID } from '#ims/members'

const text = z.catch(z.optional(z.string().check(z.trim(), z.maxLength(200))), undefined)
const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.catch(z.optional(z.enum(values)), undefined)

/** The statuses that a pair can be filtered by. */
export const HELD = ['pending', 'accepted', 'rejected'] as const

/**
 * The address of Access: filters of both axes and of the pairs, orders, the view and the cell that is looked at. Each
 * degrades to "none" by itself. Days are numbers of days before now.
 */
export const accessSearch = z.object({
  /** Of images: a text in name, ID, OS or tag; made at most so many days ago; nine of ten places are taken. */
  images: text,
  tag: text,
  kind: choice(['system', 'data', 'full-ecs', 'bare-metal', 'iso']),
  os: text,
  age: choice(['7', '30', '90', '365']),
  full: choice(['1']),
  /** Of recipients: a text; `unknown`: they are in no book and in no history, and no project of the account. */
  recipients: text,
  group: text,
  account: text,
  unknown: choice(['1']),
  /** Of pairs. `since`: shared at most so many days ago. */
  status: choice(HELD),
  since: choice(['1', '7', '30', '90']),
  /** `1`: also images and recipients of which nothing is shared. */
  none: choice(['1']),
  sort: choice(['newest', 'most']),
  order: choice(['newest', 'most']),
  by: choice(['group', 'account']),
  view: choice(['list']),
  /** The order of the list. */
  list: choice(['image', 'recipient', 'since', 'status']),
  /** `1`: all recipients in the width of the page. */
  fit: choice(['1']),
  image: z.catch(z.optional(z.string().check(z.maxLength(64))), undefined),
  project: z.catch(z.optional(z.string().check(z.regex(PROJECT_ID))), undefined),
})
export type AccessSearch = z.infer<typeof accessSearch>

/** What of the address decides which rows, columns and cells there are, and in which order. */
export const FILTERS = [
  'images',
  'tag',
  'kind',
  'os',
  'age',
  'full',
  'recipients',
  'group',
  'account',
  'unknown',
  'status',
  'since',
] as const
