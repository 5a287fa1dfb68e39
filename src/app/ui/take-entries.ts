import { type ChoiceKind, idsOf } from './choice-kind.ts'
import type { PastedEntry } from './split-entries.ts'

/** What became of a list of names or IDs that was pasted into a picker. Every entry is in exactly one place. */
export type Taken = {
  ids: string[]
  /** No item has this name or ID. */
  missing: string[]
  /** Several items have this name. */
  ambiguous: string[]
  /** It is there, but is not chosen: with the reason. */
  blocked: { entry: string; reason: string }[]
}

/** Finds each entry by its ID or its whole name, in any case. An ID beside the name of another item is not chosen. */
export function takeEntries<T>(
  entries: readonly PastedEntry[],
  items: readonly T[],
  kind: ChoiceKind<T>,
): Taken {
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
  const isNamed = (item: T, text: string) => kind.nameOf(item).toLowerCase() === text.toLowerCase()
  /** The name of another item that stands beside this one's ID, and not its own. */
  const otherName = (item: T, beside: readonly string[]) => {
    const named = beside.filter((text) => {
      const holders = byKey.get(text.toLowerCase()) ?? []
      return text !== '' && holders.some((holder) => isNamed(holder, text))
    })
    return named.some((text) => isNamed(item, text)) ? undefined : named[0]
  }
  const taken: Taken = { ids: [], missing: [], ambiguous: [], blocked: [] }
  const seen = new Set<string>()
  for (const { entry, beside, removed } of entries) {
    const key = entry.toLowerCase()
    if (seen.has(key)) continue
    seen.add(key)
    const [item, another] = byKey.get(key) ?? []
    const other = item && otherName(item, beside)
    const reason = item && kind.blockedOf(item)
    if (!item) taken.missing.push(entry)
    else if (removed) taken.blocked.push({ entry, reason: 'the text takes it away' })
    else if (another) taken.ambiguous.push(entry)
    else if (other)
      taken.blocked.push({ entry, reason: `it stands beside ${other}, the name of another ${kind.one}` })
    else if (reason) taken.blocked.push({ entry, reason })
    else taken.ids.push(...idsOf(kind, item))
  }
  return taken
}
