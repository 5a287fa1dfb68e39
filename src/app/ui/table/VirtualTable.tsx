import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown'
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { MissingOnPaper, printedRows, usePrinting } from './printed-rows.tsx'
import { usePageRows } from './use-page-rows.ts'
import { useTabStop } from './use-tab-stop.ts'
import classes from './VirtualTable.module.css'

/** The next page is requested when this many loaded rows are left. */
const AHEAD = 60

/** A column's head. `sorted`: the direction in which the rows are in its order; null: they are in another. */
export type Column = { label: string; sorted?: 'asc' | 'desc' | null; onSort?: () => void }

/**
 * A table of any length that scrolls with the page: only the visible rows exist. `className` lays out the
 * rows (a grid for `tr`, which may become a card on a narrow screen). Rows may differ in height.
 */
export function VirtualTable(props: {
  label: string
  columns: readonly (string | Column)[]
  /** The number of loaded rows, and of all rows when it is known. */
  loaded: number
  total?: number | undefined
  /** The cells of a row: `td` elements. `tabIndexOf`: for a control, by its place among those of the row. */
  row: (index: number, tabIndexOf: (control: number, controls: number) => number) => ReactNode
  /** The controls of all rows together are one tab stop, and arrows go on from there. */
  hasTabStop?: boolean
  /** Called when the last loaded rows come in sight. */
  onEnd?: () => void
  className?: string | undefined
  estimate: number
}) {
  const { loaded, total, onEnd, hasTabStop } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const printing = usePrinting()
  const stop = useTabStop(body, loaded)
  const { rows, height, measure, placeOf } = usePageRows(body, {
    count: loaded,
    estimate: props.estimate,
    keep: hasTabStop ? stop.row : focused,
    anew: printing,
  })
  const last = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (loaded > 0 && last >= loaded - AHEAD) onEnd?.()
  }, [last, loaded, onEnd])
  const table = (rowGroup: ReactNode) => (
    <table
      role={hasTabStop ? 'grid' : undefined}
      aria-label={props.label}
      aria-rowcount={total === undefined ? -1 : total + 1}
      className={`${classes.table} ${props.className ?? ''}`}
    >
      <thead className={classes.head}>
        <tr aria-rowindex={1}>
          {props.columns.map((column) => (
            <Head key={typeof column === 'string' ? column : column.label} column={column} />
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
              <tr key={index}>{props.row(index, () => 0)}</tr>
            ))}
          </tbody>,
        )}
        <MissingOnPaper loaded={loaded} total={total} />
      </div>
    )
  return table(
    <tbody ref={body} className={classes.body} style={{ height }} {...(hasTabStop && stop.handlers)}>
      {rows.map((row) => (
        <tr
          key={row.key}
          aria-rowindex={row.index + 2}
          data-index={row.index}
          ref={measure}
          style={placeOf(row)}
          onFocus={() => setFocused(row.index)}
          onBlur={() => setFocused(null)}
        >
          {props.row(row.index, (control, controls) =>
            hasTabStop ? stop.tabIndexOf(row.index, control, controls) : 0,
          )}
        </tr>
      ))}
    </tbody>,
  )
}

const SORTED = { asc: 'ascending', desc: 'descending' } as const

function Head({ column }: { column: string | Column }) {
  if (typeof column === 'string') return <th scope="col">{column}</th>
  const { label, sorted, onSort } = column
  if (!onSort) return <th scope="col">{label}</th>
  const Arrow = sorted === 'asc' ? IconArrowUp : IconArrowDown
  return (
    <th scope="col" aria-sort={sorted ? SORTED[sorted] : 'none'}>
      <button type="button" className={classes.sort} onClick={onSort}>
        {label}
        <Arrow size={12} aria-hidden opacity={sorted ? 1 : 0} />
      </button>
    </th>
  )
}
