import type { Recipient } from '#contract/recipient'
import type { ChoiceKind } from '../../ui/select/choice-kind.ts'

/** Recipients that the book has put together under a name. */
export type RecipientGroup = { group: string; members: readonly string[] }

/** An item of the picker of projects. */
export type ProjectOrGroup = Recipient | RecipientGroup

/**
 * How the picker reads an item. No project ID has a colon in it, so the ID of a group is never a project's.
 */
export const PROJECTS: ChoiceKind<ProjectOrGroup> = {
  one: 'project',
  many: 'projects',
  idOf: (choice) => ('group' in choice ? `group:${choice.group}` : choice.id),
  nameOf: (choice) => ('group' in choice ? `Group ${choice.group}` : choice.name),
  textOf: (choice) =>
    'group' in choice ? `group ${choice.group}` : `${choice.name} ${choice.id} ${choice.groups.join(' ')}`,
  blockedOf: () => null,
  membersOf: (choice) => ('group' in choice ? choice.members : null),
}

/** Groups by name, then the recipients themselves. */
export function projectChoices(recipients: readonly Recipient[]): ProjectOrGroup[] {
  const groups = new Map<string, string[]>()
  for (const recipient of recipients)
    for (const group of recipient.groups) {
      const members = groups.get(group)
      if (members) members.push(recipient.id)
      else groups.set(group, [recipient.id])
    }
  const named = [...groups].map(([group, members]) => ({ group, members }))
  return [...named.sort((a, b) => a.group.localeCompare(b.group)), ...recipients]
}
