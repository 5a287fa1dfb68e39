import { useSyncExternalStore } from 'react'

/**
 * A choice that this browser remembers as a text. Where storage is blocked or full, it holds until the page is
 * loaded anew, and everything else works.
 */
export function createRemembered(key: string) {
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  let unstored: string | null = null
  const get = () => unstored ?? stored(key)
  return {
    useText: () => useSyncExternalStore(subscribe, get),
    useIs: (isIt: (value: string | null) => boolean) => useSyncExternalStore(subscribe, () => isIt(get())),
    set: (value: string) => {
      try {
        localStorage.setItem(key, value)
        unstored = null
      } catch {
        unstored = value
      }
      for (const listener of listeners) listener()
    },
  }
}

function stored(key: string) {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
