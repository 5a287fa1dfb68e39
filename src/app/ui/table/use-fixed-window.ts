import { type RefObject, useCallback, useState } from 'react'

/**
 * The visible rows of a long list whose rows all have one height: plain arithmetic, whatever the length. (A
 * general virtualiser lays out every row again whenever the number of rows changes, which typing into a
 * filter over 50,000 rows does with each key.) Heights in px.
 */
export function useFixedWindow(
  scroller: RefObject<HTMLElement | null>,
  { count, rowHeight, viewport }: { count: number; rowHeight: number; viewport: number },
) {
  const [top, setTop] = useState(0)
  const onScroll = useCallback(() => {
    setTop(Math.floor((scroller.current?.scrollTop ?? 0) / rowHeight))
  }, [scroller, rowHeight])

  /** Scrolls just as far as it takes to show a row whole. */
  const reveal = useCallback(
    (row: number) => {
      const element = scroller.current
      if (!element) return
      const start = row * rowHeight
      if (start < element.scrollTop) element.scrollTop = start
      else if (start + rowHeight > element.scrollTop + element.clientHeight)
        element.scrollTop = start + rowHeight - element.clientHeight
    },
    [scroller, rowHeight],
  )

  const page = Math.max(1, Math.floor(viewport / rowHeight) - 1)
  // The browser scrolls a list back that has become shorter, but only after it was drawn.
  const first = Math.max(0, Math.min(top, count - page - 2) - OVERSCAN)
  const last = Math.min(count, first + page + 2 + 2 * OVERSCAN)
  return {
    rows: Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at),
    height: count * rowHeight,
    page,
    onScroll,
    reveal,
  }
}

const OVERSCAN = 3
