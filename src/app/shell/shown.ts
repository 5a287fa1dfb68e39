import { useSyncExternalStore } from 'react'

/** Whether a dialog of the shell is open, which keys and buttons in several places open. */
function createShown() {
  let isShown = false
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    useIs: () => useSyncExternalStore(subscribe, () => isShown),
    show(shown: boolean) {
      isShown = shown
      for (const listener of listeners) listener()
    },
  }
}

export const shortcutsShown = createShown()
export const helpShown = createShown()
export const findShown = createShown()
