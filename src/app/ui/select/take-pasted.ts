import type { ChoiceKind } from './choice-kind.ts'
import { splitEntries } from './split-entries.ts'
import { type TakenEntries, takeEntries } from './take-entries.ts'

/** What a pasted text chooses; null for a single entry, which is an ordinary search. */
export function takePasted<T>(text: string, items: readonly T[], kind: ChoiceKind<T>): TakenEntries | null {
  const entries = splitEntries(text)
  return entries && takeEntries(entries, items, kind)
}
