import type { BookEntry, Recipient } from '#contract/recipient'

/** A project that is known, or of which there is no more than its ID. */
export type Tenant = Recipient | { id: string; name: string }

export const nameOf = ({ id, name }: Tenant): string => name || id

/** What is known of a project. */
export const findTenant = (recipients: readonly Recipient[], id: string): Tenant =>
  recipients.find((one) => one.id === id) ?? { id, name: '' }

/** Its entry in the recipient book, as it is or would be. */
export function entryOf(tenant: Tenant): BookEntry {
  const { id, name, accountId, owner, notes, groups } = {
    ...{ accountId: '', owner: '', notes: '', groups: [] },
    ...tenant,
  }
  return { id, name, accountId, owner, notes, groups: [...groups] }
}

/** The accounts of known projects, named by how many these are. */
export function accountsOf(recipients: readonly Recipient[]): { id: string; name: string }[] {
  const projects = new Map<string, string[]>()
  for (const { id, name, accountId } of recipients)
    if (accountId) projects.set(accountId, [...(projects.get(accountId) ?? []), name || id])
  return [...projects].map(([id, names]) => ({ id, name: `${names[0]}${more(names.length - 1)} · ${id}` }))
}

const more = (others: number) => (others > 0 ? ` and ${others} more` : '')

/** The projects that an address means: one, or all known ones of an account. */
export function projectsOf(
  recipients: readonly Recipient[],
  { project, account }: { project?: string | undefined; account?: string | undefined },
): Tenant[] {
  if (project) return [findTenant(recipients, project)]
  return account ? recipients.filter(({ accountId }) => accountId === account) : []
}
