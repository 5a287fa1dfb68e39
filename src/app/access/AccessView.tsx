import { Button, VisuallyHidden } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { Legend } from '../picture/Legend.tsx'
import { usePrinting } from '../ui/table/printed-rows.tsx'
import { AccessSelection, countChosen, selectionText } from './AccessSelection.tsx'
import classes from './AccessView.module.css'
import { MatrixGrid } from './MatrixGrid.tsx'
import type { Matrix, MatrixImage } from './matrix.ts'
import { PairList } from './PairList.tsx'
import { PairPanel } from './PairPanel.tsx'
import { detailsText, usePairDetails } from './pair-details.ts'
import { isShared } from './pair-list.ts'
import { allOf, type Selection, within } from './selection.ts'
import { useCell } from './use-cell.ts'
import { useReread } from './use-reread.ts'
import { legendOf, words } from './words.ts'

const route = getRouteApi('/access')

/** The pairs, as a picture or as a list; on paper, always as a list. */
export function AccessView({ matrix }: { matrix: Matrix }) {
  const { view } = route.useSearch()
  const printing = usePrinting()
  const { images, recipients, total } = matrix
  const unread = images.filter(({ state }) => state === 'unread' || state === 'waiting').length
  const legend = <Legend label={words.legend} entries={legendOf(total, unread * recipients.length)} />
  if (view === 'list' || printing)
    return (
      <>
        {legend}
        <PairList matrix={matrix} />
      </>
    )
  return <MatrixView matrix={matrix} legend={legend} />
}

function MatrixView({ matrix, legend }: { matrix: Matrix; legend: React.ReactNode }) {
  const { fit } = route.useSearch()
  const { cell, resting, choose } = useCell(matrix)
  const [selection, select] = useState<Selection | null>(null)
  const inSight = useRef<readonly MatrixImage[]>([])
  useReread(inSight, true)
  const image = resting ? matrix.images[resting.row] : undefined
  const recipient = resting ? matrix.recipients[resting.column] : undefined
  const details = usePairDetails(image, recipient, resting !== null && isShared(matrix, resting))
  const isResting = resting !== null && resting.row === cell?.row && resting.column === cell.column
  const selected = useMemo(() => within(matrix, selection), [matrix, selection])
  const chosen = useMemo(() => selected && countChosen(matrix, selected), [matrix, selected])
  const told = isResting ? detailsText(details) : ''
  const [rows, columns] = [matrix.images.length, matrix.recipients.length]
  return (
    <>
      <div className={classes.above}>
        {legend}
        <Button size="compact-xs" variant="subtle" onClick={() => select(allOf(matrix))}>
          {words.selectAll(rows, columns)}
        </Button>
      </div>
      <div className={classes.view}>
        <MatrixGrid
          matrix={matrix}
          fit={fit === '1'}
          cell={cell}
          onCell={choose}
          selection={selected}
          onSelect={select}
          details={told}
          inSight={inSight}
        />
        <PairPanel image={image} recipient={recipient} details={details} />
      </div>
      <VisuallyHidden role="status">{chosen && selectionText(chosen)}</VisuallyHidden>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
      {chosen && <AccessSelection chosen={chosen} onClear={() => select(null)} />}
    </>
  )
}
