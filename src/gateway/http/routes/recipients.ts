import { findNamesForIds, nameForIdText } from '#contract/names-for-ids'
import {
  type BookEntry,
  MAX_ENTRIES,
  RECIPIENTS_PAGE,
  type Recipient,
  type RecipientList,
} from '#contract/recipient'
import type { CloudCache } from '../../access/cloud-cache.ts'
import type { Roles } from '../../auth/roles.ts'
import type { Identity } from '../../cloud/driver.ts'
import type { Store } from '../../store/database.ts'
import { requireChange } from '../guard.ts'
import { notFound, RequestRefused } from '../problems.ts'
import type { Handlers } from './route-table.ts'

export type RecipientParts = { store: Pick<Store, 'book'>; cloudCache: CloudCache; roles: Roles }

/** The recipient book. It is the console's own: no cloud says who may change it. */
export function recipientHandlers(
  parts: RecipientParts,
): Handlers<'recipients' | 'saveRecipient' | 'deleteRecipient' | 'importRecipients'> {
  const { store, cloudCache, roles } = parts
  const requireEditor = (who: Identity) => requireChange(roles, who, 'change the recipient book')
  return {
    recipients: async ({ who, query: { cursor } }) => pageOf(await cloudCache.recipients(who), cursor),
    saveRecipient: async ({ who, param, body }) => {
      requireEditor(who)
      refuseOwn(who, [body])
      refuseNames(who, [body], await cloudCache.recipients(who))
      if (param('id') !== body.id)
        throw new RequestRefused(
          400,
          'CONSOLE.BODY',
          'The ID of the entry is not the one in the address.',
          'id',
        )
      await save(store, who, [body])
      const known = await cloudCache.recipients(who)
      return known.find(({ id }) => id === body.id) ?? notFound('The entry has just been deleted.')
    },
    deleteRecipient: async ({ who, param }) => {
      requireEditor(who)
      const saved = await store.book.remove(who.project.id, param('id'))
      return { saved: saved || notFound('The book has no such entry.') }
    },
    importRecipients: async ({ who, body: { entries } }) => {
      requireEditor(who)
      refuseOwn(who, entries)
      refuseNames(who, entries, await cloudCache.recipients(who))
      await save(store, who, entries)
      return { saved: entries.length }
    },
  }
}

/** A page that begins after the recipient with the ID in the cursor; with the first one where that is not known. */
function pageOf(recipients: readonly Recipient[], cursor: string | undefined): RecipientList {
  const from = recipients.findIndex(({ id }) => id === cursor) + 1
  const page = recipients.slice(from, from + RECIPIENTS_PAGE)
  const isLast = from + page.length === recipients.length
  return { recipients: page, nextCursor: isLast ? null : (page.at(-1)?.id ?? null) }
}

/** Refuses with 409 more entries than the book takes. */
async function save(store: RecipientParts['store'], who: Identity, entries: readonly BookEntry[]) {
  if (await store.book.save(who.project.id, entries, who.user.name || who.user.id)) return
  throw new RequestRefused(
    409,
    'CONSOLE.QUOTA',
    `The recipient book takes ${MAX_ENTRIES} entries at most. Nothing was saved. Take some out first.`,
  )
}

/** An own project is no recipient. */
function refuseOwn(who: Identity, entries: readonly BookEntry[]) {
  if (entries.some(({ id }) => id === who.project.id))
    throw new RequestRefused(
      400,
      'CONSOLE.OWN_PROJECT',
      'The project that owns the images is no recipient.',
      'id',
    )
}

/** A name in place of an ID would make a recipient that nobody is. */
function refuseNames(who: Identity, entries: readonly BookEntry[], known: readonly Recipient[]) {
  const ids = entries.map(({ id }) => id)
  const [name] = findNamesForIds(ids, { known, own: who.project, historyCounts: false })
  if (name) throw new RequestRefused(400, 'CONSOLE.BODY', nameForIdText(name), 'id')
}
