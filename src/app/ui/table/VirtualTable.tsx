import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import classes from './VirtualTable.module.css'

/** How many rows before the end of the loaded ones the next page is asked for. */
const AHEAD = 60

/**
 * A table of any length in the page's own scroll: only the rows in sight exist. Rows are laid out by `className`
 * (a grid for `tr`, which may become a card where it is narrow) and may differ in height.
 */
export function VirtualTable(props: {
  label: string
  columns: readonly string[]
  /** Rows that are loaded, and rows that there are in all where this is known. */
  loaded: number
  total?: number | undefined
  /** The cells of a row: `td` elements. */
  row: (index: number) => ReactNode
  /** Called when the last loaded rows come in sight. */
  onEnd?: () => void
  className?: string | undefined
  estimate: number
}) {
  const { loaded, total, onEnd } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const [scrollMargin, setScrollMargin] = useState(0)
  // What stands above may wrap or grow at any time, and some box around both grows with it. (Measuring after every
  // render would lay out the page twice for each poll.)
  useLayoutEffect(() => {
    const rows = body.current
    if (!rows) return undefined
    const measure = () => setScrollMargin(Math.round(rows.getBoundingClientRect().top + window.scrollY))
    measure()
    const observer = new ResizeObserver(measure)
    for (let box = rows.parentElement; box; box = box.parentElement) observer.observe(box)
    return () => observer.disconnect()
  }, [])
  const virtual = useWindowVirtualizer({
    count: loaded,
    estimateSize: () => props.estimate,
    overscan: 8,
    scrollMargin,
  })
  const rows = virtual.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (loaded > 0 && last >= loaded - AHEAD) onEnd?.()
  }, [last, loaded, onEnd])
  return (
    <table
      aria-label={props.label}
      aria-rowcount={total === undefined ? -1 : total + 1}
      className={`${classes.table} ${props.className ?? ''}`}
    >
      <thead className={classes.head}>
        <tr aria-rowindex={1}>
          {props.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, key, start }) => (
          <tr
            key={key}
            aria-rowindex={index + 2}
            data-index={index}
            ref={virtual.measureElement}
            style={{ transform: `translateY(${start - scrollMargin}px)` }}
          >
            {props.row(index)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
