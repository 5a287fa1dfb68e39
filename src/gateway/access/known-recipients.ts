import type { Recipient } from '#contract/recipient'
import { isEnterable } from '#ims/identity'
import { type Clock, CloudFailure, type Driver, type Identity } from '../cloud/driver.ts'
import { createMemo, LIST_MS } from '../cloud/memo.ts'
import type { Store } from '../store/database.ts'

/** The user's other projects, the recipient book, and the recipients of earlier jobs; never the own project. */
export type KnownRecipients = (who: Identity) => Promise<Recipient[]>

const UNKNOWN = {
  name: '',
  accountId: '',
  owner: '',
  notes: '',
  groups: [],
  firstUsedAt: null,
  lastUsedAt: null,
  written: null,
}

/** Joins what is known of recipients by their IDs. Throws `CloudFailure` when the cloud cannot be asked for projects. */
export function createKnownRecipients({
  driver,
  clock,
  store,
}: {
  driver: Driver
  clock: Clock
  store: Pick<Store, 'book' | 'recipients'>
}): KnownRecipients {
  const projects = createMemo<Recipient[]>(clock, LIST_MS)

  /** Projects of the user's account; a role that may not list them is no error. */
  const accountProjects = (who: Identity) =>
    projects.get(`${who.user.id} ${who.project.id}`, async () => {
      const found = await driver.listProjects(who).catch((error) => {
        if (error instanceof CloudFailure && (error.status === 403 || error.status === 404)) return []
        throw error
      })
      return found
        .filter((project) => isEnterable(project) && project.id !== who.project.id)
        .map(
          ({ id, name, domain_id }): Recipient => ({
            ...UNKNOWN,
            id,
            name,
            accountId: domain_id ?? '',
            sources: ['account'],
          }),
        )
    })

  return async (who) => {
    const known = new Map<string, Recipient>()
    for (const recipient of await accountProjects(who)) known.set(recipient.id, recipient)
    for (const entry of await store.book.all(who.project.id)) {
      const mine = known.get(entry.id)
      known.set(entry.id, {
        ...(mine ?? UNKNOWN),
        ...entry,
        name: entry.name || mine?.name || '',
        accountId: entry.accountId || mine?.accountId || '',
        sources: [...(mine?.sources ?? []), 'book'],
      })
    }
    for (const { id, name, firstUsedAt, lastUsedAt } of await store.recipients.earlier(who.project.id)) {
      const mine = known.get(id)
      known.set(id, {
        ...(mine ?? { ...UNKNOWN, id }),
        name: mine?.name || name,
        sources: [...(mine?.sources ?? []), 'history'],
        firstUsedAt,
        lastUsedAt,
      })
    }
    known.delete(who.project.id)
    return [...known.values()]
  }
}
