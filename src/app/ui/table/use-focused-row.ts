import { useState } from 'react'

/**
 * Which row of a long table has the focus. That row stays in the page however far it is scrolled away: otherwise the
 * focus would be lost with it, and a correction that was begun there.
 */
export function useFocusedRow() {
  const [focused, setFocused] = useState<number | null>(null)
  return {
    /** The rows in sight, in order, and the row that has the focus. */
    withFocused(rows: readonly number[], count: number): number[] {
      if (focused === null || focused >= count || rows.includes(focused)) return [...rows]
      return [...rows, focused].sort((a, b) => a - b)
    },
    /** What a row tells of its focus. */
    watchFocus: (row: number) => ({
      onFocus: () => setFocused(row),
      onBlur: () => setFocused(null),
    }),
  }
}
