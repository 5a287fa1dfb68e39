import type { Recipient } from '#contract/recipient'

/** Recipients that the book has put together under a name. */
export type RecipientGroup = { group: string; members: readonly string[] }

/** All groups with the IDs of their members, by name. */
export function groupsOf(recipients: readonly Recipient[]): RecipientGroup[] {
  const groups = new Map<string, string[]>()
  for (const recipient of recipients)
    for (const group of recipient.groups) {
      const members = groups.get(group)
      if (members) members.push(recipient.id)
      else groups.set(group, [recipient.id])
    }
  return [...groups]
    .map(([group, members]) => ({ group, members }))
    .sort((a, b) => a.group.localeCompare(b.group))
}
