import type { Clock } from './driver.ts'

/** Remembers the answers of a slow question by key, each for a time. */
export type Memo<T> = {
  /** The remembered answer, or `ask`'s; askers of the same key at the same time share one. Errors are not kept. */
  get(key: string, ask: () => Promise<T>): Promise<T>
  /** The remembered answer; undefined while there is none. */
  peek(key: string): T | undefined
  forget(key: string): void
}

/** How long a list read from the cloud is shown again without asking. */
export const LIST_MS = 15_000
/** Names change rarely, and nobody should wait for a long list to get one: what is newer than it is asked for by itself. */
export const NAMES_MS = 5 * 60_000

/** A memo that keeps answers for `ms`. */
export function createMemo<T>(clock: Clock, ms: number): Memo<T> {
  const entries = new Map<string, { answer: Promise<T>; value?: T; until: number }>()
  return {
    get(key, ask) {
      const now = clock.now()
      const known = entries.get(key)
      if (known && known.until > now) return known.answer
      // Entries stand in the order of their age, so that the outdated ones are in front.
      for (const [old, { until }] of entries) {
        if (until > now) break
        entries.delete(old)
      }
      entries.delete(key)
      const entry: { answer: Promise<T>; value?: T; until: number } = { answer: ask(), until: now + ms }
      entries.set(key, entry)
      entry.answer.then(
        (value) => {
          entry.value = value
        },
        () => {
          if (entries.get(key) === entry) entries.delete(key)
        },
      )
      return entry.answer
    },
    peek(key) {
      const known = entries.get(key)
      return known && known.until > clock.now() ? known.value : undefined
    },
    forget: (key) => {
      entries.delete(key)
    },
  }
}
