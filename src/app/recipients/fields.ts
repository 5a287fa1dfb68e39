import type { BookEntry } from '#contract/recipient'
import { visible } from '../text/clean-text.ts'
import { type Heading, headingOf } from '../text/headings.ts'
import { FIELD_WORDS } from './words.ts'

/** A field of an entry of the book. */
export type BookField = keyof BookEntry

/** The fields in the order of tables and files. */
export const FIELDS = Object.keys(FIELD_WORDS) as BookField[]

const HEADINGS: Record<BookField, string> = {
  id: 'id projectid project projectuuid uuid tenantid tenant recipientid recipient memberid member',
  name: 'name projectname tenantname displayname',
  accountId: 'accountid account domainid domain kontoid domänenid',
  owner: 'owner contact',
  notes: 'notes note comments comment notizen',
  groups: 'groups group tags tag',
}

const BY_HEADING = new Map(
  FIELDS.flatMap((field) => HEADINGS[field].split(' ').map((word) => [word, field] as const)),
)

/** Columns of the clouds' own listings that the book has no use for. */
const LISTED = new Set([
  'enabled',
  'description',
  'isdomain',
  'domainname',
  'parentid',
  'parent',
  'options',
  'links',
  'self',
  'tagscount',
  'created',
  'createdat',
  'updated',
  'updatedat',
  'status',
])

const BY_WORDS: Partial<Record<Heading, BookField>> = {
  id: 'id',
  projectId: 'id',
  project: 'id',
  name: 'name',
}

const plain = (heading: string) =>
  visible(heading)
    .toLowerCase()
    .replace(/[\s_-]/g, '')

/** The field that a heading names, written as "Project ID", "project_id", "projectId" or "Projekt-ID". */
export const fieldOf = (heading: string): BookField | undefined =>
  BY_HEADING.get(plain(heading)) ?? BY_WORDS[headingOf(visible(heading)) ?? 'other']

/** Whether a column of a cloud's own listing is left out. */
export const isLeftOut = (heading: string) => LISTED.has(plain(heading))

/**
 * Groups as one text: "gold; silver". When a name has a separator in it, each group gets a line of its own
 * (no name has line breaks), so that `splitGroups` always finds the same groups again.
 */
export const joinGroups = (groups: readonly string[]): string =>
  groups.some((group) => SEPARATOR.test(group)) ? `${groups.join('\n')}\n` : groups.join('; ')

const SEPARATOR = /[;,|]/

/** The groups in a text: its lines when there are several, else what semicolons, commas or bars separate. */
export const splitGroups = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\r\n]/.test(text) ? /[\r\n]+/ : SEPARATOR)
      .map((group) => group.trim())
      .filter(Boolean),
  ),
]
