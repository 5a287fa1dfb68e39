import { type RefObject, useLayoutEffect, useState } from 'react'

/**
 * The width of an element in px, known before the first paint and kept up to date; 0 until the element
 * exists.
 */
export const useWidth = (element: RefObject<HTMLElement | null>) => useSide(element, 'clientWidth')

/** The same of its height. */
export const useHeight = (element: RefObject<HTMLElement | null>) => useSide(element, 'clientHeight')

function useSide(element: RefObject<HTMLElement | null>, side: 'clientWidth' | 'clientHeight'): number {
  const [length, setLength] = useState(0)
  useLayoutEffect(() => {
    const box = element.current
    if (!box) return undefined
    const measure = () => setLength(box[side])
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [element, side])
  return length
}
