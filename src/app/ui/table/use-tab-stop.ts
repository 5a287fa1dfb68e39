import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'

const CONTROLS = 'button, a[href], input'
const PAGE = 10

const controlsOf = (row: Element) => [...row.querySelectorAll<HTMLElement>(CONTROLS)]

/**
 * One tab stop for all controls of some rows, however many there are: Tab goes to the control that had the focus last,
 * arrows go from row to row and from control to control. Rows carry their number as `data-index`.
 */
export function useTabStop(rows: RefObject<HTMLElement | null>, count: number) {
  const [at, setAt] = useState({ row: 0, control: 0 })
  const isMoving = useRef(false)
  const row = Math.min(at.row, Math.max(0, count - 1))
  // The row that it goes to may only be there after this render.
  useLayoutEffect(() => {
    if (!isMoving.current) return
    isMoving.current = false
    const element = rows.current?.querySelector(`[data-index="${row}"]`)
    const controls = element ? controlsOf(element) : []
    controls[Math.min(at.control, controls.length - 1)]?.focus()
  }, [rows, row, at])

  const where = (target: EventTarget) => {
    const element = (target as Element).closest('[data-index]')
    if (!element) return null
    const controls = controlsOf(element)
    return {
      row: Number(element.getAttribute('data-index')),
      control: controls.indexOf(target as HTMLElement),
      controls,
    }
  }
  return {
    /** The row that has the tab stop. */
    row,
    /** Of a control by its place in its row. A row whose controls have become fewer keeps the stop at its last one. */
    tabIndexOf: (of: number, control: number, controls: number) =>
      of === row && control === Math.min(at.control, controls - 1) ? 0 : -1,
    handlers: {
      onFocus({ target }: FocusEvent) {
        const here = where(target)
        if (here && here.control !== -1) setAt({ row: here.row, control: here.control })
      },
      onKeyDown(event: KeyboardEvent) {
        const here = where(event.target)
        // In a text the arrows move the caret.
        if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') return
        const { row: from, control, controls } = here ?? { row: row - 1, control: at.control, controls: [] }
        const last = count - 1
        const [left, right] =
          controls.length === 1
            ? [
                { row: from - 1, control },
                { row: from + 1, control },
              ]
            : [
                { row: from, control: Math.max(control - 1, 0) },
                { row: from, control: Math.min(control + 1, controls.length - 1) },
              ]
        const to: Record<string, { row: number; control: number }> = {
          ArrowDown: { row: from + 1, control },
          ArrowUp: { row: from - 1, control },
          PageDown: { row: from + PAGE, control },
          PageUp: { row: from - PAGE, control },
          Home: { row: 0, control },
          End: { row: last, control },
          ArrowRight: right,
          ArrowLeft: left,
        }
        const next = to[event.key]
        if (!next) return
        event.preventDefault()
        isMoving.current = true
        setAt({ row: Math.max(0, Math.min(last, next.row)), control: next.control })
      },
    },
  }
}
