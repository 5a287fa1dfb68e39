import { type ChoiceKind, idsOf } from './choice-kind.ts'
import type { PastedEntry } from './split-entries.ts'

/** The result of pasting a list of names or IDs into a picker. Every entry is in exactly one of the lists. */
export type TakenEntries = {
  ids: string[]
  /** No item has this name or ID. */
  missing: string[]
  /** Several items have this name. */
  ambiguous: string[]
  /** It is there, but is not chosen: with the reason. */
  blocked: { entry: string; reason: string }[]
}

/**
 * Finds each entry by its ID or its whole name, in any case. An ID beside the name of another item is not
 * chosen.
 */
export function takeEntries<T>(
  entries: readonly PastedEntry[],
  items: readonly T[],
  kind: ChoiceKind<T>,
): TakenEntries {
  const byKey = byIdOrName(items, kind)
  const taken: TakenEntries = { ids: [], missing: [], ambiguous: [], blocked: [] }
  for (const [key, { entry, beside, removed }] of eachOnce(entries)) {
    const [item, another] = byKey.get(key) ?? []
    if (!item) taken.missing.push(entry)
    else if (another) taken.ambiguous.push(entry)
    else {
      const reason = removed
        ? 'the text takes it away'
        : (mixUpIn(item, beside, { byKey, kind }) ?? kind.blockedOf(item))
      if (reason) taken.blocked.push({ entry, reason })
      else taken.ids.push(...idsOf(kind, item))
    }
  }
  return taken
}

function byIdOrName<T>(items: readonly T[], kind: ChoiceKind<T>) {
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
  return byKey
}

/** The texts beside an entry, one for each of its occurrences. */
type Repeated = { entry: string; beside: (readonly string[])[]; removed: boolean }

/** Each entry once, ignoring case. It counts as removed only when all of its occurrences are. */
function eachOnce(entries: readonly PastedEntry[]) {
  const once = new Map<string, Repeated>()
  for (const { entry, beside, removed } of entries) {
    const before = once.get(entry.toLowerCase())
    if (before) {
      before.beside.push(beside)
      before.removed &&= removed
    } else once.set(entry.toLowerCase(), { entry, beside: [beside], removed })
  }
  return once
}

/** Why an item is not chosen when the name of another one, and not its own, stands beside its ID. */
function mixUpIn<T>(
  item: T,
  beside: readonly (readonly string[])[],
  { byKey, kind }: { byKey: ReadonlyMap<string, T[]>; kind: ChoiceKind<T> },
): string | null {
  const isNamed = (one: T, text: string) => kind.nameOf(one).toLowerCase() === text.toLowerCase()
  for (const texts of beside) {
    const named = texts.filter(
      (text) => text !== '' && byKey.get(text.toLowerCase())?.some((holder) => isNamed(holder, text)),
    )
    if (named.length > 0 && !named.some((text) => isNamed(item, text)))
      return `it stands beside ${named[0]}, the name of another ${kind.one}`
  }
  return null
}
