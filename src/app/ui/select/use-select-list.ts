import { type KeyboardEvent, type RefObject, useMemo, useState } from 'react'
import { count as format, plural } from '../../format.ts'
import { useFixedWindow } from '../table/use-fixed-window.ts'
import { type ChoiceKind, isFree } from './choice-kind.ts'
import { matches, textIndex } from './text-index.ts'

/** The list of a picker: what matches, what is active, which rows are in sight, and what keys do. */
export function useSelectList<T>(props: {
  kind: ChoiceKind<T>
  items: readonly T[]
  scroller: RefObject<HTMLElement | null>
  rowHeight: number
  viewport: number
  onToggle: (item: T) => void
}) {
  const { kind, items, rowHeight, viewport, scroller, onToggle } = props
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(-1)
  const index = useMemo(() => textIndex(items, kind.textOf), [items, kind])
  const found = useMemo(() => matches(index, query), [index, query])
  const count = found ? found.length : items.length
  const groups = useMemo(() => firstWithout(items, (item) => Boolean(kind.membersOf?.(item))), [items, kind])
  const foundGroups = found ? firstWithout(found, (at) => at < groups) : groups
  const free = useMemo(() => {
    const isThis = (item: T | undefined) => item !== undefined && isFree(kind, item)
    return found ? found.filter((at) => isThis(items[at])).length : items.filter(isThis).length
  }, [items, kind, found])
  const view = useFixedWindow(scroller, { count, rowHeight, viewport })
  const itemAt = (row: number): T | undefined => items[found ? (found[row] ?? -1) : row]

  const search = (text: string) => {
    setQuery(text)
    setOpen(true)
    setActive(-1)
    if (scroller.current) scroller.current.scrollTop = 0
  }
  /** The next search begins anew. */
  const close = () => {
    setOpen(false)
    setActive(-1)
    setQuery('')
  }
  const move = (row: number) => {
    setOpen(true)
    if (count === 0) return
    const to = Math.max(0, Math.min(count - 1, row))
    setActive(to)
    view.reveal(to)
  }
  const toggle = (row: number) => {
    const item = itemAt(row)
    if (item !== undefined) onToggle(item)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const up = () => move(active === -1 ? count - 1 : active - 1)
    const onlyMatch = active === -1 && query !== '' && count === 1
    // Typing goes on until an arrow has moved into the list; from then on the space bar ticks. Enter never submits.
    const keys: Record<string, { isOurs: boolean; act: () => void }> = {
      ArrowDown: { isOurs: true, act: () => move(active + 1) },
      ArrowUp: { isOurs: true, act: event.altKey ? close : up },
      PageDown: { isOurs: open, act: () => move(Math.max(0, active) + view.page) },
      PageUp: { isOurs: open, act: () => move(active - view.page) },
      Home: { isOurs: open && !event.shiftKey, act: () => move(0) },
      End: { isOurs: open && !event.shiftKey, act: () => move(count - 1) },
      Enter: { isOurs: true, act: () => toggle(onlyMatch ? 0 : active) },
      ' ': { isOurs: open && active !== -1, act: () => toggle(active) },
      Escape: { isOurs: open, act: close },
    }
    const key = keys[event.key]
    // With Ctrl, Enter submits the form.
    if (!key?.isOurs || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    key.act()
  }

  const withGroups = foundGroups > 0 ? `, ${plural(foundGroups, 'group')}` : ''
  const of = found ? `${format(count - foundGroups)} of ` : ''
  return {
    /** The length of the list in words: "12 of 300 projects, 2 groups". */
    told: of + plural(items.length - groups, kind.one, kind.many) + withGroups,
    open,
    query,
    active,
    count,
    free,
    found,
    view,
    itemAt,
    search,
    close,
    toggle,
    onKeyDown,
    openList: () => setOpen(true),
  }
}

/** The position of the first item that fails a test; the length of the list when none does. */
function firstWithout<T>(list: readonly T[], test: (each: T) => boolean): number {
  const at = list.findIndex((each) => !test(each))
  return at === -1 ? list.length : at
}
