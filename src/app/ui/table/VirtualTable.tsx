import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { MissingOnPaper, printedRows, usePrinting } from './printed-rows.tsx'
import { useFocusedRow } from './use-focused-row.ts'
import classes from './VirtualTable.module.css'

/** The next page is requested when this many loaded rows are left. */
const AHEAD = 60

/**
 * A table of any length that scrolls with the page: only the visible rows exist. `className` lays out the
 * rows (a grid for `tr`, which may become a card on a narrow screen). Rows may differ in height.
 */
export function VirtualTable(props: {
  label: string
  columns: readonly string[]
  /** The number of loaded rows, and of all rows when it is known. */
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
  const printing = usePrinting()
  // Content above the table may wrap or grow at any time, and then one of the boxes around the table grows
  // with it. (Measuring after every render would lay out the page twice for each poll.)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after printing the rows are in another element.
  useLayoutEffect(() => {
    const rows = body.current
    if (!rows) return undefined
    const measure = () => setScrollMargin(Math.round(rows.getBoundingClientRect().top + window.scrollY))
    measure()
    const observer = new ResizeObserver(measure)
    for (let box = rows.parentElement; box; box = box.parentElement) observer.observe(box)
    return () => observer.disconnect()
  }, [printing])
  const { withFocused, watchFocus } = useFocusedRow()
  const virtual = useWindowVirtualizer({
    count: loaded,
    estimateSize: () => props.estimate,
    overscan: 8,
    scrollMargin,
    rangeExtractor: (range) => withFocused(defaultRangeExtractor(range), loaded),
  })
  const rows = virtual.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (loaded > 0 && last >= loaded - AHEAD) onEnd?.()
  }, [last, loaded, onEnd])
  const table = (rowGroup: ReactNode) => (
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
      {rowGroup}
    </table>
  )
  if (printing)
    return (
      <div className={classes.printed}>
        {table(
          <tbody className={classes.body}>
            {printedRows(loaded).map((index) => (
              <tr key={index}>{props.row(index)}</tr>
            ))}
          </tbody>,
        )}
        <MissingOnPaper loaded={loaded} total={total} />
      </div>
    )
  return table(
    <tbody ref={body} className={classes.body} style={{ height: virtual.getTotalSize() }}>
      {rows.map(({ index, key, start }) => (
        <tr
          key={key}
          aria-rowindex={index + 2}
          data-index={index}
          ref={virtual.measureElement}
          style={{ transform: `translateY(${start - scrollMargin}px)` }}
          {...watchFocus(index)}
        >
          {props.row(index)}
        </tr>
      ))}
    </tbody>,
  )
}
