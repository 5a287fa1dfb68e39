import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type RefObject, useLayoutEffect, useState } from 'react'

/**
 * The rows in sight of a list that scrolls with the page, which may differ in height. `keep`: a row that stays however far
 * it is scrolled away, as the focus is in it or goes to it next. `anew`: changes when the rows get another body.
 */
export function usePageRows(
  body: RefObject<HTMLElement | null>,
  o: { count: number; estimate: number; keep: number | null; anew: unknown },
) {
  const { count, keep } = o
  const [scrollMargin, setScrollMargin] = useState(0)
  // Content above the rows may wrap or grow at any time, and then one of the boxes around them grows with it; a box that
  // sticks moves as the page scrolls. (Measuring after every render would lay out the page twice for each poll.)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another body is measured anew.
  useLayoutEffect(() => {
    const rows = body.current
    if (!rows) return undefined
    const measure = () => setScrollMargin(Math.round(rows.getBoundingClientRect().top + window.scrollY))
    measure()
    const observer = new ResizeObserver(measure)
    for (let box = rows.parentElement; box; box = box.parentElement) observer.observe(box)
    window.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      window.removeEventListener('scroll', measure)
    }
  }, [body, o.anew])
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => o.estimate,
    overscan: 8,
    scrollMargin,
    rangeExtractor(range) {
      const rows = defaultRangeExtractor(range)
      if (keep === null || keep >= count || rows.includes(keep)) return rows
      return [...rows, keep].sort((a, b) => a - b)
    },
  })
  return {
    rows: virtual.getVirtualItems(),
    height: virtual.getTotalSize(),
    measure: virtual.measureElement,
    placeOf: ({ start }: { start: number }): CSSProperties => ({
      transform: `translateY(${start - scrollMargin}px)`,
    }),
  }
}
