import { useSyncExternalStore } from 'react'

/** The name that the choice is kept under in this browser; it was called so before. */
const KEY = 'hold-before-sending'
const listeners = new Set<() => void>()

/** How long a click can be taken back, in ms. */
export const SEND_DELAY_MS = 5000

/** Whether the operator wants a few seconds between the click and the call; on unless switched off in this browser. */
export const useSendDelayChoice = () => useSyncExternalStore(subscribe, isOn)

const isOn = () => localStorage.getItem(KEY) !== 'off'

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Changes the choice. */
export function chooseSendDelay(on: boolean) {
  localStorage.setItem(KEY, on ? 'on' : 'off')
  for (const listener of listeners) listener()
}
