import { useSyncExternalStore } from 'react'

const KEY = 'notify-when-jobs-end'
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

const supported = () => 'Notification' in window
// The permission is read last: reading it stops the page until the browser's own process has answered.
const isOn = () => localStorage.getItem(KEY) === 'on' && supported() && Notification.permission === 'granted'

/** Whether the operator wants to be told by the desktop when a job ends. Remembered by this browser. */
export const useNotifyChoice = () => useSyncExternalStore(subscribe, isOn)

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Changes the choice, asking the browser for its permission first. False: the browser does not allow it. */
export async function chooseNotify(on: boolean): Promise<boolean> {
  if (on && !(supported() && (await Notification.requestPermission()) === 'granted')) return false
  localStorage.setItem(KEY, on ? 'on' : 'off')
  tell()
  return true
}
