import { useState } from 'react'

/**
 * Keeps the row that has the focus in the page, however far it is scrolled away: otherwise the focus would be
 * lost with it, and so would a correction that was begun there.
 */
export function useFocusedRow() {
  const [focused, setFocused] = useState<number | null>(null)
  return {
    /** The rows in sight, in order, and the row that has the focus. */
    withFocused(rows: readonly number[], count: number): number[] {
      if (focused === null || focused >= count || rows.includes(focused)) return [...rows]
      return [...rows, focused].sort((a, b) => a - b)
    },
    /** The handlers of a row. */
    watchFocus: (row: number) => ({
      onFocus: () => setFocused(row),
      onBlur: () => setFocused(null),
    }),
  }
}
