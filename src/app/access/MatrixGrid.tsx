import { useComputedColorScheme } from '@mantine/core'
import { type RefObject, useCallback, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { outcomeAt } from '#contract/pair'
import { membersIn } from '../api/access-rows.ts'
import { drawPicture } from '../picture/paint.ts'
import { useHeight, useWidth } from '../ui/use-width.ts'
import { CellText } from './CellText.tsx'
import { ColumnHeads } from './ColumnHeads.tsx'
import classes from './MatrixGrid.module.css'
import { MatrixRows } from './MatrixRows.tsx'
import { lettersOf, type Matrix, type MatrixImage } from './matrix.ts'
import { type Cell, layoutOf } from './matrix-layout.ts'
import { nameOf, uprightNames } from './names.ts'
import { type Selection, stretchesIn } from './selection.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useGridPointer } from './use-grid-pointer.ts'
import { textureOf, words } from './words.ts'

/** Heads are made for so many rows or columns more than are in sight, so that most scroll steps make none. */
const AHEAD = 12

/**
 * Who has which image: an image a row, a recipient a column. Heads and the one cell with the cursor are elements; all other
 * cells are one canvas, of which only what is in sight is drawn. `details`: what else is known of the pair under the cursor.
 */
export function MatrixGrid(props: {
  matrix: Matrix
  fit: boolean
  cell: Cell | null
  onCell: (cell: Cell) => void
  selection: Selection | null
  onSelect: (selection: Selection | null) => void
  details: string
  /** Is told which rows are in sight. */
  inSight: RefObject<readonly MatrixImage[]>
}) {
  const { matrix, cell, selection, onSelect, inSight } = props
  const { images, recipients } = matrix
  const scheme = useComputedColorScheme('light')
  const help = useId()
  const sized = useRef<HTMLDivElement>(null)
  const width = useWidth(sized)
  const view = useRef<HTMLDivElement>(null)
  const size = { width: useWidth(view), height: useHeight(view) }
  const canvas = useRef<HTMLCanvasElement>(null)
  const [hover, setHover] = useState<Cell | null>(null)
  const layout = useMemo(
    () => layoutOf({ ...shapeOf(matrix), fit: props.fit }, width),
    [matrix, props.fit, width],
  )
  const pitch = layout.cell.height + layout.above
  const heads = layout.heads.groups + layout.heads.names + layout.heads.counts
  const seen = {
    width: Math.min(size.width - layout.beside, recipients.length * layout.cell.width),
    height: Math.min(size.height - heads, images.length * pitch),
  }
  const [from, setFrom] = useState({ row: 0, column: 0 })

  /** Letters of a row, made when it comes in sight. */
  const letters = useMemo(() => {
    const made = new Map<number, string>()
    return (row: number) => {
      const known = made.get(row)
      if (known !== undefined) return known
      const line = lettersOf(images[row], matrix)
      made.set(row, line)
      return line
    }
  }, [images, matrix])

  const draw = useCallback(() => {
    const box = view.current
    if (!canvas.current || !box || seen.width <= 0 || seen.height <= 0) return
    const scroll = { left: box.scrollLeft, top: box.scrollTop }
    const first = { row: Math.floor(scroll.top / pitch), column: Math.floor(scroll.left / layout.cell.width) }
    const last = first.row + Math.ceil(seen.height / pitch) + 1
    drawPicture(canvas.current, {
      rows: images.length,
      lettersOf: letters,
      textureOf: (letter) => textureOf(outcomeAt(letter, 0)),
      cell: layout.cell,
      above: layout.above,
      view: { width: seen.width, height: seen.height },
      scroll,
      cursor: cell,
      chosen: selection && {
        rows: stretchesIn(images, selection.images, Math.max(0, first.row - 1), last + 1),
        columns: stretchesIn(recipients, selection.recipients),
      },
    })
    inSight.current = images.slice(Math.max(0, first.row), last)
    const step = (at: number) => Math.max(0, Math.floor(at / AHEAD) * AHEAD - AHEAD)
    const [row, column] = [step(first.row), step(first.column)]
    setFrom((now) => (now.row === row && now.column === column ? now : { row, column }))
  }, [images, recipients, letters, layout, pitch, seen.width, seen.height, cell, selection, inSight])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours for the same picture.
  useLayoutEffect(draw, [draw, scheme])

  const show = useCallback(
    ({ row, column }: Cell) => {
      const box = view.current
      if (!box) return
      const [x, y] = [column * layout.cell.width, row * pitch]
      box.scrollLeft = Math.max(x + layout.cell.width - seen.width, Math.min(box.scrollLeft, x))
      box.scrollTop = Math.max(y + pitch - seen.height, Math.min(box.scrollTop, y))
    },
    [layout, pitch, seen.width, seen.height],
  )
  const place = { beside: layout.beside, heads, pitch, above: layout.above, width: layout.cell.width }
  const grid = { matrix, cell, onSelect, selection, show, onCell: props.onCell }
  const keys = useGridKeys({ ...grid, page: Math.max(1, Math.floor(seen.height / pitch) - 1) })
  const pointer = useGridPointer({
    ...grid,
    view,
    place,
    move: keys.move,
    anchor: keys.anchor,
    onHover: setHover,
  })

  const rowsInSight = Math.ceil(seen.height / pitch) + 2 * AHEAD
  const columnsInSight = Math.ceil(seen.width / layout.cell.width) + 2 * AHEAD
  return (
    <div ref={sized} className={classes.matrix}>
      <p id={help} hidden>
        {words.matrixHelp}
      </p>
      <div ref={view} className={classes.view} onScroll={draw}>
        <div
          className={classes.space}
          style={{
            width: layout.beside + recipients.length * layout.cell.width,
            height: heads + images.length * pitch,
          }}
        >
          <canvas
            ref={canvas}
            aria-hidden
            className={classes.canvas}
            style={{ top: heads, left: layout.beside, margin: `${heads}px 0 0 ${layout.beside}px` }}
          />
          <table
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys go from cell to cell.
            role="grid"
            aria-label={words.matrix}
            aria-describedby={help}
            aria-rowcount={images.length + 1}
            aria-colcount={recipients.length + 1}
            aria-multiselectable
            className={classes.grid}
            onKeyDown={keys.onKeyDown}
            {...pointer}
          >
            <ColumnHeads
              matrix={matrix}
              layout={layout}
              from={from.column}
              to={from.column + columnsInSight}
              on={cell?.column}
            />
            <MatrixRows
              matrix={matrix}
              layout={layout}
              from={from.row}
              to={from.row + rowsInSight}
              cell={keys.stop}
              cellRef={keys.cellRef}
              isOn={cell !== null}
              selection={selection}
              details={props.details}
            />
          </table>
        </div>
      </div>
      <CellText matrix={matrix} cell={hover ?? cell} />
    </div>
  )
}

const longest = (names: readonly string[]) => names.reduce((most, { length }) => Math.max(most, length), 0)

const shapeOf = ({ images, recipients, columnCounts }: Matrix) => ({
  columns: recipients.length,
  rowName: longest(images.map(nameOf)),
  columnName: longest(uprightNames(recipients)),
  most: String(columnCounts.reduce((most, counts) => Math.max(most, membersIn(counts)), 0)).length,
})
