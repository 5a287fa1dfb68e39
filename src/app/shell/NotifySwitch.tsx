import { Switch } from '@mantine/core'
import { useState } from 'react'
import { chooseNotify, useNotifyChoice } from './notify-choice.ts'

/** Desktop notifications, off until the operator wants them; the browser is asked on the click, not before. */
export function NotifySwitch() {
  const on = useNotifyChoice()
  const [blocked, setBlocked] = useState(false)
  return (
    <Switch
      size="xs"
      label="Notify me when a job ends"
      description={blocked ? 'The browser blocks notifications of this site.' : undefined}
      checked={on}
      onChange={async (event) => setBlocked(!(await chooseNotify(event.currentTarget.checked)))}
    />
  )
}
