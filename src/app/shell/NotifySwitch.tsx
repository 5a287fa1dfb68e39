import { Switch } from '@mantine/core'
import { useState } from 'react'
import { chooseNotify, useNotifyChoice } from './notify-choice.ts'
import { words } from './words.ts'

/**
 * Desktop notifications. They are off until the operator wants them; the browser asks for permission on the
 * click, not before.
 */
export function NotifySwitch() {
  const on = useNotifyChoice()
  const [blocked, setBlocked] = useState(false)
  return (
    <Switch
      size="xs"
      label={words.notify}
      description={blocked ? words.notifyBlocked : undefined}
      checked={on}
      onChange={async (event) => setBlocked(!(await chooseNotify(event.currentTarget.checked)))}
    />
  )
}
