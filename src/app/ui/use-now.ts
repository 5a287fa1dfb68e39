import { useSyncExternalStore } from 'react'

/**
 * The time, moving on once a second while somebody looks. One timer for the whole page; a component renders again
 * only when `select` gives another value, so "3 min ago" renders once a minute.
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
