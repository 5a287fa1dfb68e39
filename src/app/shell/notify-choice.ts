import { createRemembered } from '../ui/remembered.ts'

const choice = createRemembered('notify-when-jobs-end')

const supported = () => 'Notification' in window
// The permission is read last: reading it stops the page until the browser's own process has answered.
const isOn = (value: string | null) => value === 'on' && supported() && Notification.permission === 'granted'

/** Whether the operator wants to be told by the desktop when a job ends. Remembered by this browser. */
export const useNotifyChoice = () => choice.useIs(isOn)

/** Changes the choice, asking the browser for its permission first. False: the browser does not allow it. */
export async function chooseNotify(on: boolean): Promise<boolean> {
  if (on && !(supported() && (await Notification.requestPermission()) === 'granted')) return false
  choice.set(on ? 'on' : 'off')
  return true
}
