import { useSyncExternalStore } from 'react'

const KEY = 'hold-before-sending'
const listeners = new Set<() => void>()

/** How long a click can be taken back, in ms. */
export const HOLD_MS = 5000

/** Whether the operator wants a few seconds between the click and the call; on unless switched off in this browser. */
export const useHoldChoice = () => useSyncExternalStore(subscribe, isOn)

const isOn = () => localStorage.getItem(KEY) !== 'off'

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Changes the choice. */
export function chooseHold(on: boolean) {
  localStorage.setItem(KEY, on ? 'on' : 'off')
  for (const listener of listeners) listener()
}
