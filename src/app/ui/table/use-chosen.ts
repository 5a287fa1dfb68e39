import { useCallback, useMemo, useState } from 'react'

/** The rows that are chosen in a table. What has left the table is no longer chosen. */
export function useChosen<T extends { id: string }>(rows: readonly T[] | undefined) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const choose = useCallback(
    (changed: readonly string[], on: boolean) =>
      setIds((before) => {
        const next = new Set(before)
        for (const id of changed)
          if (on) next.add(id)
          else next.delete(id)
        return next
      }),
    [],
  )
  const rowsChosen = useMemo(() => (rows ?? []).filter(({ id }) => ids.has(id)), [rows, ids])
  const chosen = useMemo(() => new Set(rowsChosen.map(({ id }) => id)), [rowsChosen])
  return { chosen, rowsChosen, choose, clear: useCallback(() => setIds(new Set()), []) }
}
