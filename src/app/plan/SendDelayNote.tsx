import { Button, Switch } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useNow } from '../ui/use-now.ts'
import classes from './PlanCard.module.css'
import { chooseSendDelay, SEND_DELAY_MS, useSendDelayChoice } from './send-delay-choice.ts'
import type { SendState } from './use-send-delay.ts'

/** What happens between the click and the call, in place of the button where it can still be stopped. */
export function SendDelayNote(props: { state: SendState; headline: () => string; onStop: () => void }) {
  const { state } = props
  if (state.kind === 'delayed')
    return <Delayed until={state.until} headline={props.headline()} onStop={props.onStop} />
  if (state.kind === 'changed')
    return (
      <div role="alert" className={classes.warning} data-tone="warn">
        <b>The plan changed since you looked at it. Nothing was sent.</b>
        <ul>
          {state.changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
        Look at it again, then confirm.
      </div>
    )
  return null
}

function Delayed({ until, headline, onStop }: { until: number; headline: string; onStop: () => void }) {
  const seconds = useNow((now) => Math.max(1, Math.ceil((until - now) / 1000)))
  const button = useRef<HTMLButtonElement>(null)
  // The button that was pressed is gone; the one that takes it back has its place and the focus.
  useEffect(() => button.current?.focus(), [])
  return (
    <div className={classes.held} data-tone="warn">
      <p role="status">
        <b>{headline}</b>
      </p>
      <p aria-hidden>Sent in {seconds} s, unless you stop it.</p>
      <Button ref={button} color="stop" fullWidth size="md" onClick={onStop}>
        Stop, do not send
      </Button>
    </div>
  )
}

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
