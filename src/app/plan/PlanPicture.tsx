import { useComputedColorScheme } from '@mantine/core'
import { memo, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { itemAt } from '#contract/item-at'
import { outcomeAt } from '#contract/pair'
import type { Plan } from '#contract/plan'
import { count, plural } from '../format.ts'
import { useWidth } from '../ui/use-width.ts'
import { drawPicture } from './draw-picture.ts'
import { outcomeLook, outcomesOf } from './outcome-words.ts'
import classes from './PlanPicture.module.css'
import { type Cursor, cellSize, moveCursor } from './picture-layout.ts'

const MAX_HEIGHT = 240

/**
 * Every pair as a square, an image a row and a project a column. Only what is in sight is drawn, so that half a
 * million pairs cost no more than a screenful. The keyboard moves from pair to pair; the pair is told below.
 */
export function PlanPicture({ plan }: { plan: Plan }) {
  const rows = plan.images.length
  const columns = plan.projects.length
  const scheme = useComputedColorScheme('light')
  const sized = useRef<HTMLDivElement>(null)
  const width = useWidth(sized)
  const view = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [cursor, setCursor] = useState<Cursor | null>(null)
  const size = cellSize(columns, width)
  const height = Math.min(MAX_HEIGHT, rows * size)

  const draw = useCallback(() => {
    if (canvas.current && view.current && width > 0)
      drawPicture(canvas.current, { plan, size, width, height, cursor, scroll: view.current })
  }, [plan, size, width, height, cursor])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours for the same picture.
  useLayoutEffect(draw, [draw, scheme])

  const show = (to: Cursor) => {
    setCursor(to)
    const box = view.current
    if (!box) return
    const [x, y] = [to.column * size, to.row * size]
    box.scrollLeft = Math.max(x + size - width, Math.min(box.scrollLeft, x))
    box.scrollTop = Math.max(y + size - height, Math.min(box.scrollTop, y))
  }
  const at = cursor && cursor.row < rows && cursor.column < columns ? cursor : null

  return (
    <div className={classes.picture}>
      <div ref={sized}>
        <div
          ref={view}
          role="application"
          aria-label={`Picture of ${plural(rows, 'image')} × ${plural(columns, 'project')}. Arrow keys go from pair to pair; the table below tells the same.`}
          className={classes.view}
          style={{ height: height + 2 }}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard moves its cursor.
          tabIndex={0}
          onScroll={draw}
          onKeyDown={(event) => {
            const to = moveCursor(event.key, at, { rows, columns })
            if (!to) return
            event.preventDefault()
            show(to)
          }}
          onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            const row = Math.floor((event.clientY - box.top + event.currentTarget.scrollTop) / size)
            const column = Math.floor((event.clientX - box.left + event.currentTarget.scrollLeft) / size)
            const inside = row >= 0 && row < rows && column >= 0 && column < columns
            if (inside && (row !== at?.row || column !== at.column)) setCursor({ row, column })
          }}
        >
          <div className={classes.space} style={{ width: columns * size, height: rows * size }}>
            <canvas ref={canvas} className={classes.canvas} />
          </div>
        </div>
      </div>
      <p className={classes.pair} aria-live="polite">
        {at ? (
          <PairText plan={plan} at={at} />
        ) : (
          'Point at a square, or use the arrow keys, to see which pair it is.'
        )}
      </p>
      <Legend plan={plan} />
    </div>
  )
}

const Legend = memo(function Legend({ plan }: { plan: Plan }) {
  return (
    <ul className={classes.legend} aria-label="Legend">
      {outcomesOf(plan).map(({ outcome, pairs }) => (
        <li key={outcome}>
          <span className={classes.swatch} data-look={outcomeLook(plan.action, outcome).tone} aria-hidden />
          {outcomeLook(plan.action, outcome).word} <b>{count(pairs)}</b>
        </li>
      ))}
    </ul>
  )
})

function PairText({ plan, at }: { plan: Plan; at: Cursor }) {
  const image = itemAt(plan.images, at.row)
  const project = itemAt(plan.projects, at.column)
  return (
    <>
      <span translate="no">
        {image.name || image.id} × {project.name || project.id}
      </span>
      : <b>{outcomeLook(plan.action, outcomeAt(image.outcomes, at.column)).word}</b>
    </>
  )
}
