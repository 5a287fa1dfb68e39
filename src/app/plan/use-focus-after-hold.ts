import { type RefObject, useEffect, useRef } from 'react'
import type { ReleaseState } from './use-release.ts'

/** Gives the focus back to the button that was held, once the one that stops it is gone. */
export function useFocusAfterHold(state: ReleaseState, button: RefObject<HTMLButtonElement | null>) {
  const held = useRef(false)
  useEffect(() => {
    if (held.current && state.kind !== 'held' && document.activeElement === document.body)
      button.current?.focus()
    held.current = state.kind === 'held'
  }, [state, button])
}
