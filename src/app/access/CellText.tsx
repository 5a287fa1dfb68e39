import classes from './MatrixGrid.module.css'
import { type Matrix, pairAt } from './matrix.ts'
import type { Cell } from './matrix-layout.ts'
import { wordOf, words } from './words.ts'

/** The pair that is pointed at, in words. Ears hear it of the cell itself. */
export function CellText({ matrix, cell }: { matrix: Matrix; cell: Cell | null }) {
  const image = cell && matrix.images[cell.row]
  const recipient = cell && matrix.recipients[cell.column]
  return (
    <p className={classes.pair} aria-hidden>
      {image && recipient ? (
        <>
          <span translate="no">
            {image.name || image.id} × {recipient.name || recipient.id}
          </span>
          : <b>{wordOf(pairAt(image, recipient.position))}</b>
        </>
      ) : (
        words.hint
      )}
    </p>
  )
}
