import type { Image } from '#contract/image'
import type { Recipient } from '#contract/recipient'
import { type Access, membersIn } from '../api/access-rows.ts'
import { splitAccount, splitVersion } from '../picture/names.ts'
import { matches, textIndex } from '../ui/select/text-index.ts'
import type { AccessSearch } from './access-search.ts'
import type { Asked, MatrixImage, MatrixRecipient } from './matrix.ts'

const { compare } = new Intl.Collator('en', { numeric: true })
const DAY_MS = 24 * 3_600_000
/** From this part of its places on, an image is nearly full. */
const NEARLY = 0.9

/** When `days` before now was, in ms since 1970; null: no such filter. */
export const daysBefore = (now: number, days: string | undefined): number | null =>
  days === undefined ? null : now - Number(days) * DAY_MS

/**
 * Own images, families by name, and the newest version first in each; with the text that is searched. Made once, not for each
 * key press.
 */
export function prepareImages(images: readonly Image[]) {
  const sorted = images
    .map((image) => ({ image, ...splitVersion(image.name) }))
    .sort((a, b) => compare(a.head, b.head) || compare(b.tail, a.tail) || compare(a.image.id, b.image.id))
    .map(({ image }) => image)
  return { sorted, index: textIndex(sorted, ({ name, id, os, tags }) => [name, id, os, ...tags].join(' ')) }
}
export type PreparedImages = ReturnType<typeof prepareImages>

/** The rows: own images that pass, with what was read of each. */
export function rowsOf(
  { sorted, index }: PreparedImages,
  o: { access: Access; search: AccessSearch; now: number; asked: Asked },
): MatrixImage[] {
  const { access, search } = o
  const after = daysBefore(o.now, search.age)
  const found = matches(index, search.images)
  const rows = (found ? found.flatMap((at) => sorted[at] ?? []) : sorted)
    .filter((image) => isSuch(image, search) && (after === null || (image.createdAt ?? 0) >= after))
    .map((image) => rowOf(image, access))
    .filter(
      (row) =>
        (search.none || row.state !== 'none' || row.id === o.asked.image) &&
        (!search.full || isNearlyFull(row)),
    )
  if (search.sort === 'newest') rows.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
  if (search.sort === 'most') rows.sort((a, b) => held(b) - held(a))
  return rows
}

const isSuch = ({ tags, kind, os }: Image, search: AccessSearch) =>
  (!search.tag || tags.includes(search.tag)) &&
  (!search.kind || kind === search.kind) &&
  (!search.os || os === search.os)

const isNearlyFull = ({ row, allowed }: MatrixImage) =>
  row !== null && allowed !== null && membersIn(row.counts) >= NEARLY * allowed

const held = ({ row }: MatrixImage) => (row ? membersIn(row.counts) : -1)

/** What is known of who has an image. What was not read is never taken for nothing. */
function rowOf(image: Image, access: Access): MatrixImage {
  const row = access.rows.get(image.id) ?? null
  const unread = access.unread.get(image.id) ?? null
  const { id, name, createdAt } = image
  const facts = { id, name, createdAt, row, allowed: image.recipientsAllowed }
  if (row) {
    const isNone = membersIn(row.counts) === 0
    return { ...facts, state: isNone ? 'none' : 'read', problem: row.problem }
  }
  if (unread) return { ...facts, state: 'unread', problem: unread }
  // The list of images knows of those that cannot have members.
  const isNone = access.isWhole || (image.recipients === 0 && image.recipientsReadAt === null)
  return { ...facts, state: isNone ? 'none' : 'waiting', problem: null }
}

/** All recipients that anything is known of, in the order of their names, with the text that is searched in each. */
export function prepareRecipients(known: readonly Recipient[], having: readonly string[]) {
  const byId = new Map(known.map((recipient) => [recipient.id, recipient]))
  const position = new Map(having.map((id, at) => [id, at]))
  const all = [...new Set([...having, ...byId.keys()])].map((id) => ({
    id,
    recipient: byId.get(id) ?? null,
    position: position.get(id) ?? -1,
  }))
  all.sort(
    (a, b) =>
      Number(!a.recipient?.name) - Number(!b.recipient?.name) ||
      compare(a.recipient?.name ?? '', b.recipient?.name ?? '') ||
      compare(a.id, b.id),
  )
  const index = textIndex(all, ({ id, recipient: r }) =>
    r ? [r.name, id, r.accountId, r.owner, ...r.groups].join(' ') : id,
  )
  return { all, index, accounts: namesOfAccounts(known) }
}

/** What accounts are called: what the names of their projects begin with, else their ID. */
function namesOfAccounts(known: readonly Recipient[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { accountId, name } of known)
    if (accountId && !names.has(accountId)) names.set(accountId, splitAccount(name).head || accountId)
  return names
}
export type PreparedRecipients = ReturnType<typeof prepareRecipients>

/** The columns: recipients that pass. */
export function columnsOf(
  { all, index, accounts }: PreparedRecipients,
  { access, search, asked }: { access: Access; search: AccessSearch; asked: Asked },
): MatrixRecipient[] {
  const found = matches(index, search.recipients)
  const candidates = found ? found.flatMap((at) => all[at] ?? []) : all
  const having = (position: number) => membersIn(access.counts[position] ?? NONE)
  const columns = candidates
    .filter(({ id, position }) => search.none || having(position) > 0 || id === asked.project)
    .filter(({ recipient }) => isWanted(recipient, search))
    .map(({ id, recipient, position }): MatrixRecipient => {
      const name = recipient?.name ?? ''
      const head = headOf(recipient, search.by, accounts) ?? splitAccount(name).head
      const lastUsedAt = recipient?.lastUsedAt ?? null
      return { id, name, head, position, isKnown: recipient !== null, lastUsedAt }
    })
  if (search.order === 'newest') columns.sort((a, b) => (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0))
  if (search.order === 'most') columns.sort((a, b) => having(b.position) - having(a.position))
  if (search.by) columns.sort((a, b) => Number(!a.head) - Number(!b.head) || compare(a.head, b.head))
  return columns
}

const NONE = { pending: 0, accepted: 0, rejected: 0 }

const isWanted = (recipient: Recipient | null, search: AccessSearch) =>
  (!search.group || recipient?.groups.includes(search.group)) &&
  (!search.account || recipient?.accountId === search.account) &&
  (!search.unknown || recipient === null)

/** What recipients are put together by; undefined: by nothing but their names. */
function headOf(
  recipient: Recipient | null,
  by: AccessSearch['by'],
  accounts: ReadonlyMap<string, string>,
): string | undefined {
  if (by === 'group') return recipient?.groups[0] ?? ''
  if (by === 'account') return accounts.get(recipient?.accountId ?? '') ?? ''
  return undefined
}
