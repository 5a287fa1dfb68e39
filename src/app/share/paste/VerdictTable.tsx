import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useRef, useState } from 'react'
import { plural } from '../../format.ts'
import { LongRows } from '../../ui/table/LongRows.tsx'
import { VerdictCells } from './VerdictCells.tsx'
import { VerdictChips } from './VerdictChips.tsx'
import classes from './VerdictTable.module.css'
import { tableWords } from './verdict-words.ts'
import { FOLDED_KINDS, ORDER, type PasteVerdict, type Verdicts } from './verdicts.ts'
import { pasteWords } from './words.ts'

/** How many lines are shown at first: those that need a look, as far as there is room, and of the others a few. */
const ROOM = { under: 5, beside: 12 }
const FEWEST = 2
const LOOK = ORDER.slice(0, ORDER.indexOf('name'))
const IN_SIGHT = ORDER.filter((kind) => !FOLDED_KINDS.includes(kind))

/** The verdicts on all pasted lines, rejects first. Each line can be corrected in its row. */
export function VerdictTable(props: {
  verdicts: Verdicts
  /** Gets the whole text with the change. */
  onReplace: (text: string) => void
  /** Gets an ID that was left out and is to be taken. */
  onTake: (id: string) => void
}) {
  const { verdicts, onReplace } = props
  const [kind, setKind] = useState<PasteVerdict | null>(null)
  // The text may have no row of this kind any more.
  const shown = kind !== null && verdicts.count(kind) > 0 ? kind : null
  const [open, setOpen] = useState(false)
  const unfolded = open || verdicts.count(...IN_SIGHT) === 0
  const rows = useMemo(() => {
    if (shown) return verdicts.rows([shown])
    return verdicts.rows(unfolded ? ORDER : IN_SIGHT)
  }, [verdicts, shown, unfolded])
  const folded = verdicts.count(...FOLDED_KINDS)
  const isWide = useMediaQuery('(min-width: 120em)', false)
  const few = Math.min(ROOM.under, Math.max(FEWEST, verdicts.count(...LOOK)))
  const room = isWide ? ROOM.beside : few
  const atFirst = open ? rows.length : room
  const region = useRef<HTMLElement>(null)

  const change = (text: string) => {
    onReplace(text)
    // The row that had the focus has moved or disappeared.
    region.current?.focus({ preventScroll: true })
  }

  return (
    <>
      <p className={classes.sum}>
        <b>{plural(verdicts.lines, 'line')}</b>
        {pasteWords.taken(verdicts.accepted)}
        {verdicts.rejected > 0 && (
          <>
            , <b data-tone="bad">{pasteWords.rejected(verdicts.rejected)}</b>
          </>
        )}
        {verdicts.open > 0 && (
          <>
            , <b data-tone="warn">{pasteWords.open(verdicts.open)}</b>
          </>
        )}
        {verdicts.count('duplicate') > 0 && tableWords.duplicates(verdicts.count('duplicate'))}
      </p>
      <VerdictChips verdicts={verdicts} kind={shown} onChange={setKind} />
      {folded > 0 && !shown && verdicts.count(...IN_SIGHT) > 0 && (
        <button
          type="button"
          className={classes.fold}
          aria-expanded={unfolded}
          onClick={() => setOpen(!open)}
        >
          {tableWords.fold(unfolded, folded)}
        </button>
      )}
      <LongRows
        ref={region}
        label={tableWords.list}
        tableLabel={tableWords.table}
        className={classes.table}
        columns={tableWords.columns}
        count={rows.length}
        estimate={58}
        noun={tableWords.noun}
        folded={atFirst}
        hasControls
        keyOf={(at) => rows[at] ?? at}
        row={(at, tabIndexOf) => {
          const row = rows[at]
          return (
            row !== undefined && (
              <VerdictCells
                row={verdicts.row(row)}
                tabIndexOf={tabIndexOf}
                onChange={(text) => change(verdicts.replaced(row, text))}
                onTake={props.onTake}
                onRemove={() => change(verdicts.removed(row))}
              />
            )
          )
        }}
      />
    </>
  )
}
