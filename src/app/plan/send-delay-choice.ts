import { createRemembered } from '../ui/remembered.ts'

/** The name is that of an earlier version. */
const choice = createRemembered('hold-before-sending')

/** How long a click can be taken back, in ms. */
export const SEND_DELAY_MS = 5000

/** Whether the operator wants a few seconds between the click and the call; on unless switched off in this browser. */
export const useSendDelayChoice = () => choice.useIs((value) => value !== 'off')

/** Changes the choice. */
export const chooseSendDelay = (on: boolean) => choice.set(on ? 'on' : 'off')
