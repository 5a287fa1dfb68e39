import { Button, VisuallyHidden } from '@mantine/core'
import { type CSSProperties, useEffect, useEffectEvent, useRef } from 'react'
import { useModule } from '../ui/use-module.ts'
import { useNow } from '../ui/use-now.ts'
import notes from './Notes.module.css'
import classes from './SendDelay.module.css'
import { SEND_DELAY_MS } from './send-delay-choice.ts'
import type { SendState } from './use-send-delay.ts'

const SECONDS = SEND_DELAY_MS / 1000

const STOPPED = {
  operator: 'Stopped. Nothing was sent.',
  edit: 'Nothing was sent: you edited it while it was waiting. Look at the plan again, then send it.',
} as const

/** What happens between the click and the call, in place of the button where it can still be stopped. */
export function SendDelayNote(props: { state: SendState; headline: () => string; onStop: () => void }) {
  const { state } = props
  return (
    <>
      {/* Always there, as what comes with its text is not announced everywhere. */}
      <VisuallyHidden role="status">
        {state.kind === 'delayed' && `${props.headline()} It waits ${SECONDS} seconds. Escape stops it.`}
        {state.kind === 'stopped' && STOPPED[state.by]}
      </VisuallyHidden>
      {state.kind === 'delayed' && <Delayed until={state.until} onStop={props.onStop} />}
      {state.kind === 'stopped' && (
        <p className={classes.stopped} data-tone="warn" aria-hidden>
          {STOPPED[state.by]}
        </p>
      )}
      {state.kind === 'changed' && (
        <div role="alert" className={notes.note} data-tone="warn">
          <b>The plan changed since you looked at it. Nothing was sent.</b>
          <ul>
            {state.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          Look at it again, then confirm.
        </div>
      )}
    </>
  )
}

function Delayed({ until, onStop }: { until: number; onStop: () => void }) {
  const seconds = useNow((now) => Math.max(1, Math.ceil((until - now) / 1000)))
  const button = useRef<HTMLButtonElement>(null)
  const stop = useEffectEvent(onStop)
  useEffect(() => {
    // The button that was pressed is gone; the one that takes it back has its place and the focus.
    button.current?.focus()
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && !event.defaultPrevented && stop()
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <Button
        ref={button}
        variant="default"
        size="md"
        className={classes.drain}
        style={{ '--delay': `${SEND_DELAY_MS}ms` } as CSSProperties}
        rightSection={<span aria-hidden>Esc</span>}
        aria-keyshortcuts="Escape"
        onClick={onStop}
      >
        Stop, do not send
      </Button>
      <p className={classes.left} aria-hidden>
        <b>Sent in {seconds} s.</b> An edit stops it, too.
      </p>
    </>
  )
}

/** The form opens without it. */
const loadSwitch = async () => (await import('./SendDelaySwitch.tsx')).SendDelaySwitch

/** The choice whether to wait before sending; its place is there before it. */
export function SendDelayChoice() {
  const SendDelaySwitch = useModule(loadSwitch, true)
  return <div className={classes.choice}>{SendDelaySwitch && <SendDelaySwitch />}</div>
}
