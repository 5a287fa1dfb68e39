import { Switch } from '@mantine/core'
import { chooseSendDelay, SEND_DELAY_MS, useSendDelayChoice } from './send-delay-choice.ts'

/** Whether a click can be taken back for a few seconds; remembered by this browser. */
export function SendDelaySwitch() {
  const on = useSendDelayChoice()
  return (
    <Switch
      size="xs"
      label={`Hold for ${SEND_DELAY_MS / 1000} seconds before sending`}
      checked={on}
      onChange={(event) => chooseSendDelay(event.currentTarget.checked)}
    />
  )
}
