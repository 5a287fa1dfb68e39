import type { Recipient } from '#contract/recipient'
import { groupsOf, type RecipientGroup } from '../../groups.ts'
import type { ChoiceKind } from '../../ui/select/choice-kind.ts'

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
export const projectChoices = (recipients: readonly Recipient[]): ProjectOrGroup[] => [
  ...groupsOf(recipients),
  ...recipients,
]
