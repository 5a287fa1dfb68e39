import { type CSSProperties, type Key, type ReactNode, type RefObject, useRef } from 'react'
import classes from './FixedRows.module.css'
import { MissingOnPaper, printedRows, usePrinting } from './printed-rows.tsx'
import { useFixedWindow } from './use-fixed-window.ts'
import { useFocusedRow } from './use-focused-row.ts'

type Props = {
  /** The name of the box. */
  label: string
  count: number
  /** The height of every row, in px. */
  rowHeight: number
  /** The height that the box has at most, in px. */
  viewport: number
  keyOf: (row: number) => Key
  /** What a row shows; in a table its `td` elements. */
  row: (row: number) => ReactNode
  /** The headings of a table. Without them the rows are a list. */
  columns?: readonly string[]
  /** The name of the table, where it is not the name of the box. */
  tableLabel?: string
  className?: string | undefined
  scroller?: RefObject<HTMLElement | null>
}

/**
 * A table or a list of any length in a box that scrolls: all rows have one height, and only those in sight
 * exist. The box can have the focus, so the arrows, Page Up and Down, Home and End scroll it.
 */
export function FixedRows(props: Props) {
  const { count, rowHeight, viewport, columns } = props
  const own = useRef<HTMLElement>(null)
  const scroller = props.scroller ?? own
  const view = useFixedWindow(scroller, { count, rowHeight, viewport })
  const { withFocused, watchFocus } = useFocusedRow()
  const printing = usePrinting()
  const rows = printing ? printedRows(count) : withFocused(view.rows, count)
  const all = printing ? {} : { height: view.height }
  const place = (row: number): CSSProperties =>
    printing ? {} : { height: rowHeight, transform: `translateY(${row * rowHeight}px)` }
  return (
    <section
      ref={scroller}
      className={`${classes.box} ${props.className ?? ''}`}
      data-printed={printing || undefined}
      style={printing ? {} : { maxHeight: viewport }}
      onScroll={view.onScroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it.
      tabIndex={0}
      aria-label={props.label}
    >
      {columns ? (
        <table aria-rowcount={count + 1} aria-label={props.tableLabel}>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody style={all}>
            {rows.map((row) => (
              <tr key={props.keyOf(row)} aria-rowindex={row + 2} style={place(row)} {...watchFocus(row)}>
                {props.row(row)}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <ul style={all}>
          {rows.map((row) => (
            <li
              key={props.keyOf(row)}
              aria-setsize={count}
              aria-posinset={row + 1}
              style={place(row)}
              {...watchFocus(row)}
            >
              {props.row(row)}
            </li>
          ))}
        </ul>
      )}
      {printing && <MissingOnPaper loaded={count} total={count} />}
    </section>
  )
}
