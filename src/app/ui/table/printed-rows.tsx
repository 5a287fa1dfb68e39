import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { count } from '../../format.ts'

/** So many rows of a table are printed at most: more of them take a browser too long, and too much paper. */
export const PRINTED_ROWS = 5_000

/** Whether the page is being printed. It is drawn anew before the browser takes the picture. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const media = window.matchMedia('print')
    const follow = (on: boolean) => flushSync(() => setPrinting(on))
    const begin = () => follow(true)
    const end = () => follow(false)
    const change = () => follow(media.matches)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    media.addEventListener('change', change)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
      media.removeEventListener('change', change)
    }
  }, [])
  return printing
}

/** The rows that are printed of so many. */
export const printedRows = (loaded: number) =>
  Array.from({ length: Math.min(loaded, PRINTED_ROWS) }, (_, row) => row)

/** Says on paper that rows are missing there. `total` is undefined when nobody knows it. */
export function MissingOnPaper({ loaded, total }: { loaded: number; total: number | undefined }) {
  const printed = Math.min(loaded, PRINTED_ROWS)
  if (printed === total) return null
  const all = total === undefined ? 'There are more than these' : `There are ${count(total)} in all`
  return (
    <p>
      <b>
        These are the first {count(printed)} rows. {all}; a download has every one.
      </b>
    </p>
  )
}
