import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useRef, useState } from 'react'
import { count, plural } from '../../format.ts'
import { useFixedWindow } from '../../ui/table/use-fixed-window.ts'
import { VerdictChips } from './VerdictChips.tsx'
import { VerdictRow } from './VerdictRow.tsx'
import classes from './VerdictTable.module.css'
import { FOLDED_KINDS, type Kind, ORDER, type Verdicts } from './verdicts.ts'

const VIEWPORT = 336
const IN_SIGHT = ORDER.filter((kind) => !FOLDED_KINDS.includes(kind))

/** What became of every pasted line, rejects first, each of which can be corrected where it stands. */
export function VerdictTable(props: {
  verdicts: Verdicts
  /** Takes the whole text, changed. */
  onReplace: (text: string) => void
  /** Takes an ID that was left out. */
  onTake: (id: string) => void
}) {
  const { verdicts, onReplace } = props
  const wide = useMediaQuery('(min-width: 48em)', true)
  const [kind, setKind] = useState<Kind | null>(null)
  // The last row of a kind may have been corrected away.
  const shown = kind !== null && verdicts.count(kind) > 0 ? kind : null
  const [open, setOpen] = useState(false)
  const unfolded = open || verdicts.count(...IN_SIGHT) === 0
  const rows = useMemo(() => {
    if (shown) return verdicts.rows([shown])
    return verdicts.rows(unfolded ? ORDER : IN_SIGHT)
  }, [verdicts, shown, unfolded])
  const folded = verdicts.count(...FOLDED_KINDS)
  const scroller = useRef<HTMLElement>(null)
  const rowHeight = wide ? 60 : 112
  const view = useFixedWindow(scroller, { count: rows.length, rowHeight, viewport: VIEWPORT })

  const change = (text: string) => {
    onReplace(text)
    // The row that had the focus is somewhere else now, or gone.
    scroller.current?.focus({ preventScroll: true })
  }

  return (
    <div className={classes.verdicts} data-verdicts>
      <p className={classes.sum} role="status">
        <b>{plural(verdicts.lines, 'line')}</b> pasted: {plural(verdicts.accepted, 'project')} taken
        {verdicts.rejected > 0 && (
          <>
            , <b data-tone="bad">{count(verdicts.rejected)} rejected</b>
          </>
        )}
        {verdicts.open > 0 && (
          <>
            , <b data-tone="warn">{count(verdicts.open)} to decide</b>
          </>
        )}
        {verdicts.count('duplicate') > 0 && `, ${plural(verdicts.count('duplicate'), 'duplicate')}`}
      </p>
      <VerdictChips verdicts={verdicts} kind={shown} onChange={setKind} />
      {folded > 0 && !shown && verdicts.count(...IN_SIGHT) > 0 && (
        <button
          type="button"
          className={classes.fold}
          aria-expanded={unfolded}
          onClick={() => setOpen(!open)}
        >
          {unfolded ? 'Fold' : 'Show'} {plural(folded, 'piece')} of text around the IDs
        </button>
      )}
      <section
        ref={scroller}
        className={classes.scroller}
        onScroll={view.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        aria-label="Verdict on each line"
      >
        <table className={classes.table} aria-rowcount={rows.length + 1} aria-label="Verdicts">
          <thead className={classes.head}>
            <tr aria-rowindex={1}>
              <th scope="col">Line</th>
              <th scope="col">Project</th>
              <th scope="col">Verdict</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody className={classes.body} style={{ height: view.height }}>
            {view.rows.map((at) => {
              const row = rows[at] ?? 0
              return (
                <VerdictRow
                  key={row}
                  row={verdicts.row(row)}
                  index={at}
                  height={rowHeight}
                  onChange={(text) => change(verdicts.replaced(row, text))}
                  onTake={props.onTake}
                  onRemove={() => change(verdicts.removed(row))}
                />
              )
            })}
          </tbody>
        </table>
      </section>
    </div>
  )
}
