import { memo, useMemo } from 'react'
import { membersIn } from '../api/access-rows.ts'
import { count } from '../format.ts'
import { stretchesOf } from '../picture/names.ts'
import classes from './MatrixGrid.module.css'
import type { Matrix } from './matrix.ts'
import type { MatrixLayout } from './matrix-layout.ts'
import { uprightNames } from './names.ts'
import { words } from './words.ts'

/** What stands over several columns needs so much room to say something, and a letter so much; px. */
const READABLE = 24
const LETTER = 11

/** The heads of the columns in sight: what they stand under, their names upright, and how many images each has. */
export const ColumnHeads = memo(function ColumnHeads(props: {
  matrix: Matrix
  layout: MatrixLayout
  from: number
  to: number
  on: number | undefined
}) {
  const { matrix, layout, from, to } = props
  const { recipients, columnCounts } = matrix
  const { cell, beside, heads } = layout
  const hasNames = heads.names > 0
  const groups = useMemo(() => groupsOf(recipients, cell.width, hasNames), [recipients, cell.width, hasNames])
  const names = useMemo(() => uprightNames(recipients), [recipients])
  /** Over the first of its columns that is in sight. */
  const groupAt = new Map(
    groups.stretches
      .filter((stretch) => stretch.head !== '' && stretch.to > from && stretch.from < to)
      .map((stretch) => ({ ...stretch, first: Math.max(stretch.from, from) }))
      .filter(({ first, to: end }) => (end - first) * cell.width >= groups.readable)
      .map(({ head, first, to: end }) => [first, { head, width: (end - first) * cell.width }]),
  )
  return (
    <thead
      className={classes.heads}
      style={{ height: heads.groups + heads.names + heads.counts }}
      translate="no"
    >
      <tr aria-rowindex={1}>
        <th
          scope="col"
          aria-colindex={1}
          className={classes.corner}
          data-aside={beside > 0 || undefined}
          style={{ width: beside }}
        >
          {words.corner}
        </th>
        {recipients.slice(from, to).map((recipient, index) => {
          const at = from + index
          const images = columnCounts[at] ? membersIn(columnCounts[at]) : 0
          return (
            <th
              key={at}
              scope="col"
              aria-colindex={at + 2}
              aria-label={`${recipient.name || recipient.id}, ${words.has(images)}`}
              title={`${recipient.name || recipient.id} · ${words.has(images)}`}
              className={classes.column}
              data-on={at === props.on || undefined}
              data-unknown={!recipient.isKnown || undefined}
              style={{ left: beside + at * cell.width, width: cell.width, top: heads.groups }}
            >
              {groupAt.has(at) && (
                <small
                  aria-hidden
                  className={classes.group}
                  style={{ top: -heads.groups, width: groupAt.get(at)?.width }}
                >
                  {groupAt.get(at)?.head}
                </small>
              )}
              {hasNames && (
                <>
                  <span style={{ height: heads.names }}>{names[at]}</span>
                  <span style={{ height: heads.counts }}>{count(images)}</span>
                </>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
})

/** What stands over the columns: their groups, or, where most do not fit, the letters that these begin with. */
function groupsOf(recipients: Matrix['recipients'], width: number, hasNames: boolean) {
  const stretches = stretchesOf(recipients.map(({ head }) => head))
  const fit = stretches.filter(({ from, to }) => (to - from) * width >= READABLE)
  const columns = fit.reduce((sum, { from, to }) => sum + to - from, 0)
  if (hasNames || columns >= 0.6 * recipients.length) return { stretches, readable: READABLE }
  const letters = recipients.map(({ head, name }) => (head || name).charAt(0).toUpperCase())
  return { stretches: stretchesOf(letters), readable: LETTER }
}
