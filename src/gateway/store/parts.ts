import { setImmediate as nextTurn } from 'node:timers/promises'

/** Rows in parts of this size; between two of them everybody else has a turn, as SQLite itself gives none. */
export async function* parts<T>(rows: readonly T[], size = 1000): AsyncGenerator<readonly T[], void, void> {
  for (let at = 0; at < rows.length; at += size) {
    if (at > 0) await nextTurn()
    yield rows.slice(at, at + size)
  }
}
