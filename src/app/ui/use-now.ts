import { useSyncExternalStore } from 'react'

/**
 * A value of the current time, once a second while the page is visible. There is one timer for the whole
 * page. A component renders again only when `select` returns another value, so "3 min ago" renders once a
 * minute.
 */
export function useNow<T extends string | number>(select: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => select(Date.now()))
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    if (!document.hidden) for (const tell of listeners) tell()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
