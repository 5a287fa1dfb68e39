import { memo, type Ref } from 'react'
import { membersIn } from '../api/access-rows.ts'
import { clockTime, count } from '../format.ts'
import { splitVersion } from '../picture/names.ts'
import classes from './MatrixGrid.module.css'
import { type Matrix, type MatrixImage, pairAt } from './matrix.ts'
import type { Cell, MatrixLayout } from './matrix-layout.ts'
import { nameOf } from './names.ts'
import type { Selection } from './selection.ts'
import { wordOf, words } from './words.ts'

type Props = {
  matrix: Matrix
  layout: MatrixLayout
  from: number
  to: number
  /** The cell that is the tab stop, and whether it has been chosen. */
  cell: Cell | null
  isOn: boolean
  cellRef: Ref<HTMLTableCellElement>
  selection: Selection | null
  details: string
}

/** The rows in sight, and the one with the cursor wherever it is: a head each, and the one cell there is. */
export const MatrixRows = memo(function MatrixRows(props: Props) {
  const { matrix, layout, from, to, cell } = props
  const rows = Array.from(
    { length: Math.max(0, Math.min(to, matrix.images.length) - from) },
    (_, at) => from + at,
  )
  if (cell && (cell.row < from || cell.row >= to)) rows[cell.row < from ? 'unshift' : 'push'](cell.row)
  const pitch = layout.cell.height + layout.above
  return (
    <tbody className={classes.rows}>
      {rows.map((row) => (
        <tr
          key={row}
          aria-rowindex={row + 2}
          className={classes.row}
          style={{ top: row * pitch, height: pitch }}
        >
          <RowHead
            matrix={matrix}
            row={row}
            width={layout.beside}
            height={layout.above || layout.cell.height}
            isOn={props.isOn && cell?.row === row}
          />
          {cell?.row === row && <GridCell {...props} key={`${row} ${cell.column}`} cell={cell} />}
        </tr>
      ))}
    </tbody>
  )
})

function RowHead(props: { matrix: Matrix; row: number; width: number; height: number; isOn: boolean }) {
  const { matrix, row } = props
  const image = matrix.images[row]
  if (!image) return null
  const { head, tail } = splitVersion(nameOf(image))
  const told = countText(image, membersIn(matrix.rowCounts[row] ?? { pending: 0, accepted: 0, rejected: 0 }))
  return (
    <th
      scope="row"
      aria-colindex={1}
      aria-label={`${image.name || image.id}, ${told.words}`}
      title={[image.name || image.id, told.words, image.row && `${words.readAt} ${clockTime(image.row.at)}`]
        .filter(Boolean)
        .join(' · ')}
      className={classes.name}
      data-on={props.isOn || undefined}
      style={{ width: props.width || undefined, height: props.height }}
      translate="no"
    >
      <span>{head}</span>
      <b>{tail}</b>
      <small data-warn={image.problem !== null || undefined}>{told.short}</small>
    </th>
  )
}

/** How many recipients an image has, for eyes and for ears. */
function countText({ state, problem }: MatrixImage, recipients: number) {
  if (state === 'unread') return { short: words.unreadRow, words: words.unreadRow }
  if (state === 'waiting') return { short: '…', words: words.waitingRow }
  const told = words.hasRecipients(recipients)
  return {
    short: count(recipients),
    words: problem ? `${told}, ${words.problemSince(problem.message)}` : told,
  }
}

function GridCell({ matrix, layout, cell, cellRef, selection, details }: Props & { cell: Cell }) {
  const image = matrix.images[cell.row]
  const recipient = matrix.recipients[cell.column]
  if (!image || !recipient) return null
  const word = wordOf(pairAt(image, recipient.position))
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: in a grid it is a gridcell.
    <td
      ref={cellRef}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
      tabIndex={0}
      aria-colindex={cell.column + 2}
      aria-selected={
        selection ? selection.images.has(image.id) && selection.recipients.has(recipient.id) : false
      }
      aria-label={[image.name || image.id, recipient.name || recipient.id, word, details]
        .filter(Boolean)
        .join(', ')}
      className={classes.cell}
      style={{
        left: layout.beside + cell.column * layout.cell.width,
        top: layout.above,
        width: layout.cell.width,
        height: layout.cell.height,
      }}
    />
  )
}
