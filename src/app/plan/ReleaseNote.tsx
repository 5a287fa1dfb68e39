import { Button, Switch } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { ApiError } from '../api/client.ts'
import { useNow } from '../ui/use-now.ts'
import { chooseHold, HOLD_MS, useHoldChoice } from './hold-choice.ts'
import classes from './PlanCard.module.css'
import type { ReleaseState } from './use-release.ts'

/** What happens between the click and the call, in place of the button where it can still be stopped. */
export function ReleaseNote(props: { state: ReleaseState; headline: () => string; onStop: () => void }) {
  const { state } = props
  if (state.kind === 'held')
    return <Held until={state.until} headline={props.headline()} onStop={props.onStop} />
  if (state.kind === 'checking')
    return (
      <p role="status" className={classes.hint}>
        Reading the members once more before anything is sent …
      </p>
    )
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
  if (state.kind === 'failed')
    return (
      <div role="alert" className={classes.warning} data-tone="bad">
        <b>The plan could not be checked once more. Nothing was sent.</b> {state.error.message}
        {state.error instanceof ApiError && state.error.requestId && (
          <span className={classes.hint}> Request ID {state.error.requestId}</span>
        )}
      </div>
    )
  return null
}

function Held({ until, headline, onStop }: { until: number; headline: string; onStop: () => void }) {
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
      <Button ref={button} color="red.9" fullWidth size="md" onClick={onStop}>
        Stop, do not send
      </Button>
    </div>
  )
}

/** Whether a click can be taken back for a few seconds; remembered by this browser. */
export function HoldSwitch() {
  const on = useHoldChoice()
  return (
    <Switch
      size="xs"
      label={`Hold for ${HOLD_MS / 1000} seconds before sending`}
      checked={on}
      onChange={(event) => chooseHold(event.currentTarget.checked)}
    />
  )
}
