import { type ChoiceKind, idsOf } from './choice-kind.ts'

/** What became of a list of names or IDs that was pasted into a picker. Every entry is in exactly one place. */
export type Taken = {
  ids: string[]
  /** No item has this name or ID. */
  missing: string[]
  /** Several items have this name. */
  ambiguous: string[]
  /** It is there, but cannot be chosen: with the reason. */
  blocked: { entry: string; reason: string }[]
}

/** Finds each entry by its ID or its whole name, in any case. */
export function takeEntries<T>(entries: readonly string[], items: readonly T[], kind: ChoiceKind<T>): Taken {
  const byKey = new Map<string, T[]>()
  const put = (key: string, item: T) => {
    const there = byKey.get(key)
    if (!there) byKey.set(key, [item])
    else if (!there.includes(item)) there.push(item)
  }
  for (const item of items) {
    put(kind.idOf(item).toLowerCase(), item)
    put(kind.nameOf(item).toLowerCase(), item)
  }
  const taken: Taken = { ids: [], missing: [], ambiguous: [], blocked: [] }
  for (const entry of entries) {
    const [item, another] = byKey.get(entry.toLowerCase()) ?? []
    const reason = item && kind.blockedOf(item)
    if (!item) taken.missing.push(entry)
    else if (another) taken.ambiguous.push(entry)
    else if (reason) taken.blocked.push({ entry, reason })
    else taken.ids.push(...idsOf(kind, item))
  }
  return taken
}
