import { matches, textIndex } from '../ui/select/text-index.ts'
import type { Entry } from './entries.ts'
import { KINDS, type Kind } from './kinds.ts'

/** How well an entry fits, the best first. `elsewhere`: not in its name, but in what else the search looks in. */
const RANKS = ['exact', 'start', 'word', 'within', 'elsewhere'] as const
type Rank = (typeof RANKS)[number]

/** Entries of one kind that match: the best of them, the best first, and how many there are in all. */
export type Found = { kind: Kind; rank: Rank; best: Entry[]; total: number }

/** Entries of one kind by their ranks, of each as many as are wanted. */
type Ranked = { held: Entry[][]; total: number }

/** Searches some entries. Made once for them, so that a key press costs little more than the search of a picker. */
export function createFinder(entries: readonly Entry[]) {
  const index = textIndex(entries, ({ text }) => text)
  const names = textIndex(entries, ({ name }) => name)
  const ids = textIndex(entries, ({ id }) => id ?? '')
  return {
    /** At most `most` of each kind, the kind of the best first; equals in their own order. Nothing for no words. */
    find(query: string, most: number): Found[] {
      const whole = query.trim().toLowerCase()
      const words = whole.split(/\s+/)
      const byKind = Object.fromEntries(
        KINDS.map((kind): [Kind, Ranked] => [kind, { held: RANKS.map(() => []), total: 0 }]),
      ) as Record<Kind, Ranked>
      for (const at of matches(index, query) ?? []) {
        const entry = entries[at]
        if (!entry) continue
        const ranked = byKind[entry.kind]
        const held = ranked.held[rankOf(names[at] ?? '', ids[at] ?? '', whole, words)]
        ranked.total += 1
        if (held && held.length < most) held.push(entry)
      }
      return KINDS.flatMap((kind) => foundOf(kind, byKind[kind], most)).sort(byRank)
    },
  }
}

function foundOf(kind: Kind, { held, total }: Ranked, most: number): Found[] {
  const rank = RANKS[held.findIndex((some) => some.length > 0)]
  return rank ? [{ kind, rank, best: held.flat().slice(0, most), total }] : []
}

/** The kind of the best first, otherwise in the usual order. */
export const byRank = (a: Found, b: Found) =>
  RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)

/** The place in `RANKS` of an entry that has all the words. */
function rankOf(name: string, id: string, whole: string, words: readonly string[]): number {
  if (name === whole || id === whole) return 0
  if (name.startsWith(whole) || id.startsWith(whole)) return 1
  return Math.max(...words.map((word) => rankOfWord(name, word)))
}

function rankOfWord(name: string, word: string): number {
  let at = name.indexOf(word)
  if (at === -1) return 4
  for (; at !== -1; at = name.indexOf(word, at + 1)) if (!isInWord(name, at)) return 2
  return 3
}

const isInWord = (name: string, at: number) => at > 0 && /[\p{L}\p{N}]/u.test(name.charAt(at - 1))
