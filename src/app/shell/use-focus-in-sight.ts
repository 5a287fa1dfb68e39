import { useEffect } from 'react'

/**
 * What gets the focus is moved out from under what sticks to an edge (WCAG 2.4.11): a browser takes it to be in sight
 * there, whatever padding the page asks for.
 */
export function useFocusInSight() {
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element) || target.closest('dialog, [popover]')) return
      const { x, y, width, height } = target.getBoundingClientRect()
      const over = document.elementFromPoint(x + width / 2, y + height / 2)
      // Of a switch the label is seen, which lies over it.
      const own = target instanceof HTMLInputElement ? target.parentElement : target
      if (over && !own?.contains(over) && !over.contains(target)) target.scrollIntoView({ block: 'center' })
    }
    document.addEventListener('focusin', onFocus)
    return () => document.removeEventListener('focusin', onFocus)
  }, [])
}
