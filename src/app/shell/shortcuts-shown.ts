import { useSyncExternalStore } from 'react'

let isShown = false
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether the dialog of the keyboard shortcuts is open: a key and a button open it. */
export const useShortcutsShown = () => useSyncExternalStore(subscribe, () => isShown)

export function showShortcuts(shown: boolean) {
  isShown = shown
  for (const listener of listeners) listener()
}
