import { type Key, type ReactNode, type Ref, type RefObject, useRef, useState } from 'react'
import { plural } from '../../format.ts'
import classes from './LongRows.module.css'
import { MissingOnPaper, printedRows, usePrinting } from './printed-rows.tsx'
import { usePageRows } from './use-page-rows.ts'
import { useTabStop } from './use-tab-stop.ts'

/** As many rows are drawn without looking which of them are in sight. */
const FEW = 60

type Props = {
  /** The name of the region. */
  label: string
  count: number
  /** About how high a row is, in px. */
  estimate: number
  keyOf: (row: number) => Key
  /** What a row shows; in a table its `td` elements. `tabIndexOf`: for a control, by its place among those of the row. */
  row: (row: number, tabIndexOf: (control: number, controls: number) => number) => ReactNode
  /** What the rows are: "line". */
  noun: string
  nouns?: string
  /** So many rows are shown until all of them are asked for. */
  folded: number
  /** The headings of a table. Without them the rows are a list. */
  columns?: readonly string[]
  /** The name of the table, where it is not the name of the region. */
  tableLabel?: string
  /** The rows have controls: all of them together are one tab stop, and arrows go on from there. */
  hasControls?: boolean
  className?: string | undefined
  ref?: Ref<HTMLElement>
}

/**
 * A table or a list of any length that grows with the page: first a few rows, then all of them, of which only those in sight
 * exist. Rows may differ in height.
 */
export function LongRows(props: Props) {
  const { count, folded, hasControls } = props
  const [open, setOpen] = useState(false)
  const printing = usePrinting()
  // It is not worth a press to hide one row.
  const isFoldable = count > folded + 1
  const shown = isFoldable && !open && !printing ? folded : count
  const body = useRef<HTMLTableSectionElement & HTMLUListElement>(null)
  const stop = useTabStop(body, shown)
  const { rows, height } = useRows(body, {
    shown,
    printing,
    estimate: props.estimate,
    keep: hasControls ? stop.row : null,
  })
  const contentOf = (row: number) =>
    props.row(row, (control, controls) => (hasControls ? stop.tabIndexOf(row, control, controls) : 0))
  return (
    <section
      ref={props.ref}
      className={`${classes.box} ${props.className ?? ''}`}
      data-virtual={height !== undefined || undefined}
      tabIndex={-1}
      aria-label={props.label}
      {...(hasControls && stop.handlers)}
    >
      {props.columns ? (
        <table
          role={hasControls ? 'grid' : undefined}
          aria-rowcount={count + 1}
          aria-label={props.tableLabel}
        >
          <thead>
            <tr aria-rowindex={1}>
              {props.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body} style={{ height }}>
            {rows.map(({ row, ...place }) => (
              <tr key={props.keyOf(row)} aria-rowindex={row + 2} data-index={row} {...place}>
                {contentOf(row)}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <ul ref={body} style={{ height }}>
          {rows.map(({ row, ...place }) => (
            <li
              key={props.keyOf(row)}
              aria-setsize={count}
              aria-posinset={row + 1}
              data-index={row}
              {...place}
            >
              {contentOf(row)}
            </li>
          ))}
        </ul>
      )}
      {isFoldable && (
        <button type="button" className={classes.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show fewer' : `Show all ${plural(count, props.noun, props.nouns)}`}
        </button>
      )}
      {printing && <MissingOnPaper loaded={count} total={count} />}
    </section>
  )
}

/** The rows that are drawn, each with its place, and the height of all of them where not all are drawn. */
function useRows(
  body: RefObject<HTMLElement | null>,
  o: { shown: number; printing: boolean; estimate: number; keep: number | null },
) {
  const { shown, printing } = o
  const isVirtual = shown > FEW && !printing
  const virtual = usePageRows(body, {
    count: isVirtual ? shown : 0,
    estimate: o.estimate,
    keep: o.keep,
    anew: isVirtual,
  })
  if (isVirtual)
    return {
      rows: virtual.rows.map((row) => ({
        row: row.index,
        ref: virtual.measure,
        style: virtual.placeOf(row),
      })),
      height: virtual.height,
    }
  const all = printing ? printedRows(shown) : Array.from({ length: shown }, (_, row) => row)
  return { rows: all.map((row) => ({ row })), height: undefined }
}
