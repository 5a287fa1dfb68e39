import { useComputedColorScheme } from '@mantine/core'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useWidth } from '../ui/use-width.ts'
import { type Cursor, type Layout, layoutOf, moveCursor } from './layout.ts'
import { splitAccount, splitVersion, stretchesOf } from './names.ts'
import classes from './PairPicture.module.css'
import { drawPicture } from './paint.ts'
import type { Texture } from './textures.ts'

/** A picture's rows and columns, and a letter for each pair: its texture and, for whoever asks, its words. */
export type Grid = {
  rows: readonly { id: string; name: string }[]
  /** `isNew`: nobody has seen this recipient before. */
  columns: readonly { id: string; name: string; isNew?: boolean }[]
  letters: readonly string[]
  textureOf: (letter: string) => Texture | null
  wordOf: (letter: string) => string
}

/**
 * Every pair as a cell, an image a row and a project a column. Only what is in sight is drawn, so that half a million
 * pairs cost no more than a screenful. The keyboard moves from pair to pair; the pair is told below.
 */
export function PairPicture({ grid, label }: { grid: Grid; label: string }) {
  const { rows, columns, letters, textureOf } = grid
  const scheme = useComputedColorScheme('light')
  const sized = useRef<HTMLDivElement>(null)
  const width = useWidth(sized)
  const view = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [cursor, setCursor] = useState<Cursor | null>(null)
  const [top, setTop] = useState(0)
  const at = cursor && cursor.row < rows.length && cursor.column < columns.length ? cursor : null
  const layout = useMemo(() => layoutOf(shapeOf(grid), width), [grid, width])
  const { cell, names } = layout
  const pitch = cell.height + names.above

  const draw = useCallback(() => {
    if (!canvas.current || !view.current || width === 0) return
    const { scrollLeft: left, scrollTop } = view.current
    const scroll = { left, top: scrollTop }
    drawPicture(canvas.current, {
      rows: letters.length,
      lettersOf: (row) => letters[row] ?? '',
      textureOf,
      ...layout,
      above: names.above,
      scroll,
      cursor: at,
    })
    setTop(Math.floor(scrollTop / pitch))
  }, [letters, textureOf, layout, names.above, width, at, pitch])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours for the same picture.
  useLayoutEffect(draw, [draw, scheme])

  const show = (to: Cursor) => {
    setCursor(to)
    const box = view.current
    if (!box) return
    const [x, y] = [to.column * cell.width, to.row * pitch]
    box.scrollLeft = Math.max(x + cell.width - layout.view.width, Math.min(box.scrollLeft, x))
    box.scrollTop = Math.max(y + pitch - layout.view.height, Math.min(box.scrollTop, y))
  }

  return (
    <div ref={sized} className={classes.picture}>
      <Heads grid={grid} layout={layout} on={at?.column} />
      <div
        ref={view}
        role="application"
        aria-label={label}
        className={classes.view}
        style={{ maxHeight: layout.view.height + 8 }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard moves its cursor.
        tabIndex={0}
        onScroll={draw}
        onKeyDown={(event) => {
          const to = moveCursor(event.key, at, { rows: rows.length, columns: columns.length })
          if (!to) return
          event.preventDefault()
          show(to)
        }}
        onPointerLeave={() => setCursor(null)}
        onPointerMove={(event) => {
          const box = event.currentTarget
          const edge = box.getBoundingClientRect()
          const row = Math.floor((event.clientY - edge.top + box.scrollTop) / pitch)
          const column = Math.floor((event.clientX - edge.left + box.scrollLeft - names.beside) / cell.width)
          const inside = row >= 0 && row < rows.length && column >= 0 && column < columns.length
          if (inside && (row !== at?.row || column !== at.column)) setCursor({ row, column })
        }}
      >
        <div
          className={classes.space}
          style={{ width: names.beside + columns.length * cell.width, height: rows.length * pitch }}
        >
          <Names grid={grid} layout={layout} top={top} on={at?.row} />
          <canvas
            ref={canvas}
            className={classes.canvas}
            style={{ left: names.beside, marginLeft: names.beside }}
          />
        </div>
      </div>
      <p className={classes.pair} aria-live="polite">
        {at ? (
          <PairText grid={grid} at={at} />
        ) : (
          'Point at a cell, or use the arrow keys, to see which pair it is.'
        )}
      </p>
    </div>
  )
}

/** An account's name with less room says nothing; px. */
const READABLE = 24

const nameOf = ({ id, name }: { id: string; name: string }) => name || id.slice(0, 8)
const longest = (names: readonly string[]) => names.reduce((most, { length }) => Math.max(most, length), 0)

const shapeOf = ({ rows, columns }: Grid) => ({
  rows: rows.length,
  columns: columns.length,
  rowName: longest(rows.map(nameOf)),
  columnName: longest(columns.map((column) => splitAccount(nameOf(column)).tail)),
})

/** The columns' names, as far as there is room: accounts in a line, and the rest of each name upright. */
function Heads({ grid, layout, on }: { grid: Grid; layout: Layout; on: number | undefined }) {
  const { heads, names, cell } = layout
  const split = useMemo(() => grid.columns.map((column) => splitAccount(nameOf(column))), [grid.columns])
  if (heads.accounts + heads.upright === 0) return null
  return (
    <div
      className={classes.heads}
      style={{ marginLeft: names.beside, height: heads.accounts + heads.upright }}
      aria-hidden
      translate="no"
    >
      {stretchesOf(split.map(({ head }) => head)).map(
        ({ head, from, to }) =>
          head !== '' &&
          (to - from) * cell.width >= READABLE && (
            <span
              key={from}
              className={classes.account}
              style={{ left: from * cell.width, width: (to - from) * cell.width }}
            >
              {head}
            </span>
          ),
      )}
      {heads.upright > 0 &&
        split.map(({ tail }, at) => (
          <span
            key={at}
            className={classes.upright}
            data-new={grid.columns[at]?.isNew || undefined}
            data-on={at === on || undefined}
            style={{ left: at * cell.width, width: cell.width, height: heads.upright }}
          >
            {tail}
          </span>
        ))}
    </div>
  )
}

/** The names of the rows in sight; what tells versions apart is never cut. */
function Names(props: { grid: Grid; layout: Layout; top: number; on: number | undefined }) {
  const { layout, top } = props
  const { names, cell, view } = layout
  const pitch = cell.height + names.above
  const rows = props.grid.rows.slice(top, top + Math.ceil(view.height / pitch) + 1)
  return (
    <div className={classes.names} style={{ width: names.beside || view.width }} aria-hidden translate="no">
      {rows.map((row, at) => {
        const { head, tail } = splitVersion(nameOf(row))
        return (
          <span
            key={row.id}
            className={classes.name}
            data-on={top + at === props.on || undefined}
            style={{ top: (top + at) * pitch, height: names.above || cell.height }}
            title={row.name}
          >
            <span>{head}</span>
            <b>{tail}</b>
          </span>
        )
      })}
    </div>
  )
}

function PairText({ grid, at }: { grid: Grid; at: Cursor }) {
  const [row, column] = [grid.rows[at.row], grid.columns[at.column]]
  return (
    <>
      <span translate="no">
        {row?.name || row?.id} × {column?.name || column?.id}
      </span>
      : <b>{grid.wordOf(grid.letters[at.row]?.charAt(at.column) ?? '')}</b>
    </>
  )
}
