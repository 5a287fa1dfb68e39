import { type MouseEvent, type PointerEvent, type RefObject, useRef } from 'react'
import type { Cell } from './matrix-layout.ts'
import { allOf, linesOf, rectangleOf, type Selection, toggled } from './selection.ts'
import type { GridState } from './use-grid-keys.ts'

/** Where things are, px: the heads at both sides, and a cell with what is above it. */
type Place = { beside: number; heads: number; pitch: number; above: number; width: number }

type Where = Cell & { part: 'cell' | 'row' | 'column' | 'corner' }

/** The pointer of the matrix: a press on a cell chooses it, a pull selects; heads select rows and columns. */
export function useGridPointer(
  o: GridState & {
    view: RefObject<HTMLElement | null>
    place: Place
    selection: Selection | null
    anchor: RefObject<Cell | null>
    move: (to: Cell) => void
    onHover: (cell: Cell | null) => void
  },
) {
  const { matrix, selection, onSelect, anchor } = o
  const pull = useRef<Where | null>(null)

  const whereIs = (event: MouseEvent<HTMLElement>): Where => {
    const box = o.view.current ?? event.currentTarget
    const edge = box.getBoundingClientRect()
    const [x, y] = [event.clientX - edge.left, event.clientY - edge.top]
    const { beside, heads, pitch, above, width } = o.place
    const down = y - heads + box.scrollTop
    const within = (at: number, count: number) => Math.max(0, Math.min(count - 1, at))
    const isOverName = x < beside || (above > 0 && ((down % pitch) + pitch) % pitch < above)
    const inHead = x < beside ? 'corner' : 'column'
    const below = isOverName ? 'row' : 'cell'
    return {
      part: y < heads ? inHead : below,
      row: within(Math.floor(down / pitch), matrix.images.length),
      column: within(Math.floor((x - beside + box.scrollLeft) / width), matrix.recipients.length),
    }
  }

  /** A head selects its row or column, with Shift all up to it, with Ctrl one more or less. */
  const pressHead = (event: MouseEvent, part: 'row' | 'column', from: Cell, at: Cell) => {
    const axis = part === 'row' ? 'images' : 'recipients'
    const isMore = event.ctrlKey || event.metaKey
    onSelect(
      isMore
        ? toggled(matrix, selection, { axis, at: at[part] })
        : linesOf(matrix, axis, from[part], at[part]),
    )
  }

  const press = (event: MouseEvent, at: Where) => {
    const from = event.shiftKey ? (anchor.current ?? o.cell ?? at) : at
    if (!event.shiftKey) anchor.current = at
    if (at.part === 'corner') return onSelect(allOf(matrix))
    if (at.part !== 'cell') return pressHead(event, at.part, from, at)
    if (event.shiftKey) onSelect(rectangleOf(matrix, from, at))
    o.move({ row: at.row, column: at.column })
  }

  const pulled = (event: PointerEvent<HTMLElement>, from: Where) => {
    const at = whereIs(event)
    if (at.row === from.row && at.column === from.column) return
    if (from.part === 'row') onSelect(linesOf(matrix, 'images', from.row, at.row))
    else if (from.part === 'column') onSelect(linesOf(matrix, 'recipients', from.column, at.column))
    else onSelect(rectangleOf(matrix, from, at))
    o.show(at)
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      // A finger scrolls; its tap is a click.
      if (event.pointerType === 'touch' || event.button !== 0) return
      const at = whereIs(event)
      pull.current = at.part === 'corner' ? null : at
      event.currentTarget.setPointerCapture(event.pointerId)
      press(event, at)
    },
    onMouseDown(event: MouseEvent<HTMLElement>) {
      // Neither focus nor selected text goes where the pointer is.
      event.preventDefault()
    },
    onClick(event: MouseEvent<HTMLElement>) {
      if ((event.nativeEvent as globalThis.PointerEvent).pointerType === 'touch') press(event, whereIs(event))
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (pull.current && event.buttons === 1) return pulled(event, pull.current)
      const at = whereIs(event)
      o.onHover(at.part === 'cell' ? at : null)
    },
    onPointerUp() {
      pull.current = null
    },
    onPointerLeave() {
      o.onHover(null)
    },
  }
}
