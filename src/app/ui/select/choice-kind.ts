/**
 * How a picker reads the things it lets one choose from. Make one per kind of thing, outside of components.
 */
export type ChoiceKind<T> = {
  /** "image", "images". */
  one: string
  many: string
  idOf: (item: T) => string
  nameOf: (item: T) => string
  /** The text that the search looks in. */
  textOf: (item: T) => string
  /** Why it cannot be chosen, or null. */
  blockedOf: (item: T) => string | null
  /**
   * A group's members: the IDs that picking it picks. Groups come first in a list; null for all other items.
   */
  membersOf?: (item: T) => readonly string[] | null
}

/** Whether choosing all takes the item. A group does not count: it only stands for others of the list. */
export const isFree = <T>(kind: ChoiceKind<T>, item: T): boolean =>
  kind.blockedOf(item) === null && !kind.membersOf?.(item)

/** The IDs that picking an item picks. */
export const idsOf = <T>(kind: ChoiceKind<T>, item: T): readonly string[] =>
  kind.membersOf?.(item) ?? [kind.idOf(item)]

/** Whether everything that picking an item picks is chosen. */
export const isChosen = <T>(kind: ChoiceKind<T>, item: T, selected: ReadonlySet<string>): boolean =>
  idsOf(kind, item).every((id) => selected.has(id))

/** The selection with an item picked, or taken out when all of it was chosen. */
export function toggled<T>(kind: ChoiceKind<T>, item: T, selected: ReadonlySet<string>): ReadonlySet<string> {
  const next = new Set(selected)
  // An item that can no longer be chosen can still be taken out.
  if (isChosen(kind, item, selected)) for (const id of idsOf(kind, item)) next.delete(id)
  else if (kind.blockedOf(item) === null) for (const id of idsOf(kind, item)) next.add(id)
  return next
}
