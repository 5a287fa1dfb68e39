/** How a picker reads the things it lets one choose from. Make one per kind of thing, outside of components. */
export type ChoiceKind<T> = {
  /** "image", "images". */
  one: string
  many: string
  idOf: (item: T) => string
  nameOf: (item: T) => string
  /** What the search looks in. */
  textOf: (item: T) => string
  /** Why it cannot be chosen, or null. */
  blockedOf: (item: T) => string | null
}
